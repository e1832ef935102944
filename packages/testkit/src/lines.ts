/** Pairs of equal lines of two texts, in order: the longest common subsequence. */
function paired(before: readonly string[], after: readonly string[]): readonly (readonly [number, number])[] {
  const width = after.length + 1;
  const longest = new Uint32Array((before.length + 1) * width);
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      longest[i * width + j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0, j = 0; i < before.length && j < after.length; ) {
    if (before[i] === after[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

/**
 * What line `line` (from 1) of a text has become in another version of it: the line itself with what was added right behind it, or the
 * lines that replaced it. Of a stretch that changed as a whole, the line at the same place in it where the counts agree.
 */
export function imageOf(before: string, after: string, line: number): readonly string[] {
  const [old, now] = [before.split(/\r\n|\n/), after.split(/\r\n|\n/)];
  const ends = [[-1, -1] as const, ...paired(old, now), [old.length, now.length] as const];
  const index = line - 1;
  const next = ends.findIndex(([i]) => i > index);
  const [fromOld, fromNow] = ends[next - 1] ?? [-1, -1];
  const [toOld, toNow] = ends[next] ?? [old.length, now.length];
  if (fromOld === index) return toOld === index + 1 ? now.slice(fromNow, toNow) : now.slice(fromNow, fromNow + 1);
  const sameCount = toOld - fromOld === toNow - fromNow;
  const place = fromNow + index - fromOld;
  return sameCount ? now.slice(place, place + 1) : now.slice(fromNow + 1, toNow);
}

/** The comments of a text, in order of their text: what is left must be the same after a fix. */
export function commentsOf(text: string): readonly string[] {
  return text
    .split(/\r\n|\n/)
    .flatMap((line) => /(?:^|\s)(#.*)$/.exec(line)?.[1] ?? [])
    .sort();
}
