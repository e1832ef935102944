/** Which values a rendered scalar is made of, found out by rendering the chart again with stand-ins for the values that it may be made of. */
import { type Document, items, type Path } from '../source/index.js';
import { type Json, keyText, type TracedChart } from './chart.js';
import { type ObjectKey, type Rendered, reach, readRendered, scalarThrough } from './rendered.js';
import { type Sentinel, sentinelFor } from './sentinel.js';
import type { Setters } from './setter.js';
import { type Leaf, leavesOf, withValue } from './values.js';

/** A scalar to be traced, and its text. */
export type Wish = { readonly object: ObjectKey; readonly path: Path; readonly text: string };

export type Traced =
  /** The values that stand in it, in their order. */
  | { readonly kind: 'values'; readonly leaves: readonly Leaf[] }
  /** Another value of these keys makes no difference. */
  | { readonly kind: 'none' }
  | { readonly kind: 'stopped'; readonly why: string };

/** Renderings that are left. */
type Budget = { left: number };

/** For one scalar. */
const mostTries = 6;

type Open = {
  readonly wish: Wish;
  /** Values that may stand in it, the likely ones first. */
  leaves: readonly Leaf[];
  /** How many of them to try at once. */
  size: number;
  tries: number;
  blocked: string | undefined;
  traced: Traced | undefined;
};

type Round = { readonly taking: readonly Open[]; readonly sentinels: ReadonlyMap<Leaf, Sentinel> };

export type Trial = {
  readonly chart: TracedChart;
  readonly values: Json;
  readonly setters: Setters;
  readonly base: Rendered;
  readonly budget: Budget;
};

/** Traces scalars, as many as the budget allows in one rendering. The result has an entry for each wish. */
export async function traceScalars(wishes: readonly Wish[], trial: Trial): Promise<ReadonlyMap<Wish, Traced>> {
  const leaves = leavesOf(trial.values);
  const all = wishes.map(
    (wish): Open => ({
      wish,
      leaves: candidates(wish, leaves),
      size: Number.POSITIVE_INFINITY,
      tries: 0,
      blocked: undefined,
      traced: undefined,
    }),
  );
  const sentinels = sentinelsOf(all, trial);
  for (const open of all) dropRigid(open, sentinels);
  let crowd = Number.POSITIVE_INFINITY;
  for (;;) {
    const waiting = all.filter((open) => open.traced === undefined && open.leaves.length > 0 && open.tries < mostTries);
    const taking = waiting.sort((a, b) => a.tries - b.tries).slice(0, crowd);
    if (taking.length === 0 || trial.budget.left <= 0) break;
    crowd = await round({ taking, sentinels }, trial);
  }
  return new Map(all.map((open) => [open.wish, open.traced ?? ending(open)]));
}

function ending({ leaves, blocked, tries }: Open): Traced {
  if (leaves.length > 0)
    return {
      kind: 'stopped',
      why: tries >= mostTries ? 'too many values could have made it' : 'too many findings are to be traced at once',
    };
  return blocked === undefined ? { kind: 'none' } : { kind: 'stopped', why: blocked };
}

/**
 * Values whose text occurs in the scalar: the same text first, then those whose key is called alike. Where none does, a switch that is called as the
 * scalar is: `ternary "Enabled" "Disabled" .Values.bgp`.
 */
function candidates({ text, path }: Wish, leaves: readonly Leaf[]): readonly Leaf[] {
  const rank = (leaf: Leaf): number => (String(leaf.value) === text ? 100 : 0) + alike(leaf.key, path);
  const found = leaves.filter((leaf) => occurs(leaf, text)).sort((a, b) => rank(b) - rank(a));
  return found.length > 0 ? found : leaves.filter(({ key, value }) => typeof value === 'boolean' && key.at(-1) === path.at(-1));
}

function occurs({ value }: Leaf, text: string): boolean {
  const written = String(value);
  if (typeof value === 'number' && text.includes(exponential(value))) return true;
  if (written === '') return text === '';
  // What tpl fills in is not in the value: the text around it is.
  if (written.includes('{{'))
    return (
      written.split(/\{\{.*?\}\}/s).every((part) => text.includes(part.trim())) && written.replaceAll(/\{\{.*?\}\}/gs, '').trim() !== ''
    );
  if (typeof value === 'string' && written.length > 2) return text.includes(written);
  return new RegExp(`(?<![A-Za-z0-9])${written.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![A-Za-z0-9])`).test(text);
}

/** Go prints the floats of values so, and large integers are floats there (Go fmt, %v). */
function exponential(value: number): string {
  return value.toExponential().replace(/([+-])(\d)$/, '$10$2');
}

/** How many of the last steps of a key and of a path are the same. */
function alike(key: Leaf['key'], path: Path): number {
  let same = 0;
  while (same < key.length && same < path.length && key.at(-1 - same) === path.at(-1 - same)) same++;
  return same;
}

