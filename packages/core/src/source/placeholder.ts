import type { ScalarNode } from './node.js';

const angled = /(?<![<\w]|\(\?P?)<(?!none>|nil>|unknown>|invalid>)[A-Za-z][\w.-]*(?: [\w.-]+)*>/g;

/** The placeholders of a text such as `<POD_CIDR>` or `<your registry>`; not those of a regular expression or of output (`<none>`). */
export function placeholdersIn(text: string): readonly string[] {
  return text.includes('<') ? (text.match(angled) ?? []) : [];
}

/** True where somebody is still to fill in the value: it is not known. Scripts and prose have such words of their own. */
export function isPlaceholder({ value, text }: ScalarNode): boolean {
  return typeof value === 'string' && !/[\r\n]|<\/|<br/.test(text) && placeholdersIn(text).length > 0;
}
