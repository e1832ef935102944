// Calico's selectors over labels (libcalico-go/lib/selector/tokenizer/tokenizer.go and parser/parser.go at commit 87c15906f2).

type Token = { readonly kind: string; readonly text: string; readonly at: number };

/** What is wrong with a selector, and at which character (from 0) of its text. */
export type SelectorFault = { readonly reason: string; readonly at: number };

/** Labels longer than this are refused (tokenizer.go, MaxLabelLength). */
const maxLabel = 512;
const identifier = /[A-Za-z0-9_./-]+/y;
/** Operators that only count behind a label; two words may stand together, as in `notin`. */
const operators: readonly (readonly [string, RegExp])[] = [
  ['contains', /contains(?![A-Za-z0-9_./-])/y],
  ['starts with', /starts[ \t]*with(?![ \t]*[A-Za-z0-9_./-])/y],
  ['ends with', /ends[ \t]*with(?![ \t]*[A-Za-z0-9_./-])/y],
  ['not in', /not[ \t]*in(?![ \t]*[A-Za-z0-9_./-])/y],
  ['in', /in(?![A-Za-z0-9_./-])/y],
];
const marks = ['==', '!=', '&&', '||', '!', '(', ')', '{', '}', ','];
/** Words that people bring along from other languages, and what is meant. */
const foreign: Readonly<Record<string, string>> = { '=': '==', '&': '&&', '|': '||' };

class SelectorError extends Error {
  readonly at: number;
  constructor(reason: string, at: number) {
    super(reason);
    this.at = at;
  }
}

/** Deeper than this a selector is not followed: it may be right, and nobody writes it. */
const maxDepth = 500;

class TooDeep extends Error {}

/** Labels of what is to be selected. */
type Labels = ReadonlyMap<string, string>;
export type Selector = (labels: Labels) => boolean;

/** The fault of a selector, or undefined where Calico accepts it. The empty text is a selector: it means all(). */
export function selectorFault(text: string): SelectorFault | undefined {
  const read = parsed(text);
  return read && 'reason' in read ? read : undefined;
}

/** What a selector chooses; an empty one chooses all. Undefined for a text that Calico does not read, and for `global()`, which is for policies. */
export function parseSelector(text: string): Selector | undefined {
  const read = parsed(text);
  return read && 'chooses' in read && !read.global ? read.chooses : undefined;
}

/** Undefined for what is too deep to be followed. */
function parsed(text: string): SelectorFault | { readonly chooses: Selector; readonly global: boolean } | undefined {
  try {
    const cursor: Cursor = { tokens: tokenize(text), next: 0, depth: 0 };
    if (cursor.tokens.length === 1) return { chooses: () => true, global: false };
    const chooses = either(cursor);
    const rest = peek(cursor);
    if (rest.kind !== 'end') return { reason: `${shown(rest)} does not belong behind the end of the expression`, at: rest.at };
    return { chooses, global: cursor.tokens.some(({ kind }) => kind === 'global(') };
  } catch (error) {
    if (error instanceof SelectorError) return { reason: error.message, at: error.at };
    if (error instanceof TooDeep) return undefined;
    throw error;
  }
}

function shown({ kind, text }: Token): string {
  return kind === 'end' ? 'the end' : `"${text}"`;
}

function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = skipBlanks(text, 0);
  while (at < text.length) {
    const token = tokenAt(text, at, tokens.at(-1)?.kind === 'label');
    tokens.push(token);
    at = skipBlanks(text, at + token.text.length);
  }
  return [...tokens, { kind: 'end', text: '', at }];
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

function tokenAt(text: string, at: number, behindLabel: boolean): Token {
  const first = text.charAt(at);
  if (first === '"' || first === "'") {
    const end = text.indexOf(first, at + 1);
    if (end < 0) throw new SelectorError(`the string that starts with ${first} does not end`, at);
    return { kind: 'string', text: text.slice(at, end + 1), at };
  }
  const mark = marks.find((one) => text.startsWith(one, at));
  if (mark !== undefined) return { kind: mark, text: mark, at };
  const meant = foreign[first];
  if (meant !== undefined) throw new SelectorError(`"${first}" is written ${meant}`, at);
  return behindLabel ? operatorAt(text, at) : wordAt(text, at);
}

function operatorAt(text: string, at: number): Token {
  for (const [kind, pattern] of operators) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) return { kind, text: found[0], at };
  }
  throw new SelectorError('behind a label stands ==, !=, in, not in, contains, starts with or ends with', at);
}

