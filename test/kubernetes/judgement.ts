/** Whether the API server, and who judges for it, says about an object what canal-lint says. */
import { isDeepStrictEqual } from 'node:util';
import { type CelPolicy, separator } from '@canal-lint/policy';
import { celTwinOf, failuresOf } from '../policy/cel.js';
import { admitted, findings, type Twin } from '../policy/twins.js';
import type { Answer, KubernetesObject } from './client.js';
import { type Judged, labelled } from './objects.js';

/** Messages, sorted. */
type Refusal = readonly string[];

/** Who judges for the API server: the refusals that are right for an object, of which it makes one, and what a refusal of its says. */
export type Judge = {
  readonly wanted: (object: unknown, judged: Judged) => Promise<readonly Refusal[]>;
  readonly said: (text: string, judged: Judged) => Refusal;
};

/** Gatekeeper's webhook: `… denied the request: [constraint] message`, one a line. WebAssembly knows what it shall say. */
export function webhookOf(twin: Twin): Judge {
  return {
    wanted: async (object, { facts }) => {
      const verdicts = await admitted([twin], object, facts);
      return verdicts.length === 0 ? [] : [verdicts.map((verdict) => verdict.replace(/^.*? at \S*: /, '')).sort()];
    },
    said: (text, { scope }) => {
      const [, said = ''] = text.split('denied the request: ');
      const [, ...messages] = said.split(`[${scope}] `);
      return messages.map((message) => message.trimEnd()).sort();
    },
  };
}

/**
 * A ValidatingAdmissionPolicy, whose name starts with `author`: `… denied request: message`, of the first validation that fails. TypeScript
 * knows what it shall say.
 */
export function admissionPolicyOf(policy: CelPolicy, author: string): Judge {
  const twin = celTwinOf(policy);
  return {
    wanted: async (object, { facts }) => {
      const [spoken = []] = await findings([twin], [object], facts);
      return failuresOf(policy, spoken).map((messages) => [...messages].sort());
    },
    said: (text) => (text.includes(`Policy '${author}`) ? (text.split('denied request: ')[1] ?? '').split(separator).sort() : []),
  };
}

/** `other`: the API server has refused the object by itself. Anything else tells of a disagreement. */
export type Judgement = 'refused' | 'admitted' | 'other' | { readonly wrong: string };

/**
 * Asks for the object twice: out of the judge's sight, and in it. What a definition refuses by itself never comes to the judge; of the rest, the
 * answer is the object as the judge sees it, without unknown fields and with defaults.
 */
export async function judgement(judge: Judge, one: Judged, ask: (object: KubernetesObject) => Promise<Answer>): Promise<Judgement> {
  const wrong = (fault: string): Judgement => ({ wrong: `${fault}\n${JSON.stringify(one.object)}` });
  const alone = await ask(one.object);
  const { status, text } = await ask(labelled(one));
  if (alone.status >= 300) return status >= 300 ? 'other' : wrong('admitted with the label, refused without');
  const wanted = await judge.wanted(alone.body, one);
  const whole = holds(alone.body, one.object);
  if (whole && !isDeepStrictEqual(wanted, await judge.wanted(one.object, one))) return wrong('defaults change the verdict');
  if (wanted.length === 0) return status < 300 ? 'admitted' : wrong(`refused: ${text}`);
  const said = judge.said(text, one);
  if (status >= 400 && wanted.some((refusal) => isDeepStrictEqual(refusal, said))) return 'refused';
  return wrong(`${status} ${text}\nwanted: ${wanted.join('\nor: ')}`);
}

/** True where everything of `part` is in `whole`. */
function holds(whole: unknown, part: unknown): boolean {
  if (typeof part !== 'object' || part === null || typeof whole !== 'object' || whole === null) return isDeepStrictEqual(whole, part);
  return Object.entries(part).every(([key, value]) => holds((whole as Readonly<Record<string, unknown>>)[key], value));
}
