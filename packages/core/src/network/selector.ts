// Calico's selectors (libcalico-go/lib/selector/tokenizer/tokenizer.go and parser/parser.go at commit 87c15906f2): syntax only.

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

/** The fault of a selector, or undefined where Calico accepts it. The empty text is a selector: it means all(). */
export function selectorFault(text: string): SelectorFault | undefined {
  try {
    const tokens = tokenize(text);
    if (tokens.length === 1) return undefined;
    const end = or(tokens, 0);
    const rest = tokens[end];
    if (rest && rest.kind !== 'end') return { reason: `${shown(rest)} does not belong behind the end of the expression`, at: rest.at };
    return undefined;
  } catch (error) {
    if (error instanceof SelectorError) return { reason: error.message, at: error.at };
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

function or(tokens: readonly Token[], from: number): number {
  let at = and(tokens, from);
  while (tokens[at]?.kind === '||') at = and(tokens, at + 1);
  return at;
}

function and(tokens: readonly Token[], from: number): number {
  let at = operation(tokens, from);
  while (tokens[at]?.kind === '&&') at = operation(tokens, at + 1);
  return at;
}

function operation(tokens: readonly Token[], from: number): number {
  let at = from;
  while (tokens[at]?.kind === '!') at++;
  const token = tokens[at] ?? { kind: 'end', text: '', at: 0 };
  if (token.kind === 'has(' || token.kind === 'all(' || token.kind === 'global(') return at + 1;
  if (token.kind === 'label') return comparison(tokens, at);
  if (token.kind !== '(') throw new SelectorError(`an expression is missing before ${shown(token)}`, token.at);
  const end = or(tokens, at + 1);
  if (tokens[end]?.kind !== ')') throw new SelectorError('a ( is not closed', token.at);
  return end + 1;
}

function comparison(tokens: readonly Token[], at: number): number {
  const [label, operator, value] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  const kind = operator?.kind ?? 'end';
  if (kind === 'in' || kind === 'not in') return set(tokens, at + 2);
  if (kind !== '==' && kind !== '!=' && !/^(?:contains|starts with|ends with)$/.test(kind))
    throw new SelectorError(
      `the label ${label?.text ?? ''} is compared with nothing: write has(${label?.text ?? ''}) or ${label?.text ?? ''} == 'value'`,
      label?.at ?? 0,
    );
  if (value?.kind !== 'string') throw new SelectorError(`behind ${kind} stands a text in quotes`, value?.at ?? 0);
  return at + 3;
}

/** `{ 'a', 'b' }`, also empty, also with a comma at its end. */
function set(tokens: readonly Token[], from: number): number {
  if (tokens[from]?.kind !== '{') throw new SelectorError("behind in stands a set such as {'a', 'b'}", tokens[from]?.at ?? 0);
  let at = from + 1;
  while (tokens[at]?.kind === 'string') {
    at++;
    if (tokens[at]?.kind !== ',') break;
    at++;
  }
  if (tokens[at]?.kind !== '}') throw new SelectorError('a set is closed by }, its texts stand in quotes', tokens[at]?.at ?? 0);
  return at + 1;
}
