/** JSON values one behind the other, as `kubectl get -o json | jq '.items[]'` writes them. */

type Stretch = { readonly start: number; readonly end: number };

/** Where strings begin, and the brackets around what they stand in. */
const token = /["{}[\]]/g;

/**
 * Cuts a stretch that holds several JSON objects, at the lines where they begin; anything else stays whole. kubectl reads input that begins with {
 * as such a stream (k8s.io/apimachinery pkg/util/yaml/decoder.go, YAMLOrJSONDecoder). A template's `{{` begins no object.
 */
export function* jsonObjects(text: string, { start, end }: Stretch): Generator<Stretch> {
  let from = start;
  for (const next of beginnings(text, { start, end })) {
    yield { start: from, end: next };
    from = next;
  }
  yield { start: from, end };
}

function* beginnings(text: string, { start, end }: Stretch): Generator<number> {
  let at = objectAt(text, start);
  while (at !== undefined) {
    const behind = closing(text, at, end);
    const next = behind === undefined || behind >= end ? undefined : objectAt(text, behind);
    // A piece begins with a line: objects that share one stay together.
    const line = next === undefined ? -1 : text.lastIndexOf('\n', next) + 1;
    if (next === undefined || behind === undefined || line < behind) return;
    yield line;
    at = next;
  }
}

/** Where an object begins, with nothing but white space before it. */
function objectAt(text: string, from: number): number | undefined {
  const object = /\uFEFF?\s*(?=\{\s*["}])/y;
  object.lastIndex = from;
  return object.test(text) ? object.lastIndex : undefined;
}

/** The offset behind the bracket that closes the one at `from`. */
function closing(text: string, from: number, end: number): number | undefined {
  let depth = 0;
  token.lastIndex = from;
  for (let found = token.exec(text); found && found.index < end; found = token.exec(text)) {
    const [mark] = found;
    if (mark === '"') token.lastIndex = behindString(text, found.index);
    else if (mark === '{' || mark === '[') depth++;
    else if (mark === '}' || mark === ']') depth--;
    if (depth === 0) return token.lastIndex;
  }
  return undefined;
}

/** The offset behind the string that opens at `from`. A pattern for all of it would need the stack for each of its characters. */
function behindString(text: string, from: number): number {
  for (let end = text.indexOf('"', from + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text[end - 1 - escapes] === '\\') escapes++;
    if (escapes % 2 === 0) return end + 1;
  }
  return text.length;
}
