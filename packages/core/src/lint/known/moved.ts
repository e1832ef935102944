import { type Key, placeless } from './entry.js';

/**
 * Pairs what has lost its file with what is there under another one: by rule, object and path, and only where both sides have one of that sort. A
 * file that is renamed or moved takes what is known of it along; two that are alike are not guessed at.
 */
export function moved<Old extends Key, New extends Key>(lost: readonly Old[], fresh: readonly New[]): ReadonlyMap<Old, New> {
  const partners = new Map(only(fresh).map((one) => [placeless(one), one]));
  return new Map(
    only(lost).flatMap((one) => {
      const partner = partners.get(placeless(one));
      return partner ? [[one, partner] as const] : [];
    }),
  );
}

/** Those of which there is no second one but for its file. */
function only<T extends Key>(all: readonly T[]): readonly T[] {
  const counts = new Map<string, number>();
  for (const one of all) counts.set(placeless(one), (counts.get(placeless(one)) ?? 0) + 1);
  return all.filter((one) => counts.get(placeless(one)) === 1);
}
