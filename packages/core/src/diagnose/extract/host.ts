/** `sysctl`, `nstat`, `ss`, `ps`, `ip neigh`, `bridge fdb`: one line, one fact. */
import { type Draft, nodeOf } from '../draft.js';
import { type Line, quote } from '../text.js';
import type { Extractor } from './extractor.js';

type LineReader = { readonly pattern: RegExp; keep(draft: Draft, line: Line, found: Readonly<Record<string, string | undefined>>): void };

const oneLine = (name: string, hint: RegExp, readers: readonly LineReader[]): Extractor => ({
  name,
  hint,
  open: (draft) => (line) => {
    for (const { pattern, keep } of readers) {
      const found = pattern.exec(line.text)?.groups;
      if (found) keep(draft, line, found);
    }
  },
});

export const sysctl: Extractor = oneLine('sysctl', /^net\.[\w./-]+ ?= ?\S/m, [
  {
    pattern: /^(?<key>net\.[\w./-]+) ?= ?(?<value>\S.*)$/,
    keep: (draft, line, { key = '', value = '' }) =>
      nodeOf(draft, line, 'sysctl').sysctls.push({ key: key.replace(/\//g, '.'), value, quote: quote(line) }),
  },
]);

export const counters: Extractor = oneLine('nstat', /^(?:Ip|Icmp|Udp|Tcp)\w+ +\d+/m, [
  {
    pattern: /^(?<key>(?:Ip|Icmp|Udp|Tcp)\w+) +(?<value>\d+)/,
    keep: (draft, line, { key = '', value = '' }) => nodeOf(draft, line, 'counters').counters.push({ key, value, quote: quote(line) }),
  },
]);

const socket =
  /^(?:(?<net>tcp|udp)\s+)?(?<state>LISTEN|ESTAB|SYN-SENT|SYN-RECV|UNCONN|TIME-WAIT|CLOSE-WAIT)\s+\d+\s+\d+\s+(?<local>\S+):(?<port>\d+)\s+(?<peer>\S+)(?:\s+users:\(\("(?<process>[^"]+)")?/;

export const sockets: Extractor = oneLine('ss', /^(?:LISTEN|ESTAB|SYN-SENT|UNCONN|tcp|udp)\s|^State\s+Recv-Q|\$ ss /m, [
  {
    pattern: socket,
    keep: (draft, line, { net, state = '', local = '', port, peer, process }) =>
      nodeOf(draft, line, 'sockets').sockets.push({
        state,
        protocol: net === 'udp' || state === 'UNCONN' ? 'udp' : 'tcp',
        local,
        port: Number(port),
        ...(peer && { peer }),
        ...(process && { process }),
        quote: quote(line),
      }),
  },
  { pattern: /^(?<prompt>.*\$ ss -\w+)/, keep: (draft, line) => void nodeOf(draft, line, 'sockets') },
]);

export const processes: Extractor = oneLine('ps', /^(?:.*\s)?(?:calico-felix|calico-node|bird6?) ?(?:-|\d|$)/m, [
  {
    pattern: /^(?:\S+\s+\d+\s.*?\s)?(?<args>(?:\/\S*\/)?(?:calico-felix|calico-node|bird6?)(?:\s.*)?)$/,
    keep: (draft, line, { args = '' }) => {
      if (!/^ps\b/.test(line.command)) return;
      nodeOf(draft, line, 'processes').processes.push({ key: args.split(' ')[0] ?? '', value: args, quote: quote(line) });
    },
  },
]);

export const neighbours: Extractor = oneLine(
  'ip neigh',
  /^[\d.a-f:]+ dev \S+ .*(?:REACHABLE|STALE|FAILED|PERMANENT|DELAY|INCOMPLETE|NOARP|PROBE)/m,
  [
    {
      pattern:
        /^(?<address>[\d.]+|[\da-f:]+) dev (?<dev>\S+)(?: lladdr (?<mac>[\da-f:]{17}))?.* (?<state>REACHABLE|STALE|FAILED|PERMANENT|DELAY|INCOMPLETE|NOARP|PROBE)\s*$/,
      keep: (draft, line, { address = '', dev = '', mac, state = '' }) =>
        nodeOf(draft, line, 'neighbours').neighbours.push({ address, dev, state, ...(mac && { mac }), quote: quote(line) }),
    },
  ],
);

export const forwards: Extractor = oneLine('bridge fdb', /^[\da-f:]{17} .*\bdst /m, [
  {
    pattern: /^(?<mac>[\da-f:]{17})(?: dev (?<dev>\S+))? (?:.*?\s)?dst (?<to>[\da-f.:]+)/,
    keep: (draft, line, { mac = '', dev = '', to = '' }) => nodeOf(draft, line, 'fdb').forwards.push({ mac, dev, to, quote: quote(line) }),
  },
]);
