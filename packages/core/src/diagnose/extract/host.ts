/** `sysctl`, `nstat`, `ss`, `netstat`, `ps`, `ip neigh`, `arp`, `bridge fdb`: one line, one fact. */
import { type Draft, nodeOf } from '../draft.js';
import type { Output } from '../seen.js';
import { type Line, quote } from '../text.js';
import type { Extractor } from './extractor.js';

type Groups = Readonly<Record<string, string | undefined>>;
type LineReader = { readonly pattern: RegExp; keep(draft: Draft, line: Line, found: Groups): void };
type Kind = {
  readonly name: string;
  readonly starts: string;
  /** The command whose answer is of this kind, also where it is empty. */
  readonly asked?: readonly [RegExp, Output];
  /** Lines of such an output that say nothing. */
  readonly frame?: RegExp;
  readonly readers: readonly LineReader[];
};

const oneLine = ({ name, starts, asked, frame, readers }: Kind): Extractor => ({
  name,
  starts,
  open: (draft) => (line) => {
    const text = line.text.trim();
    if (asked && line.command !== '' && text.endsWith(line.command) && asked[0].test(line.command)) nodeOf(draft, line, asked[1]);
    let known = frame?.test(text) ?? false;
    for (const { pattern, keep } of readers) {
      const found = pattern.exec(text)?.groups;
      if (found) keep(draft, line, found);
      known ||= found !== undefined;
    }
    return known;
  },
});

const sysctlOf = (draft: Draft, line: Line, { key = '', value = '' }: Groups): void =>
  void nodeOf(draft, line, 'sysctl').sysctls.push({ key: key.replace(/\//g, '.'), value: value.trim(), quote: quote(line) });

export const sysctl: Extractor = oneLine({
  name: 'sysctl',
  starts: 'ns/0123456789',
  frame: /^sysctl: /,
  readers: [
    { pattern: /^(?:\/proc\/sys\/)?(?<key>net[./][\w./-]+)(?: ?= ?|:)(?<value>\S.*)$/, keep: sysctlOf },
    {
      pattern: /^(?<value>\d+)$/,
      keep: (draft, line, { value }) => {
        const key = /^cat \/proc\/sys\/(net\/[\w./-]+)$/.exec(line.command)?.[1];
        if (key) sysctlOf(draft, line, { key, value });
      },
    },
  ],
});

export const counters: Extractor = oneLine({
  name: 'nstat',
  starts: 'IUT#',
  frame: /^#kernel$/,
  readers: [
    {
      pattern: /^(?<key>(?:Ip|Icmp|Udp|Tcp)\w+) +(?<value>\d+)/,
      keep: (draft, line, { key = '', value = '' }) => nodeOf(draft, line, 'counters').counters.push({ key, value, quote: quote(line) }),
    },
  ],
});

function socketOf(draft: Draft, line: Line, { net, state = '', local = '', port, peer, process }: Groups): void {
  nodeOf(draft, line, 'sockets').sockets.push({
    state: state === 'ESTABLISHED' ? 'ESTAB' : state.replace('_', '-'),
    protocol: net?.startsWith('udp') || state === 'UNCONN' ? 'udp' : 'tcp',
    local,
    port: Number(port),
    ...(peer && { peer }),
    ...(process && { process }),
    quote: quote(line),
  });
}

export const sockets: Extractor = oneLine({
  name: 'ss, netstat',
  starts: 'LESUTCtuAPN$#',
  asked: [/^(?:ss|netstat) -\w+/, 'sockets'],
  frame: /^(?:State|Netid) +(?:State +)?Recv-Q|^Active Internet connections|^Proto +Recv-Q/,
  readers: [
    {
      pattern:
        /^(?:(?<net>tcp|udp)\s+)?(?<state>LISTEN|ESTAB|SYN-SENT|SYN-RECV|UNCONN|TIME-WAIT|CLOSE-WAIT)\s+\d+\s+\d+\s+(?<local>\S+):(?<port>\d+)\s+(?<peer>\S+)(?:\s+users:\(\("(?<process>[^"]+)")?/,
      keep: socketOf,
    },
    {
      pattern:
        /^(?<net>tcp6?|udp6?)\s+\d+\s+\d+\s+(?<local>\S+):(?<port>\d+)\s+(?<peer>\S+)\s+(?<state>LISTEN|ESTABLISHED|SYN_SENT|SYN_RECV|TIME_WAIT|CLOSE_WAIT)?(?:\s*\d+\/(?<process>\S+))?/,
      keep: socketOf,
    },
  ],
});

export const processes: Extractor = oneLine({
  name: 'ps',
  starts: 'abcdefghijklmnopqrstuvwxyz_/0123456789U',
  frame: /^USER +PID|^ *PID +(?:TTY|USER)|^UID +PID|^birdcl? -s /,
  readers: [
    {
      pattern: /^(?:\S+\s+\d+\s.*?\s)?(?<args>(?:\/\S*\/)?(?:calico-felix|calico-node|bird6?)(?:\s+-.*)?)$/,
      keep: (draft, line, { args = '' }) => {
        if (!/^ps\b/.test(line.command) && !/^\S*(?:bird6? -[A-Za-z]|calico-node -\w)/.test(args)) return;
        nodeOf(draft, line, 'processes').processes.push({ key: args.split(' ')[0] ?? '', value: args, quote: quote(line) });
      },
    },
  ],
});

const macDigits = '0123456789abcdefABCDEF';

export const neighbours: Extractor = oneLine({
  name: 'ip neigh, arp',
  starts: `${macDigits}:A`,
  frame: /^Address +HWtype/,
  readers: [
    {
      pattern:
        /^(?<address>[\d.]+|[\da-f:]+) dev (?<dev>\S+)(?: lladdr (?<mac>[\da-f:]{17}))?.* (?<state>REACHABLE|STALE|FAILED|PERMANENT|DELAY|INCOMPLETE|NOARP|PROBE)$/,
      keep: (draft, line, { address = '', dev = '', mac, state = '' }) => {
        const { neighbours: all } = nodeOf(draft, line, 'neighbours');
        // Those that answer say nothing, and a subnet has thousands.
        if (/FAILED|INCOMPLETE/.test(state)) all.push({ address, dev, state, ...(mac && { mac }), quote: quote(line) });
      },
    },
    {
      pattern: /^(?<address>[\d.]+) +(?:ether +(?<mac>[\da-f:]{17}) +\S+|(?<none>\(incomplete\))) +(?<dev>\S+)$/,
      keep: (draft, line, { address = '', dev = '', mac, none }) =>
        nodeOf(draft, line, 'neighbours').neighbours.push({
          address,
          dev,
          state: none ? 'INCOMPLETE' : 'REACHABLE',
          ...(mac && { mac }),
          quote: quote(line),
        }),
    },
  ],
});

export const forwards: Extractor = oneLine({
  name: 'bridge fdb',
  starts: macDigits,
  frame: /^[\da-f:]{17} dev \S+ /,
  readers: [
    {
      pattern: /^(?<mac>[\da-f:]{17})(?: dev (?<dev>\S+))? (?:.*?\s)?dst (?<to>[\da-f.:]+)/,
      keep: (draft, line, { mac = '', dev = '', to = '' }) =>
        nodeOf(draft, line, 'fdb').forwards.push({ mac, dev, to, quote: quote(line) }),
    },
  ],
});
