// Text of the user in Markdown: it cannot leave its place. A door of its own, `@canal-lint/core/markdown`: the action takes no more of the core.
import { visible } from './visible.js';

/**
 * Text that cannot leave its cell, nor become markup (GitHub Flavored Markdown §4.10, §6.1) or a mention: GitHub looks for those in what is
 * rendered, where a backslash is gone.
 */
export function cell(text: string): string {
  return visible(text)
    .replaceAll(/[\\`*_{}[\]<>#|~!]/g, '\\$&')
    .replaceAll('@', '@\u200b');
}

/** Text as code in a cell. */
export function code(text: string): string {
  return text.includes('`') ? cell(text) : `\`${text.replaceAll('|', '\\|')}\``;
}

/** A block of code; its fence is longer than any in it. */
export function fenced(lines: readonly string[], language = 'text'): readonly string[] {
  let longest = 2;
  for (const line of lines) for (const [run] of line.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  const fence = '`'.repeat(longest + 1);
  return [fence + language, ...lines, fence];
}
