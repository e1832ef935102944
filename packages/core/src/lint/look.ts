/**
 * The look before parsing: may this text matter to any reader? It must be sound (no finding of any rule but `syntax` is lost) and cheap.
 * A word of the field can only be hidden from a search of the text by an escape in double quotes, or by a tag that decodes.
 */

/** Tags of base64, and tags that are spelled by escapes themselves. */
const hidingTag = /!!(?:binary|[a-z]{0,5}%)|!<|%TAG/;
const hidingEscape = /\\[xuU/ \t\r\n]/;
/** Escapes of double quotes (YAML 1.2 §5.7). Those that are not told apart here spell what stands in no word. */
const escapes = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|[ \t\r\n]+|(.))/gsu;
const breaks: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/** A test of texts for the words of the readers; words that contain another one are not searched twice. */
export function lookFor(words: readonly string[]): (text: string) => boolean {
  const needed = [...new Set(words)].filter((word) => !words.some((other) => other !== word && word.includes(other)));
  const pattern = new RegExp(needed.map(escaped).join('|'));
  const holds = (text: string): boolean => pattern.test(text) || mayHideByTag(text) || (mayHideByEscape(text) && holds(spelledOut(text)));
  return (text) => holds(text) && !isDefinition(text);
}

/** Hidden words are rare, and a search for a character is several times as fast as one for the pattern. */
function mayHideByTag(text: string): boolean {
  return (text.includes('!') || text.includes('%')) && hidingTag.test(text);
}

function mayHideByEscape(text: string): boolean {
  return text.includes('\\') && hidingEscape.test(text);
}

/**
 * The text with its escapes replaced, as if all of it stood in double quotes: shell scripts and dashboards are full of backslashes, and parsing
 * them for that costs more than everything else. What stands outside of double quotes was searched before. Shorter than the text by each escape.
 */
function spelledOut(text: string): string {
  return text.replaceAll(escapes, (_, x?: string, u?: string, long?: string, other = '') => {
    const code = Number.parseInt(x ?? u ?? long ?? '', 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : (breaks.get(other) ?? other);
  });
}

function escaped(word: string): string {
  return word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/**
 * A CustomResourceDefinition names the field and says nothing about a network; they are nine tenths of Calico's manifests. Only a block map at
 * column 0 whose single `kind`, on a line of its own, says so is one: anything less plain is parsed.
 */
function isDefinition(text: string): boolean {
  if (!text.includes('CustomResourceDefinition') || /\n\.\.\.|[\r\u2028\u2029]|^---[ \t]+[^\s#]/m.test(text)) return false;
  const first = /^(?!---(?:\s|$))[ \t\uFEFF]*[^\s#]/m.exec(text)?.[0] ?? '';
  if (!/^\uFEFF?[A-Za-z]$/.test(first)) return false;
  const kinds = text.match(/^\uFEFF?(?:["'?{[<!&*]|kind\b)/gm) ?? [];
  return kinds.length === 1 && /^kind:[ \t]*CustomResourceDefinition[ \t]*(?:\n(?![ \t\n])|$(?![\s\S]))/m.test(text);
}
