// Calico's selectors over labels: the grammar of libcalico-go/lib/selector (tokenizer/tokenizer.go, parser/parser.go).

/** Labels of what is to be selected. */
type Labels = ReadonlyMap<string, string>;
export type Selector = (labels: Labels) => boolean;

type Tokens = { readonly list: readonly string[]; next: number };

const word = /\s*(?:(&&|\|\||==|!=|[(){},!])|"([^"]*)"|'([^']*)'|((?:has|all|global)\()|([a-zA-Z0-9_./-]{1,512}))/y;

/** What a selector chooses; an empty one chooses all. Undefined for a text that Calico does not read, and for `global()`, which is for policies. */
export function parseSelector(text: string): Selector | undefined {
  const list = tokensOf(text.trim());
  if (list === undefined) return undefined;
  if (list.length === 0) return () => true;
  const tokens: Tokens = { list, next: 0 };
  const chosen = either(tokens);
  return tokens.next === list.length ? chosen : undefined;
}

/** Words of the text; a string literal keeps a leading `"`, by which it is told from a label. */
function tokensOf(text: string): readonly string[] | undefined {
  const found: string[] = [];
  word.lastIndex = 0;
  while (word.lastIndex < text.length) {
    const [, sign, double, single, call, label] = word.exec(text) ?? [];
    const literal = double ?? single;
    const token = sign ?? call ?? label ?? (literal === undefined ? undefined : `"${literal}`);
    if (token === undefined) return undefined;
    found.push(token);
  }
  return found;
}

function take(tokens: Tokens, wanted: string): boolean {
  if (tokens.list[tokens.next] !== wanted) return false;
  tokens.next++;
  return true;
}

function either(tokens: Tokens): Selector | undefined {
  return joined(tokens, '||', both);
}

function both(tokens: Tokens): Selector | undefined {
  return joined(tokens, '&&', term);
}

function joined(tokens: Tokens, sign: '||' | '&&', part: (tokens: Tokens) => Selector | undefined): Selector | undefined {
  const parts = [part(tokens)];
  while (take(tokens, sign)) parts.push(part(tokens));
  const known = parts.filter((one) => one !== undefined);
  if (known.length < parts.length) return undefined;
  return (labels) => (sign === '||' ? known.some((one) => one(labels)) : known.every((one) => one(labels)));
}

function term(tokens: Tokens): Selector | undefined {
  if (take(tokens, '!')) {
    const inner = term(tokens);
    return inner && ((labels) => !inner(labels));
  }
  if (take(tokens, '(')) {
    const inner = either(tokens);
    return take(tokens, ')') ? inner : undefined;
  }
  if (take(tokens, 'all(')) return take(tokens, ')') ? () => true : undefined;
  if (take(tokens, 'has(')) {
    const label = labelAt(tokens);
    return label !== undefined && take(tokens, ')') ? (labels) => labels.has(label) : undefined;
  }
  return comparison(tokens);
}

function labelAt(tokens: Tokens): string | undefined {
  const label = tokens.list[tokens.next];
  if (label === undefined || !/^[a-zA-Z0-9_./-]/.test(label) || label.endsWith('(')) return undefined;
  tokens.next++;
  return label;
}

function literalAt(tokens: Tokens): string | undefined {
  const literal = tokens.list[tokens.next];
  if (!literal?.startsWith('"')) return undefined;
  tokens.next++;
  return literal.slice(1);
}

const tests: Readonly<Record<string, (value: string, wanted: string) => boolean>> = {
  contains: (value, wanted) => value.includes(wanted),
  starts: (value, wanted) => value.startsWith(wanted),
  ends: (value, wanted) => value.endsWith(wanted),
};

/** `==`, `!=`, `in`, `not in`, `contains`, `starts with`, `ends with`; the negative ones also choose what has no such label. */
function comparison(tokens: Tokens): Selector | undefined {
  const label = labelAt(tokens);
  const operator = tokens.list[tokens.next++];
  if (label === undefined || operator === undefined) return undefined;
  if (operator === 'in') return inSet(tokens, label);
  if (operator === 'not') {
    const inner = take(tokens, 'in') ? inSet(tokens, label) : undefined;
    return inner && ((labels) => !inner(labels));
  }
  if ((operator === 'starts' || operator === 'ends') && !take(tokens, 'with')) return undefined;
  const wanted = literalAt(tokens);
  if (wanted === undefined) return undefined;
  if (operator === '==') return (labels) => labels.get(label) === wanted;
  if (operator === '!=') return (labels) => labels.get(label) !== wanted;
  const test = tests[operator];
  return test && ((labels) => labels.has(label) && test(labels.get(label) ?? '', wanted));
}

function inSet(tokens: Tokens, label: string): Selector | undefined {
  if (!take(tokens, '{')) return undefined;
  const wanted = new Set<string>();
  for (let value = literalAt(tokens); value !== undefined; value = take(tokens, ',') ? literalAt(tokens) : undefined) wanted.add(value);
  return take(tokens, '}') ? (labels) => labels.has(label) && wanted.has(labels.get(label) ?? '') : undefined;
}
