/** `ping` of iputils and busybox, `traceroute`: what was tried, from where, and how it ended. */
import { type Draft, nodeOf } from '../draft.js';
import { pingHeaders } from '../mtus.js';
import type { Output, Probe } from '../seen.js';
import { type Line, quote } from '../text.js';
import type { Extractor } from './extractor.js';

/** `PING b (10.0.0.2) 56(84) bytes of data.`, `PING 10.0.0.2 (10.0.0.2): 56 data bytes`, `PING fd00::2(fd00::2) 56 data bytes`. */
const head = /^PING \S+? ?\((?<to>[\da-fA-F.:]+)\)(?::| from \S+ \S+:)? (?<payload>\d+)(?:\((?<whole>\d+)\) bytes| data bytes)/;
const reply = /^\d+ bytes from /;
const unreachable = /Destination (?:Host|Net|Port) Unreachable|Address unreachable|No route|Packet filtered|Communication prohibited/i;
const frame = /^(?:pipe \d|--- \S+ ping statistics ---|rtt min|round-trip min|From \S+|ping: |\.$)/;
/** `--- 10.0.0.2 ping statistics ---`: people paste `| tail -2`, which leaves the head out. */
const summed = /^--- (?<to>(?:\d+\.){3}\d+|[\da-f]*:[\da-f:]+) ping statistics ---/;

type Ping = {
  readonly line: Line;
  readonly to: string;
  readonly payload: number;
  readonly sized: boolean;
  readonly dontFragment: boolean;
  answered?: true;
  tooLong?: Line;
  /** Some hop said so, not the sender alone. */
  byHop?: boolean;
  unreachable?: Line;
  mtu?: number;
};

export const pings: Extractor = {
  name: 'ping',
  starts: 'PFp-0123456789r.',
  open: (draft) => {
    let ping: Ping | undefined;
    return (line) => {
      const found = head.exec(line.text)?.groups;
      const cut = found ? undefined : headless(line, ping);
      if (found ?? cut) {
        // One that was interrupted has no statistics.
        if (ping?.answered) keep(draft, ping, 'answered');
        ping = opened(line, found ?? cut ?? {});
      }
      const known = ping !== undefined && statistics.test(line.text);
      if (ping && !found) ping = goneOn(draft, ping, line);
      return known || found !== undefined || reply.test(line.text) || refused(draft, line) || frame.test(line.text);
    };
  },
};

function opened(line: Line, { to = '', payload }: Readonly<Record<string, string>>): Ping {
  const dontFragment = /-M (?:do|probe)\b|-D\b/.test(line.command);
  // A ping without a size sends 56 bytes, and says nothing about MTUs.
  const sized = dontFragment || /\s-s\s?\d+/.test(line.command) || Number(payload) !== 56;
  return { line, to, payload: Number(payload), sized, dontFragment };
}

/** What a ping without its head went to: its own lines tell, or the command. */
function headless({ text, command }: Line, open: Ping | undefined): Readonly<Record<string, string>> | undefined {
  if ((open && open.line.command === command) || !(statistics.test(text) || summed.test(text))) return undefined;
  const to = summed.exec(text)?.groups?.['to'] ?? targetOf(command);
  return to === undefined ? undefined : { to, payload: /\bping6? .*-s ?(\d+)/.exec(command)?.[1] ?? '56' };
}

