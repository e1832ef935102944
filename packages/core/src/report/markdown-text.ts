// Text of the user in Markdown: it cannot leave its place.
import { visible } from './visible.js';

/** Text that cannot leave its cell, nor become markup or a mention (GitHub Flavored Markdown §4.10, §6.1). */
export function cell(text: string): string {
  return visible(text).replaceAll(/[\\`*_{}[\]<>#|~@!]/g, '\\$&');
}

/** Text as code in a cell. */
export function code(text: string): string {
  return text.includes('`') ? cell(text) : `\`${text.replaceAll('|', '\\|')}\``;
}

/** A block of code; its fence is longer than any in it. */
export function fenced(lines: readonly string[], language = 'text'): readonly string[] {
  const longest = Math.max(2, ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)));
  const fence = '`'.repeat(longest + 1);
  return [fence + language, ...lines, fence];
}
