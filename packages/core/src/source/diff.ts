const context = 3;

/** A unified diff of one file (three lines of context), or '' where nothing changed. Both texts keep their line ends. */
export function unifiedDiff(name: string, before: string, after: string): string {
  if (before === after) return '';
  const a = lines(before);
  const b = lines(after);
  const out = [`--- ${name}\n`, `+++ ${name}\n`];
  for (const { from, to, shift, count } of hunks(a, b)) {
    const lead = Math.max(0, from - context);
    const tail = Math.min(a.length, to + context);
    const added = count + (from - lead) + (tail - to);
    out.push(`@@ -${range(lead, tail - lead)} +${range(lead + shift, added)} @@\n`);
    for (const line of a.slice(lead, from)) out.push(mark(' ', line));
    for (const line of a.slice(from, to)) out.push(mark('-', line));
    for (const line of b.slice(from + shift, from + shift + count)) out.push(mark('+', line));
    for (const line of a.slice(to, tail)) out.push(mark(' ', line));
  }
  return out.join('');
}

type Hunk = { from: number; to: number; shift: number; count: number };

/**
 * Changed stretches, found by walking both texts and joining again where the next two lines agree within a window. Fixes change few lines, so
 * this need not be minimal; it must be right.
 */
function hunks(a: readonly string[], b: readonly string[]): readonly Hunk[] {
  const found: Hunk[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (a[i] === b[j] && i < a.length) {
      i++;
      j++;
      continue;
    }
    const [ni, nj] = rejoin(a, b, i, j);
    const last = found.at(-1);
    if (last && i - last.to <= 2 * context) {
      last.count += i - last.to + (nj - j);
      last.to = ni;
    } else found.push({ from: i, to: ni, shift: j - i, count: nj - j });
    i = ni;
    j = nj;
  }
  return found;
}

function rejoin(a: readonly string[], b: readonly string[], i: number, j: number): readonly [number, number] {
  for (let sum = 1; sum <= 400; sum++) {
    for (let di = 0; di <= sum; di++) {
      const dj = sum - di;
      if (i + di <= a.length && j + dj <= b.length && agree(a, b, i + di, j + dj)) return [i + di, j + dj];
    }
  }
  return [a.length, b.length];
}

function agree(a: readonly string[], b: readonly string[], i: number, j: number): boolean {
  if (i === a.length || j === b.length) return i === a.length && j === b.length;
  return a[i] === b[j] && (i + 1 >= a.length || j + 1 >= b.length || a[i + 1] === b[j + 1]);
}

function lines(text: string): readonly string[] {
  return text === '' ? [] : (text.match(/[^\n]*\n|[^\n]+$/g) ?? []);
}

function mark(sign: string, line: string): string {
  return line.endsWith('\n') ? `${sign}${line}` : `${sign}${line}\n\\ No newline at end of file\n`;
}

function range(start: number, count: number): string {
  return `${count === 0 ? start : start + 1},${count}`;
}
