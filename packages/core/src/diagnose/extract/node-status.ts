/** `calicoctl node status`: both table styles (tablewriter until 3.32, go-pretty from 3.33), INFO cells wrapped at 30 columns joined. */
import { type Draft, nodeOf } from '../draft.js';
import type { AgentText, Peer } from '../seen.js';
import { type Line, quote, shared } from '../text.js';
import type { Extractor } from './extractor.js';

/** calicoctl/calicoctl/commands/node/status.go of 3.21, 3.32 and head. */
const texts: readonly (readonly [RegExp, AgentText['says']])[] = [
  [/^\s*No IPv4 peers found\./, 'no-peers'],
  [/^\s*No IPv6 peers found\./, 'no-peers6'],
  [/The BGP backend process \(BIRD\) is not running|None of the BGP backend processes/, 'bird-down'],
  [/BIRDv4 process: 'bird' is not running/, 'bird-down'],
  [/BIRDv6 process: 'bird6' is not running/, 'bird6-down'],
  [/^\s*Calico process is not running/, 'calico-down'],
  [/unable to connect to BIRDv[46] socket|[Ff]ailed to connect to (?:BIRD|bird socket)/, 'socket-missing'],
  [/[Uu]nable to connect to server control socket/, 'no-socket'],
  [/bird\.ctl: i\/o timeout/, 'socket-timeout'],
];

export const nodeStatus: Extractor = {
  name: 'calicoctl node status',
  starts: '|│+├╭╰┌└ICNTEeFfUub"',
  open: (draft) => {
    let at: { readonly node: string; readonly index: number } | undefined;
    return (line) => {
      const cells = cellsOf(line.text);
      if (cells && at && cells[0] === '') {
        const { peers } = nodeOf(draft, { node: at.node });
        const row = peers[at.index];
        if (row) peers[at.index] = continued(row, cells);
        return true;
      }
      at = cells && isPeer(cells) ? { node: line.node, index: keep(draft, line, cells) } : undefined;
      return cells !== undefined || agent(draft, line) || frame.test(line.text);
    };
  },
};

/** The cells of calicoctl until 3.32 are wrapped at 30 columns: the next row goes on. */
function continued(peer: Peer, [, type = '', state = '', , info = '']: readonly string[]): Peer {
  const joined = (text: string, more: string): string => `${text} ${more}`.replace(/\s+/g, ' ').trim();
  return { ...peer, type: joined(peer.type, type), state: joined(peer.state, state), info: joined(peer.info, info) };
}

const frame = /^\s*(?:\+-[-+]*\+\s*$|[├╭╰┌└─┼]|Calico process is running|IPv[46] BGP status)/;

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

/** Its place among the peers of the node. */
function keep(draft: Draft, line: Line, cells: readonly string[]): number {
  const [address = '', type = '', state = '', , info = ''] = cells;
  const peer: Peer = {
    address: shared(address),
    type: shared(type),
    state: shared(state.toLowerCase()),
    info: shared(info.replace(/\s+/g, ' ')),
    quote: quote(line),
  };
  return nodeOf(draft, line, 'node-status').peers.push(peer) - 1;
}

/** In a container of its own calicoctl sees no process of the node. */
const fromContainer = ({ pod, command }: Line): boolean => pod !== undefined || /^(?:docker|podman|nerdctl|crictl|ctr) /.test(command);

function agent(draft: Draft, line: Line): boolean {
  const said = texts.filter(([pattern]) => pattern.test(line.text));
  if (said.some(([, says]) => says === 'calico-down') && fromContainer(line)) return true;
  for (const [, says] of said)
    nodeOf(draft, line, says === 'no-socket' ? undefined : 'node-status').agent.push({ says, quote: quote(line) });
  return said.length > 0;
}
