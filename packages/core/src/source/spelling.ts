/** How a value is written so that Kubernetes reads it back. */
import type { ScalarStyle } from './node.js';
import { resolvePlain } from './scalar.js';

/** A value to be written. Strings are quoted where a YAML 1.1 reader would take the bare word for something else. */
export type Written = string | number | boolean;

/** A value in quotes of the style given; a bare word otherwise. Quotes make a string of a number: ConfigMap data and env ask for that. */
export function spelled(value: Written, style: ScalarStyle, flow: boolean): string {
  const text = String(value);
  if (style === 'single' && /^[\x20-\x7e\xa1-\u2027\u202a-\ud7ff\ue000-\ufefe]*$/.test(text)) return `'${text.replaceAll("'", "''")}'`;
  if (style === 'single' || style === 'double') return inDoubleQuotes(text);
  return bare(value, flow);
}

/** A scalar written without a model to follow: plain where the reader would get the same value back, in double quotes otherwise. */
export function bare(value: Written, flow: boolean): string {
  if (typeof value !== 'string') return String(value);
  const plain = /^[A-Za-z0-9_./=][A-Za-z0-9_./=,()^$*+-]*(?::[A-Za-z0-9_./=-]+)*$/.test(value) && resolvePlain(value) === value;
  return plain && !(flow && value.includes(',')) ? value : inDoubleQuotes(value);
}

/** JSON that is YAML too: go-yaml takes U+0085, U+2028 and U+2029 for line ends, and refuses control characters. */
export function inDoubleQuotes(text: string): string {
  return JSON.stringify(text).replace(
    /[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
