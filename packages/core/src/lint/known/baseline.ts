import type { Finding } from '../../cluster/finding.js';
import type { Run } from '../../report/reporter.js';
import { locatePlace, placeOf } from '../../source/index.js';
import { internalError } from '../crash.js';
import { fingerprint } from '../fingerprint.js';
import { homepage } from '../rules.js';
import { counted } from './counted.js';
import { type Entry, keyOf, keyText } from './entry.js';
import { moved } from './moved.js';
import type { PlacedEntry } from './parse.js';

/** What the host knows beside the entries. */
export type Around = {
  /** The day, as `2027-01-31`. */
  readonly today: string;
  /** The name of a file as the baseline writes it. */
  readonly from: (file: string) => string;
  /** True for a file, named so, that was linted or is gone: an entry for another one may still be needed. */
  readonly judged: (file: string) => boolean;
  /** True for a file, named so, that is there no more. */
  readonly gone: (file: string) => boolean;
  /** An entry without a reason hides nothing. */
  readonly reasons: boolean;
};

const name = 'baseline';

/**
 * The run in which accepted findings count no more. Entries that have expired hide nothing; they and those that are for nothing are findings of
 * their own. A crash of a rule is never hidden.
 */
export function withBaseline(run: Run, written: readonly PlacedEntry[], around: Around): Run {
  const entries = followed(written, run, around);
  const working = new Map(entries.filter((entry) => isInForce(entry, around)).map((entry) => [keyText(entry), entry]));
  const met = new Set<string>();
  const marked = run.findings.map((finding): Finding => {
    const unmoved = finding.suppressed?.kind === 'base';
    if ((finding.suppressed && !unmoved) || finding.rule === internalError) return finding;
    const key = keyText(keyOf(finding, around.from));
    met.add(key);
    if (unmoved) return finding;
    const entry = working.get(key);
    return entry ? { ...finding, suppressed: { kind: name, reason: entry.reason } } : finding;
  });
  const own = entries.flatMap((entry) => judge(entry, met.has(keyText(entry)), around));
  const info = {
    name,
    severity: 'warning' as const,
    summary: 'What a baseline accepts is there, and is accepted still',
    url: `${homepage}/blob/main/docs/configuration.md#baseline`,
  };
  return counted(run, [...marked, ...own], own.length > 0 ? [...run.rules, info] : run.rules);
}

/** The entries under the names that their files have now. One that was renamed keeps its reason and its day. */
export function followed<E extends Entry>(entries: readonly E[], run: Run, { from, gone }: Pick<Around, 'from' | 'gone'>): readonly E[] {
  const lost = entries.filter(({ file }) => gone(file));
  if (lost.length === 0) return entries;
  const known = new Set(entries.map(keyText));
  const found = new Map(run.findings.map((finding) => keyOf(finding, from)).map((key) => [keyText(key), key]));
  const pairs = moved(
    lost,
    [...found].filter(([text]) => !known.has(text)).map(([, key]) => key),
  );
  return entries.map((entry) => ({ ...entry, file: pairs.get(entry)?.file ?? entry.file }));
}

function isInForce({ expires, reason }: Entry, { today, reasons }: Around): boolean {
  return (expires === undefined || today <= expires) && (reason !== '' || !reasons);
}

function judge(entry: PlacedEntry, met: boolean, around: Around): readonly Finding[] {
  const { expires, rule, path, file } = entry;
  const here = path === '' ? '' : ` at ${path}`;
  if (!met) return around.judged(file) ? [finding(entry, `stale: ${rule} finds nothing${here} any more; remove this entry`)] : [];
  if (expires !== undefined && around.today > expires)
    return [finding(entry, `expired on ${expires}: what ${rule} finds${here} counts again; repair it, or give it another day`)];
  if (isInForce(entry, around)) return [];
  return [finding(entry, `this entry hides nothing: it has no reason, and the configuration asks for one; add 'reason: why'`)];
}

function finding({ at, ...entry }: PlacedEntry, message: string): Finding {
  const place = placeOf(at);
  return {
    ...{ rule: name, severity: 'warning', message, settle: undefined, cluster: '' },
    fingerprint: fingerprint(name, `${message.split(':')[0]} ${keyText(entry)}`, at),
    ...{ location: locatePlace(place), place, related: [], fix: null, suppressed: null },
  };
}
