/** `calicoctl node status`: both table styles (tablewriter until 3.32, go-pretty from 3.33), INFO cells wrapped at 30 columns joined. */
import { type Draft, nodeOf } from '../draft.js';
import type { AgentText, Peer } from '../seen.js';
import { type Line, quote } from '../text.js';
import type { Extractor } from './extractor.js';

/** calicoctl/calicoctl/commands/node/status.go of 3.21, 3.32 and head. */
const texts: readonly (readonly [RegExp, AgentText['says']])[] = [
  [/^No IPv[46] peers found\./, 'no-peers'],
  [/The BGP backend process \(BIRD\) is not running|None of the BGP backend processes/, 'bird-down'],
  [/BIRDv4 process: 'bird' is not running/, 'bird-down'],
  [/BIRDv6 process: 'bird6' is not running/, 'bird6-down'],
  [/^Calico process is not running/, 'calico-down'],
  [/unable to connect to BIRDv4 socket|[Ff]ailed to connect to (?:BIRD|bird socket)/, 'socket-missing'],
  [/bird\.ctl: i\/o timeout/, 'socket-timeout'],
];

export const nodeStatus: Extractor = {
  name: 'calicoctl node status',
  hint: /BGP status|PEER ADDRESS|node-to-node mesh|node specific|process(?:es)? (?:\(BIRD\) )?(?:is|are) not running|BIRD(?:v4)? socket|bird socket|bird\.ctl/i,
  open: (draft) => {
    let row: { line: Line; cells: readonly string[] } | undefined;
    const close = (): void => {
      if (row) keep(draft, row.line, row.cells);
      row = undefined;
    };
    return (line) => {
      const cells = cellsOf(line.text);
      if (cells && row && cells[0] === '') {
        row = { line: row.line, cells: row.cells.map((cell, i) => `${cell} ${cells[i] ?? ''}`.trim()) };
        return;
      }
      close();
      if (cells) row = isPeer(cells) ? { line, cells } : undefined;
      else agent(draft, line);
    };
  },
};

/** Five columns between `|` or `│`; a last cell that was cut off counts. */
function cellsOf(text: string): readonly string[] | undefined {
  const trimmed = text.trim();
  if (!/^[|│]/.test(trimmed)) return undefined;
  const cells = trimmed
    .slice(1)
    .split(/[|│]/)
    .map((cell) => cell.trim());
  return cells.length >= 5 ? cells.slice(0, 5) : undefined;
}

const isPeer = (cells: readonly string[]): boolean => /^[\da-f.:x]+(?:\.port\.\d+)?$/i.test(cells[0] ?? '');

function keep(draft: Draft, line: Line, cells: readonly string[]): void {
  const [address = '', type = '', state = '', , info = ''] = cells;
  const peer: Peer = { address, type, state: state.toLowerCase(), info: info.replace(/\s+/g, ' '), quote: quote(line) };
  nodeOf(draft, line, 'node-status').peers.push(peer);
}

function agent(draft: Draft, line: Line): void {
  for (const [pattern, says] of texts) {
    if (pattern.test(line.text)) nodeOf(draft, line, 'node-status').agent.push({ says, quote: quote(line) });
  }
}
