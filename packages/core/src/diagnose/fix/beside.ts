/** Adds to a list of a text what belongs beside one of its items. */

/**
 * The text with `more` (items of a block list, from column 0) behind the item of the list that the line, from 1, is in. Undefined where no item
 * that begins with `- name: ` holds the line.
 */
export function besideItem(text: string, line: number, more: string): string | undefined {
  const lines = text.split(/(?<=\n)/);
  const dash = lines.slice(0, line).findLastIndex((one) => /^ *- /.test(one));
  const head = /^( *)- (?:\{ *)?name: /.exec(lines[dash] ?? '');
  if (!head) return undefined;
  const indent = head[1] ?? '';
  const deeper = new RegExp(`^${indent}  .*\\S`);
  let end = dash + 1;
  while (deeper.test(lines[end] ?? '')) end++;
  const last = lines[end - 1] ?? '';
  if (end < line || !last.endsWith('\n')) return undefined;
  const eol = last.endsWith('\r\n') ? '\r\n' : '\n';
  const added = more
    .trimEnd()
    .split('\n')
    .map((one) => `${indent}${one}${eol}`);
  return [...lines.slice(0, end), ...added, ...lines.slice(end)].join('');
}
