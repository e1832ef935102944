import { visible } from './visible.js';

/** An element with attributes and what is in it: lines of other elements, or one text. Attributes that are undefined are left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  inside: readonly string[] | string = [],
): readonly string[] {
  const given = Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [` ${key}="${escaped(String(value))}"`]));
  const tag = `<${name}${given.join('')}`;
  if (typeof inside === 'string') return [`${tag}>${inside.split('\n').map(escaped).join('\n')}</${name}>`];
  return inside.length === 0 ? [`${tag}/>`] : [`${tag}>`, ...inside.map((line) => `  ${line}`), `</${name}>`];
}

/** A whole document. */
export function xmlDocument(root: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root.join('\n')}\n`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** XML 1.0 §2.2 has no place for most controls, not even as references: they are made visible, as everywhere. U+FFFE and U+FFFF are none either. */
function escaped(text: string): string {
  return visible(text)
    .replaceAll(/[\ufffe\uffff]/g, '\ufffd')
    .replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
