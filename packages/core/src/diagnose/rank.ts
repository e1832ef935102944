/**
 * Naive Bayes over the signs that were looked at. Hypotheses are each cause alone, and each pair of faults; in a pair each cause
 * brings its signs about by itself (noisy-or above the base rate). A cause's probability is the sum over the hypotheses that hold it, so two
 * faults at once are both named.
 */
import type { Cause } from './cause.js';
import type { Look, Sign } from './sign.js';

/** Two faults at once, as against one. */
const pairPrior = 0.02;
/** No sign is certain: a capture may be minutes old, a line may be cut. */
const surest = 0.998;

export type Answered = {
  readonly sign: Sign;
  readonly look: Look;
  /** The share of its weight that counts, where others say the same: from 0 to 1, absent for 1. */
  readonly strength?: number;
};
export type Ranked = { readonly cause: Cause; readonly probability: number };

type Hypothesis = { readonly causes: readonly Cause[]; readonly prior: number };

/** Causes by probability, the likeliest first; probabilities of single faults sum to 1, pairs count for both. */
export function rank(causes: readonly Cause[], answered: readonly Answered[]): readonly Ranked[] {
  const weights = hypotheses(causes).map((one) => ({ ...one, weight: Math.log(one.prior) + evidence(one.causes, answered) }));
  const top = Math.max(...weights.map(({ weight }) => weight));
  const shares = weights.map(({ causes: held, weight }) => ({ held, share: Math.exp(weight - top) }));
  const sum = shares.reduce((total, { share }) => total + share, 0);
  const of = (cause: Cause): number => shares.reduce((total, { held, share }) => (held.includes(cause) ? total + share : total), 0) / sum;
  return causes
    .map((cause) => ({ cause, probability: of(cause) }))
    .sort((a, b) => b.probability - a.probability || (a.cause.id < b.cause.id ? -1 : 1));
}

function hypotheses(causes: readonly Cause[]): readonly Hypothesis[] {
  const single = causes.map((cause) => ({ causes: [cause], prior: cause.prior }));
  const sick = causes.filter(({ harmless }) => !harmless);
  const pairs = sick.flatMap((a, i) => sick.slice(i + 1).map((b) => ({ causes: [a, b], prior: a.prior * b.prior * pairPrior })));
  return [...single, ...pairs];
}

function evidence(causes: readonly Cause[], answered: readonly Answered[]): number {
  return answered.reduce((sum, { sign, look, strength = 1 }) => {
    const shows = chance(causes, sign);
    return sum + strength * Math.log(look.holds ? shows : 1 - shows);
  }, 0);
}

/** How often the sign shows where these are the causes. */
export function chance(causes: readonly Cause[], sign: Sign): number {
  const stated = causes.map(({ signs }) => signs[sign.id]).filter((p) => p !== undefined);
  const raised = stated.filter((p) => p > sign.base);
  if (raised.length === 0) return clamp(Math.min(sign.base, ...stated));
  const missed = raised.reduce((product, p) => product * ((1 - p) / (1 - sign.base)), 1 - sign.base);
  return clamp(1 - missed);
}

const clamp = (p: number): number => Math.min(surest, Math.max(1 - surest, p));
