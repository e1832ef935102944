import type { Finding } from '../../cluster/finding.js';
import type { Palette } from '../../report/reporter.js';
import type { Answer, DiagnosedCause, Evidence } from '../answer.js';
import type { Unread } from '../remainder.js';

/** What is printed: the answer, and the findings that its causes name. */
export type Told = {
  readonly answer: Answer;
  readonly findings: readonly Finding[];
  readonly tool: { readonly name: string; readonly version: string; readonly url?: string };
  /** Names and addresses are stand-ins. */
  readonly redacted: boolean;
};

export type Format = { readonly name: string; render(told: Told, palette: Palette): string };

/** The finding at the configuration line that makes the cause. */
export function findingOf({ finding }: DiagnosedCause, findings: readonly Finding[]): Finding | undefined {
  return finding === null ? undefined : findings.find(({ fingerprint }) => fingerprint === finding);
}

/** What leads the report, and what else it may be. Where nothing is known, `nothing is wrong` is the last thing to be said. */
export function ordered({ verdict, causes }: Answer): {
  readonly first: readonly DiagnosedCause[];
  readonly others: readonly DiagnosedCause[];
} {
  if (verdict === 'unknown') {
    // What nothing speaks for is no more than a guess: the catalogue has those.
    const spoken = causes.filter((cause) => cause.evidence.some(({ supports }) => supports));
    return { first: [], others: spoken };
  }
  // Two faults at once are two causes: each with its own evidence and fix.
  const first = causes.filter(({ probability, harmless }, i) => i === 0 || (verdict === 'broken' && !harmless && probability >= 0.5));
  return { first, others: causes.filter((cause) => !first.includes(cause)) };
}

export type Point = { readonly sign: string; readonly quotes: readonly Evidence[] };

/** The evidence by the question that it answers, the strongest first. */
export function points({ evidence }: DiagnosedCause, supports: boolean): readonly Point[] {
  const bySign = new Map<string, Evidence[]>();
  for (const one of evidence) {
    if (one.supports !== supports) continue;
    const quotes = bySign.get(one.sign) ?? [];
    bySign.set(one.sign, quotes);
    quotes.push(one);
  }
  return [...bySign].map(([sign, quotes]) => ({ sign, quotes }));
}

/** A cause that is nearly certain is not certain: 99 % is the most, unless it is rounded down. */
export function percent(probability: number): string {
  const rounded = Math.round(probability * 100);
  if (rounded >= 100) return '> 99 %';
  return rounded < 1 ? '< 1 %' : `${rounded} %`;
}

export const verdictText: Readonly<Record<Answer['verdict'], string>> = {
  healthy: 'healthy: nothing in the input is a fault of the pod network',
  broken: 'broken',
  unknown: 'not known: what was given does not tell the cause',
};

/** `notes.txt:3-7`, or the file where all of it is meant. */
export function unreadPlace({ file, line, to }: Unread): string {
  if (line === undefined) return file;
  return to === undefined || to === line ? `${file}:${line}` : `${file}:${line}-${to}`;
}

/** Names of nodes for people. */
export function list(names: readonly string[]): string {
  const shown = names.slice(0, 6).map((name) => name || 'the node that it is from');
  return names.length > 6 ? `${shown.join(', ')} and ${names.length - 6} more` : shown.join(', ');
}
