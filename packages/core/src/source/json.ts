/** JSON as encoding/json of Go takes it (RFC 8259): YAML takes more, such as a comma at the end of a list. */

type Fault = { readonly reason: string; readonly at: number };

const token =
  /(?:[{}[\]:,]|"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)\b)/y;

/** What each state takes: marks by themselves, a string by its quote, any other value as v. */
const taken = { value: '{["v', firstItem: '{["v]', firstKey: '"}', key: '"', colon: ':', behind: ',}]' } as const;
type State = keyof typeof taken;

/** What keeps a text from being JSON, and at which offset; undefined for JSON. */
export function jsonFault(text: string): Fault | undefined {
  const open: string[] = [];
  let state: State = 'value';
  for (let from = 0; ; from = token.lastIndex) {
    const at = pastBlanks(text, from);
    const done = state === 'behind' && open.length === 0;
    if (at === text.length) return done ? undefined : { reason: 'the text ends too early', at };
    if (done) return { reason: 'something stands behind the end', at };
    token.lastIndex = at;
    if (!token.test(text)) return { reason: reasonAt(text, at), at };
    const next = following(text.charAt(at), state, open);
    if (next === undefined) return { reason: misplaced(text.charAt(at), text.slice(0, at)), at };
    state = next;
  }
}

/** Takes a token by its first character and answers what may follow; undefined where it cannot stand. */
function following(mark: string, state: State, open: string[]): State | undefined {
  const kind = '{}[]:,"'.includes(mark) ? mark : 'v';
  if (!taken[state].includes(kind)) return undefined;
  const isKey = state === 'key' || state === 'firstKey';
  switch (kind) {
    case '{':
    case '[':
      open.push(kind);
      return kind === '{' ? 'firstKey' : 'firstItem';
    case '}':
    case ']':
      return open.pop() === (kind === '}' ? '{' : '[') ? 'behind' : undefined;
    case ',':
      return open.at(-1) === '{' ? 'key' : 'value';
    case ':':
      return 'value';
    default:
      return isKey ? 'colon' : 'behind';
  }
}

function pastBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\n\r'.includes(text.charAt(at))) at++;
  return at;
}

function misplaced(mark: string, before: string): string {
  if (/,\s*$/.test(before) && /[}\]]/.test(mark)) return `a comma stands before ${mark}`;
  return `${mark} cannot stand here`;
}

function reasonAt(text: string, at: number): string {
  if (text[at] === '#' || text.startsWith('//', at)) return 'JSON has no comments';
  if (text[at] === '"') return 'a string holds what JSON does not take, or does not end';
  const word = /^[^\s{}[\],:]+/.exec(text.slice(at, at + 40))?.[0] ?? text.charAt(at);
  return `${word} is no value of JSON; a text stands in double quotes`;
}
