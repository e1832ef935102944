/**
 * The look before parsing: may this text matter to any reader? It must be sound (no finding of any rule but `syntax` is lost) and cheap.
 * A word of the field can only be hidden from a search of the bytes by an escape in double quotes or by a tag that decodes.
 */

const hidden = '\\\\[xuU\\r\\n]|!\\S*(?:binary|%)|!<|%TAG';

/** A test of texts for the words of the readers; words that contain another one are not searched twice. */
export function lookFor(words: readonly string[]): (text: string) => boolean {
  const needed = [...new Set(words)].filter((word) => !words.some((other) => other !== word && word.includes(other)));
  const pattern = new RegExp(`${needed.map(escaped).join('|')}|${hidden}`);
  return (text) => pattern.test(text) && !isDefinition(text);
}

function escaped(word: string): string {
  return word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/**
 * A CustomResourceDefinition names the field and says nothing about a network; they are nine tenths of Calico's manifests. Only a document
 * whose single `kind` at column 0 says so is one: anything less plain is parsed.
 */
function isDefinition(text: string): boolean {
  if (!text.includes('CustomResourceDefinition') || text.includes('\n...') || text.includes('\r')) return false;
  const kinds = text.match(/^[^\s#-].*$/gm)?.filter((line) => /^(?:["'?{[<!&*]|kind\b)/.test(line) && !line.startsWith('---')) ?? [];
  return kinds.length === 1 && /^kind:[ \t]*CustomResourceDefinition[ \t]*$/.test(kinds[0] ?? '');
}
