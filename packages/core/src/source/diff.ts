const context = 3;
/** Above this many changed lines the middle is shown as replaced whole: fixes change few. */
const maxChanges = 2000;

type Line = { readonly sign: ' ' | '-' | '+'; readonly text: string };

/** A unified diff of one file (three lines of context), or '' where nothing changed. Both texts keep their line ends. */
export function unifiedDiff(name: string, before: string, after: string): string {
  if (before === after) return '';
  const script = edits(linesOf(before), linesOf(after));
  const out = [`--- ${name}\n`, `+++ ${name}\n`];
  let [oldLine, newLine] = [0, 0];
  let done = 0;
  for (const { from, to } of hunks(script)) {
    for (const line of script.slice(done, from)) {
      if (line.sign !== '+') oldLine++;
      if (line.sign !== '-') newLine++;
    }
    const shown = script.slice(from, to);
    const count = (sign: '-' | '+'): number => shown.filter((line) => line.sign === ' ' || line.sign === sign).length;
    out.push(`@@ -${range(oldLine, count('-'))} +${range(newLine, count('+'))} @@\n`, ...shown.map(printed));
    oldLine += count('-');
    newLine += count('+');
    done = to;
  }
  return out.join('');
}

/** The lines of the later text (from 1) that a change touches: what is new, and the neighbours of what is gone. */
export function changedLines(before: string, after: string): ReadonlySet<number> {
  const lines = new Set<number>();
  let line = 0;
  for (const { sign } of edits(linesOf(before), linesOf(after))) {
    if (sign !== '-') line++;
    if (sign === '+') lines.add(line);
    else if (sign === '-') for (const beside of [line, line + 1]) lines.add(beside);
  }
  return lines;
}

/** Stretches of the script around changes; those whose contexts touch are one. */
function hunks(script: readonly Line[]): readonly { readonly from: number; readonly to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (const [i, { sign }] of script.entries()) {
    if (sign === ' ') continue;
    const last = found.at(-1);
    if (last && i - context <= last.to) last.to = Math.min(script.length, i + 1 + context);
    else found.push({ from: Math.max(0, i - context), to: Math.min(script.length, i + 1 + context) });
  }
  return found;
}

/** The lines of both texts in one list; what both start and end with is set aside before the shortest script is searched. */
function edits(a: readonly string[], b: readonly string[]): readonly Line[] {
  const limit = Math.min(a.length, b.length);
  let head = 0;
  while (head < limit && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < limit - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const middle = shortest(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  return [...a.slice(0, head).map(same), ...middle, ...a.slice(a.length - tail).map(same)];
}

/** The greedy algorithm of Myers, "An O(ND) Difference Algorithm and Its Variations" (1986): furthest reach for each number of changes. */
function shortest(a: readonly string[], b: readonly string[]): readonly Line[] {
  const reach = new Map<number, number>([[1, 0]]);
  const trace: ReadonlyMap<number, number>[] = [];
  for (let changes = 0; changes <= Math.min(a.length + b.length, maxChanges); changes++) {
    trace.push(new Map(reach));
    for (let k = -changes; k <= changes; k += 2) {
      let x = goesDown(reach, k, changes) ? (reach.get(k + 1) ?? 0) : (reach.get(k - 1) ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      reach.set(k, x);
      if (x >= a.length && x - k >= b.length) return walkedBack(a, b, trace);
    }
  }
  return [...a.map((text): Line => ({ sign: '-', text })), ...b.map((text): Line => ({ sign: '+', text }))];
}

function goesDown(reach: ReadonlyMap<number, number>, k: number, changes: number): boolean {
  return k === -changes || (k !== changes && (reach.get(k - 1) ?? 0) < (reach.get(k + 1) ?? 0));
}

function walkedBack(a: readonly string[], b: readonly string[], trace: readonly ReadonlyMap<number, number>[]): readonly Line[] {
  const script: Line[] = [];
  let [x, y] = [a.length, b.length];
  for (let changes = trace.length - 1; changes > 0; changes--) {
    const reach = trace[changes] ?? new Map<number, number>();
    const down = goesDown(reach, x - y, changes);
    const k = x - y + (down ? 1 : -1);
    const fromX = reach.get(k) ?? 0;
    for (const kept = fromX + (down ? 0 : 1); x > kept; x--) script.push(same(a[x - 1] ?? ''));
    script.push(down ? { sign: '+', text: b[fromX - k] ?? '' } : { sign: '-', text: a[fromX] ?? '' });
    [x, y] = [fromX, fromX - k];
  }
  return [...script, ...a.slice(0, x).reverse().map(same)].reverse();
}

function same(text: string): Line {
  return { sign: ' ', text };
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : (text.match(/[^\n]*\n|[^\n]+$/g) ?? []);
}

function printed({ sign, text }: Line): string {
  return text.endsWith('\n') ? `${sign}${text}` : `${sign}${text}\n\\ No newline at end of file\n`;
}

function range(start: number, count: number): string {
  return `${count === 0 ? start : start + 1},${count}`;
}
