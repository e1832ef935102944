/** The known name that a misspelt one stands for, where exactly one is near: undefined where none or several are. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const lower = name.toLowerCase();
  const most = Math.min(3, Math.max(1, Math.floor(name.length / 3)));
  let best: { readonly names: readonly string[]; readonly distance: number } = { names: [], distance: most };
  for (const one of known) {
    if (Math.abs(one.length - name.length) > best.distance) continue;
    const d = distance(lower, one.toLowerCase());
    if (d < best.distance || (d === best.distance && best.names.length === 0)) best = { names: [one], distance: d };
    else if (d === best.distance) best = { names: [...best.names, one], distance: d };
  }
  return best.names.length === 1 ? best.names[0] : undefined;
}

/** Edits between two words: insert, delete, replace, and swap of neighbours (the usual slip of fingers). */
function distance(a: string, b: string): number {
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
