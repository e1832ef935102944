/**
 * The look before parsing: may this text matter to any reader? It must be sound (no finding of any rule but `syntax` is lost) and cheap.
 * A word of the field can only be hidden from a search of the text by an escape in double quotes, or by a tag that decodes.
 */

/** Escapes that spell a letter, a slash or nothing (a line continuation); tags of base64, and tags that are spelled by escapes themselves. */
const hiding = /\\[xuU/ \t\r\n]|!!(?:binary|[a-z]{0,5}%)|!<|%TAG/;

/** A test of texts for the words of the readers; words that contain another one are not searched twice. */
export function lookFor(words: readonly string[]): (text: string) => boolean {
  const needed = [...new Set(words)].filter((word) => !words.some((other) => other !== word && word.includes(other)));
  const pattern = new RegExp(needed.map(escaped).join('|'));
  return (text) => (pattern.test(text) || mayHide(text)) && !isDefinition(text);
}

function escaped(word: string): string {
  return word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Hidden words are rare, and three searches for a character are three times as fast as one for the pattern. */
function mayHide(text: string): boolean {
  return (text.includes('\\') || text.includes('!') || text.includes('%')) && hiding.test(text);
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