function wordAt(text: string, at: number): Token {
  const call = /(?:has|all|global)\(/y;
  call.lastIndex = at;
  const name = call.exec(text)?.[0];
  if (name !== undefined) return callAt(text, at, name);
  const label = identifierAt(text, at);
  return { kind: 'label', text: label, at };
}

function callAt(text: string, at: number, name: string): Token {
  let end = skipBlanks(text, at + name.length);
  if (name === 'has(') end = skipBlanks(text, end + identifierAt(text, end).length);
  if (text[end] !== ')') throw new SelectorError(`${name} is not closed by )`, at);
  return { kind: name, text: text.slice(at, end + 1), at };
}

function identifierAt(text: string, at: number): string {
  identifier.lastIndex = at;
  const found = identifier.exec(text)?.[0];
  if (found === undefined)
    throw new SelectorError(at < text.length ? `${JSON.stringify(text.charAt(at))} cannot stand here` : 'a label is missing', at);
  if (found.length > maxLabel) throw new SelectorError(`a label has at most ${maxLabel} characters`, at);
  return found;
}

/** The tokens, the one to be read next, and how deep it stands. */
type Cursor = { readonly tokens: readonly Token[]; next: number; depth: number };

function peek({ tokens, next }: Cursor): Token {
  return tokens[next] ?? { kind: 'end', text: '', at: 0 };
}

function take(cursor: Cursor): Token {
  const token = peek(cursor);
  cursor.next++;
  return token;
}

/** Takes the next token where it is of the kind. */
function taken(cursor: Cursor, kind: string): boolean {
  if (peek(cursor).kind !== kind) return false;
  cursor.next++;
  return true;
}

function either(cursor: Cursor): Selector {
  const parts = [both(cursor)];
  while (taken(cursor, '||')) parts.push(both(cursor));
  return (labels) => parts.some((chooses) => chooses(labels));
}

function both(cursor: Cursor): Selector {
  const parts = [operation(cursor)];
  while (taken(cursor, '&&')) parts.push(operation(cursor));
  return (labels) => parts.every((chooses) => chooses(labels));
}

function operation(cursor: Cursor): Selector {
  if (cursor.depth === maxDepth) throw new TooDeep();
  cursor.depth++;
  const made = operand(cursor);
  cursor.depth--;
  return made;
}

function operand(cursor: Cursor): Selector {
  const token = take(cursor);
  if (token.kind === '!') {
    const inner = operation(cursor);
    return (labels) => !inner(labels);
  }
  if (token.kind === 'all(' || token.kind === 'global(') return () => true;
  if (token.kind === 'has(') {
    const label = /^has\([ \t]*([^ \t)]+)/.exec(token.text)?.[1] ?? '';
    return (labels) => labels.has(label);
  }
  if (token.kind === 'label') return comparison(cursor, token);
  if (token.kind !== '(') throw new SelectorError(`an expression is missing before ${shown(token)}`, token.at);
  const inner = either(cursor);
  if (!taken(cursor, ')')) throw new SelectorError('a ( is not closed', token.at);
  return inner;
}

type Compare = (value: string, wanted: string) => boolean;

const comparisons: ReadonlyMap<string, Compare> = new Map<string, Compare>([
  ['contains', (value, wanted) => value.includes(wanted)],
  ['starts with', (value, wanted) => value.startsWith(wanted)],
  ['ends with', (value, wanted) => value.endsWith(wanted)],
  ['==', (value, wanted) => value === wanted],
]);

/** The negative ones, != and not in, also choose what has no such label. */
function comparison(cursor: Cursor, { text: label, at }: Token): Selector {
  const { kind } = take(cursor);
  if (kind === 'in' || kind === 'not in') {
    const wanted = set(cursor);
    return (labels) => (labels.has(label) && wanted.has(labels.get(label) ?? '')) === (kind === 'in');
  }
  const compare = comparisons.get(kind === '!=' ? '==' : kind);
  if (!compare) throw new SelectorError(`the label ${label} is compared with nothing: write has(${label}) or ${label} == 'value'`, at);
  const value = take(cursor);
  if (value.kind !== 'string') throw new SelectorError(`behind ${kind} stands a text in quotes`, value.at);
  const wanted = literal(value);
  return (labels) => (labels.has(label) && compare(labels.get(label) ?? '', wanted)) === (kind !== '!=');
}

function literal({ text }: Token): string {
  return text.slice(1, -1);
}

/** `{ 'a', 'b' }`, also empty, also with a comma at its end. */
function set(cursor: Cursor): ReadonlySet<string> {
  const open = take(cursor);
  if (open.kind !== '{') throw new SelectorError("behind in stands a set such as {'a', 'b'}", open.at);
  const wanted = new Set<string>();
  while (peek(cursor).kind === 'string') {
    wanted.add(literal(take(cursor)));
    if (!taken(cursor, ',')) break;
  }
  const close = take(cursor);
  if (close.kind !== '}') throw new SelectorError('a set is closed by }, its texts stand in quotes', close.at);
  return wanted;
}
