// The pages of the rules as elements: headings, paragraphs, lists, tables, code and links are all that they use.
import { type Child, h } from '../dom.js';

/** Elements of a text in Markdown. What is not understood stays as it is written. */
export function fromMarkdown(text: string): readonly Node[] {
  return blocksOf(text).map(block);
}

/** Stretches between empty lines; a fence holds its own. */
function blocksOf(text: string): readonly string[] {
  return text.match(/^```[\s\S]*?^```$|(?:^(?!```).+(?:\n|$))+/gm) ?? [];
}

function block(text: string): Node {
  const lines = text.trimEnd().split('\n');
  const [first = ''] = lines;
  const heading = /^(#{2,4}) (.*)$/.exec(first);
  if (heading) return h('h3', {}, inline(heading[2] ?? ''));
  if (first.startsWith('```')) return h('pre', { class: 'example', tabindex: 0, 'aria-label': 'example' }, lines.slice(1, -1).join('\n'));
  if (first.startsWith('|')) return table(lines);
  if (/^(?:[-*]|\d+\.) /.test(first))
    return h(
      'ul',
      { class: 'points' },
      items(lines).map((item) => h('li', {}, inline(item))),
    );
  return h('p', {}, inline(lines.join(' ')));
}

/** List items, with the lines that continue them. */
function items(lines: readonly string[]): readonly string[] {
  const all: string[] = [];
  for (const line of lines) {
    const start = /^(?:[-*]|\d+\.) (.*)$/.exec(line);
    all.push(start ? (start[1] ?? '') : `${all.pop() ?? ''} ${line.trim()}`);
  }
  return all;
}

function table(lines: readonly string[]): Node {
  const cells = (line: string): readonly string[] =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
  const [head = '', , ...rows] = lines;
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'table' },
    h(
      'table',
      {},
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          cells(head).map((cell) => h('th', { scope: 'col' }, inline(cell))),
        ),
      ),
      h(
        'tbody',
        {},
        rows.map((row) =>
          h(
            'tr',
            {},
            cells(row).map((cell) => h('td', {}, inline(cell))),
          ),
        ),
      ),
    ),
  );
}

/** Code, links to pages of the web, and plain text. A link to a file of the repository is its text. */
function inline(text: string): Child {
  return text.split(/(`[^`]+`|\[[^\]]+\]\([^)\s]+\))/).map((part): Child => {
    if (part.startsWith('`')) return h('code', {}, part.slice(1, -1));
    const link = /^\[([^\]]+)\]\(([^)]+)\)$/.exec(part);
    if (!link) return part;
    const [, name = '', address = ''] = link;
    return /^https:/.test(address)
      ? h('a', { href: address, target: '_blank', rel: 'noreferrer' }, name.replaceAll('`', ''))
      : name.replaceAll('`', '');
  });
}