function sentinelsOf(all: readonly Open[], { chart, setters }: Trial): ReadonlyMap<Leaf, Sentinel> {
  const leaves = [...new Set(all.flatMap((open) => open.leaves))];
  return new Map(
    leaves.flatMap((leaf, number) => {
      const made = sentinelFor(leaf, { number, schema: setters.schemaOf(leaf.key), taken: chart.text });
      return made ? [[leaf, made] as const] : [];
    }),
  );
}

function dropRigid(open: Open, sentinels: ReadonlyMap<Leaf, Sentinel>): void {
  const rigid = open.leaves.find((leaf) => !sentinels.has(leaf));
  if (rigid) open.blocked = `the schema of the chart allows no other value for ${keyText(rigid.key)}`;
  open.leaves = open.leaves.filter((leaf) => sentinels.has(leaf));
}

/** One rendering for some of the open wishes. The result is how many may take part in the next one. */
async function round({ taking, sentinels }: Round, { chart, values, base, budget }: Trial): Promise<number> {
  const tried = new Map(taking.map((open) => [open, open.leaves.slice(0, open.size)]));
  const leaves = [...new Set([...tried.values()].flat())];
  const changed = leaves.reduce((all, leaf) => withValue(all, leaf.key, sentinels.get(leaf)?.value ?? leaf.value), values);
  budget.left--;
  const text = await chart.render(changed);
  const rendered = text === undefined ? undefined : readRendered(chart.name, text, new Set(taking.map(({ wish }) => wish.object.template)));
  let unclear = 0;
  for (const [open, own] of tried) {
    open.tries++;
    const answer = rendered
      ? compare(
          open.wish,
          own.flatMap((leaf) => sentinels.get(leaf) ?? []),
          base,
          rendered,
        )
      : 'failed';
    if (typeof answer === 'object') open.traced = { kind: 'values', leaves: answer };
    else if (answer === 'same') moveOn(open, own);
    else if (own.length > 1) open.size = Math.ceil(own.length / 2);
    else if (leaves.length > 1) unclear++;
    else settleAlone(open, own, answer);
  }
  return unclear > 0 ? Math.max(1, Math.floor(taking.length / 2)) : Number.POSITIVE_INFINITY;
}

function moveOn(open: Open, own: readonly Leaf[]): void {
  open.leaves = open.leaves.filter((leaf) => !own.includes(leaf));
  open.size = Number.POSITIVE_INFINITY;
}

/** One value alone was changed, and the scalar is another one or gone: the value decides about it. */
function settleAlone(open: Open, own: readonly Leaf[], answer: 'shape' | 'failed'): void {
  if (answer === 'shape') open.traced = { kind: 'values', leaves: own };
  else open.blocked ??= `helm does not render the chart with another value of ${own.map(({ key }) => keyText(key)).join()}`;
  moveOn(open, own);
}

type Answer = readonly Leaf[] | 'same' | 'shape';

/** What a scalar has become: the values that went into it; `same`; or `shape` where something else happened to it. */
function compare({ object, path, text }: Wish, tried: readonly Sentinel[], base: Rendered, rendered: Rendered): Answer {
  const [before, document] = [base.find(object), rendered.find(object)];
  const now = document && before && sameShape(before, document, path) ? scalarThrough(document, path)?.text : undefined;
  if (now === undefined) return 'shape';
  if (now === text) return 'same';
  const strong = tried.filter((one) => one.token !== undefined && indexIn(now, one) >= 0);
  // What is left to explain when the values that were found are put in.
  const expected = strong.reduce(put, text);
  if (now === expected) return inOrder(strong, now);
  const weak = tried.filter((one) => one.token === undefined && put(expected, one) === now);
  if (weak.length === 1) return inOrder([...strong, ...weak], now);
  return strong.length > 0 && tried.every(({ token }) => token !== undefined) ? inOrder(strong, now) : 'shape';
}

function put(text: string, { leaf, value }: Sentinel): string {
  return text.replaceAll(String(leaf.value), () => String(value));
}

/** Where a token stands, in small or capital letters. */
function indexIn(text: string, { token }: Sentinel): number {
  return token === undefined ? -1 : text.toLowerCase().indexOf(token.toLowerCase());
}

function inOrder(found: readonly Sentinel[], text: string): readonly Leaf[] {
  const place = (one: Sentinel): number => (one.token === undefined ? text.indexOf(String(one.value)) : indexIn(text, one));
  return found.toSorted((a, b) => place(a) - place(b)).map(({ leaf }) => leaf);
}

/** A list that grew or shrank may have moved another item to the place. */
function sameShape(before: Document, now: Document, path: Path): boolean {
  return path.every((step, i) => typeof step !== 'number' || lengthAt(before, path.slice(0, i)) === lengthAt(now, path.slice(0, i)));
}

function lengthAt(document: Document, path: Path): number {
  const found = reach(document, path);
  return found?.whole ? items(found.node).length : -1;
}
