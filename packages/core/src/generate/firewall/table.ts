/** The openings for people: a table in Markdown. */
import { packetText } from '../../cluster/host-groups.js';
import type { Openings } from './rows.js';

export function table({ rows, plain, remarks }: Openings, name: string): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|');
  const lines = [
    ['open', 'from', 'to', 'what', 'why'],
    ...rows.map(({ packet, what, reasons }) => [packetText(packet), 'each node', 'each other node', what, cell(reasons.join('; '))]),
    ...plain.map(({ cidr, reason }) => ['all protocols', cidr, 'each node', 'pods', cell(reason)]),
  ];
  const [head = [], ...body] = lines;
  const widths = head.map((_, i) => Math.max(...lines.map((line) => line[i]?.length ?? 0)));
  const row = (cells: readonly string[]): string => `| ${cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [
    `# Between the nodes of ${name}`,
    '',
    ...(body.length === 0
      ? [
          remarks.length === 0
            ? 'Nothing has to be open: no tunnel, no BGP and no Typha is set.'
            : 'Nothing is known that has to be open; what cannot be told from the input stands below.',
        ]
      : [row(head), row(widths.map((width) => '-'.repeat(width))), ...body.map(row)]),
    ...(remarks.length === 0 ? [] : ['', ...remarks.map((remark) => `- ${remark}`)]),
    '',
  ].join('\n');
}
