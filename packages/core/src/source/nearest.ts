/** The known word that is nearest to a mistyped one, or undefined where none is near enough to be meant. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const most = Math.max(1, Math.floor(word.length / 3));
  const ranked = known
    .map((name) => ({ name, distance: editDistance(word.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const [first] = ranked;
  return first && first.distance <= most ? first.name : undefined;
}

/** The known word that a misspelt one stands for, at most so many edits away and nearer than all others: undefined where none or several are. */
export function soleNearest(word: string, known: readonly string[], most?: number): string | undefined {
  const lower = word.toLowerCase();
  let least = most ?? Math.min(3, Math.max(1, Math.floor(word.length / 3)));
  let best: readonly string[] = [];
  for (const one of known) {
    if (Math.abs(one.length - word.length) > least) continue;
    const distance = editDistance(lower, one.toLowerCase());
    if (distance > least) continue;
    best = distance < least ? [one] : [...best, one];
    least = distance;
  }
  return best.length === 1 ? best[0] : undefined;
}

/** Edits between two words: insert, delete, replace, and swap of neighbours (the usual slip of fingers). */
export function editDistance(a: string, b: string): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const least = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next.push(swapped ? Math.min(least, (before[j - 2] ?? 0) + 1) : least);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