/** The last address of `ping -c 2 -I 10.0.0.1 10.0.0.2 -W 1 | tail -2` that is no source. */
const targetOf = (command: string): string | undefined =>
  /\bping6? (?<words>[^|;&>"']*)/
    .exec(command)
    ?.groups?.['words']?.replace(/-I ?\S+/g, '')
    .match(/(?<=^|\s)(?:(?:\d+\.){3}\d+|[\da-f]*:[\da-f:]+)(?=\s|$)/g)
    ?.at(-1);

const statistics = /^\d+ packets transmitted, (\d+) (?:packets )?received/;

/** The ping as it goes on; nothing once its statistics were read. */
function goneOn(draft: Draft, ping: Ping, line: Line): Ping | undefined {
  if (reply.test(line.text)) return { ...ping, answered: true };
  const mtu = /(?:message too long|Message too long|Frag needed and DF set|Packet too big).*?mtu ?= ?(\d+)/i.exec(line.text)?.[1];
  if (mtu || /message too long/i.test(line.text)) {
    const byHop = ping.byHop === true || /Frag needed|Packet too big/i.test(line.text);
    return { ...ping, dontFragment: true, tooLong: line, byHop, ...(mtu && { mtu: Number(mtu) }) };
  }
  if (unreachable.test(line.text)) return { ...ping, unreachable: line };
  const told = statistics.exec(line.text);
  if (!told) return ping;
  keep(draft, ping, Number(told[1]) > 0 ? 'answered' : ping.tooLong ? 'too-long' : ping.unreachable ? 'unreachable' : 'lost', line);
  return undefined;
}

function keep(draft: Draft, { line, to, payload, sized, ...ping }: Ping, result: Probe['result'], told = line): void {
  const output: Output = ping.dontFragment ? 'ping-sizes' : line.pod ? 'ping-pods' : 'ping-nodes';
  const size = sized || ping.dontFragment ? payload + pingHeaders(to) : undefined;
  const said = (ping.tooLong ?? ping.unreachable ?? told).text.trim();
  nodeOf(draft, line, output).probes.push({
    tool: 'ping',
    to,
    dontFragment: ping.dontFragment,
    ...(line.pod && { pod: line.pod }),
    ...(size && { size }),
    ...(ping.tooLong && !ping.byHop && { local: true as const }),
    ...(ping.mtu !== undefined && { pathMtu: ping.mtu }),
    result,
    quote: { ...quote(ping.tooLong ?? line), text: `ping ${to}${size ? ` with ${size} bytes` : ''}: ${said}` },
  });
}

/** `ping: connect: Network is unreachable`: no packet left, and the address stands in the command alone. */
function refused(draft: Draft, line: Line): boolean {
  if (!/^ping6?: (?:connect|sendto|sendmsg): /.test(line.text)) return false;
  const to = targetOf(line.command);
  if (to) keep(draft, { ...opened(line, { to, payload: '56' }), unreachable: line }, 'unreachable');
  return true;
}

const traced = /^traceroute to \S+ \((?<to>[\da-f.:]+)\), \d+ hops max/;
const hop = /^ *\d+ +(?:\* ?){1,3}$|^ *\d+\?? ?:? +(?:\S+ +\(?[\da-f.:]+\)?|\[LOCALHOST\]|no reply|[\da-f.:]+) .*(?:ms|pmtu|reached|!)/;

export const traces: Extractor = {
  name: 'traceroute',
  starts: 't0123456789R',
  open: (draft) => {
    let at: { readonly line: Line; readonly index: number; readonly to: string } | undefined;
    return (line) => {
      const to = traced.exec(line.text)?.groups?.['to'];
      if (to !== undefined) {
        const { probes } = nodeOf(draft, line, 'traceroute');
        const pod = line.pod === undefined ? {} : { pod: line.pod };
        const text = `traceroute ${to}: no answer from it`;
        const index =
          probes.push({ tool: 'traceroute', to, dontFragment: false, ...pod, result: 'lost', quote: { ...quote(line), text } }) - 1;
        at = { line, index, to };
        return true;
      }
      if (!at) return false;
      const { probes } = nodeOf(draft, at.line);
      const probe = probes[at.index];
      if (
        probe &&
        hop.test(line.text) &&
        new RegExp(`(?:^| |\\()${at.to.replaceAll('.', '\\.')}\\)? `).test(line.text) &&
        !line.text.includes('!')
      )
        probes[at.index] = { ...probe, result: 'answered', quote: quote(line) };
      return hop.test(line.text);
    };
  },
};
