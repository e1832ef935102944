/** Draws the sessions between nodes within 80 columns. */
import { columns, padded, visible } from '../../report/visible.js';
import type { Matrix } from '../matrix.js';

/** Columns of the terminal at 3 a.m. */
const width = 80;
/** Words fit up to here; more nodes get one character each. */
const cellWidth = 9;
const longestName = 26;

const letters: Readonly<Record<string, string>> = { up: '+', '·': '\\', none: ' ', wait: 'w' };

/** The lines of the table, and below it what its characters mean. */
export function matrixLines({ nodes, states }: Matrix): readonly string[] {
  const labels = nodes.map(({ name, address }, i) => `${String(i + 1).padStart(2)} ${cut(label(name, address))}`);
  const first = Math.max(...labels.map(columns));
  const spelt = first + nodes.length * cellWidth + 2 <= width;
  const given = nodes.flatMap((node, i) => (node.given ? [i] : []));
  const head = `${' '.repeat(first)}  ${nodes.map((_, i) => (spelt ? padded(String(i + 1), cellWidth) : String((i + 1) % 10))).join(spelt ? '' : ' ')}`;
  const rows = given.map((i) => `${padded(labels[i] ?? '', first)}  ${row(states[i] ?? [], spelt)}`);
  const strangers = labels.filter((_, i) => !given.includes(i)).map((text) => `${padded(text, first)}  (no table of it was given)`);
  const legend = spelt
    ? 'row: whose table; column: which peer; ? nobody looked'
    : 'row: whose table; column: which peer; + up, ! not up, w waits, ? nobody looked';
  return [head.trimEnd(), ...rows, ...strangers, legend];
}

function row(states: readonly (string | null)[], spelt: boolean): string {
  const cells = states.map((state) => (spelt ? padded(state ?? '?', cellWidth) : state === null ? '?' : (letters[state] ?? '!')));
  return cells.join(spelt ? '' : ' ').trimEnd();
}

const label = (name: string, address: string | null): string =>
  visible(address === null || address === name ? name || '(unnamed)' : `${name || 'node'} ${address}`);
const cut = (text: string): string => (columns(text) > longestName ? `${text.slice(0, longestName - 1)}…` : text);
