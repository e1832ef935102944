/** `ping`, `nc`, `curl`: what was tried, from where, and how it ended. */
import { type Draft, nodeOf } from '../draft.js';
import type { Output, Probe } from '../seen.js';
import { type Line, quote } from '../text.js';
import type { Extractor } from './extractor.js';

const pingHead = /^PING \S+ \((?<to>[\d.]+)\) (?<payload>\d+)\(\d+\) bytes/;
const netcat =
  /^(?:Connection to (?<open>[\d.:a-f]+) (?:\([^)]*\) )?(?<openPort>\d+) port .*succeeded|nc: connect to (?<to>[\d.:a-f]+) port (?<port>\d+) \((?<protocol>tcp|udp)\) (?<why>.*)$)/;
const curlHead = /^curl\b.*?https?:\/\/(?<to>[\d.]+)(?::(?<port>\d+))?/;

export const probes: Extractor = {
  name: 'ping, nc, curl',
  hint: /^PING |^nc: connect|port \[tcp|^curl: \(|bytes in [\d.]+ s$/m,
  open: (draft) => {
    let ping: Ping | undefined;
    return (line) => {
      const head = pingHead.exec(line.text)?.groups;
      if (head) ping = opened(line, head);
      else if (ping) ping = pinged(draft, ping, line);
      netcatLine(draft, line);
      curlLine(draft, line);
    };
  },
};

type Ping = { readonly line: Line; readonly probe: Omit<Probe, 'result' | 'quote'>; tooLong?: Line; mtu?: number };

function opened(line: Line, { to = '', payload }: Readonly<Record<string, string>>): Ping {
  const fragment = /-M do\b/.test(line.command);
  // A ping without a size sends 56 bytes, and says nothing about MTUs.
  const sized = fragment || /\s-s\s?\d+/.test(line.command) || Number(payload) !== 56;
  return {
    line,
    probe: {
      tool: 'ping',
      to,
      dontFragment: fragment,
      ...(line.pod && { pod: line.pod }),
      ...(sized && { size: Number(payload) + 28 }),
    },
  };
}

/** The ping as it goes on; nothing once its statistics were read. */
function pinged(draft: Draft, ping: Ping, line: Line): Ping | undefined {
  const mtu = /(?:message too long|Message too long|Frag needed and DF set).*?mtu ?= ?(\d+)/.exec(line.text)?.[1];
  if (mtu || /[Mm]essage too long/.test(line.text)) return { ...ping, tooLong: line, ...(mtu && { mtu: Number(mtu) }) };
  const told = /^(\d+) packets transmitted, (\d+) (?:packets )?received/.exec(line.text);
  if (!told) return ping;
  const answered = Number(told[2]) > 0;
  const result = answered ? 'answered' : ping.tooLong ? 'too-long' : 'lost';
  const at = ping.tooLong ?? ping.line;
  const output: Output = ping.probe.dontFragment ? 'ping-sizes' : ping.probe.pod ? 'ping-pods' : 'ping-nodes';
  const pathMtu = ping.mtu === undefined ? {} : { pathMtu: ping.mtu };
  nodeOf(draft, ping.line, output).probes.push({
    ...ping.probe,
    ...pathMtu,
    result,
    quote: {
      ...quote(at),
      text: `ping ${ping.probe.to}${ping.probe.size ? ` with ${ping.probe.size} bytes` : ''}: ${(ping.tooLong ?? line).text.trim()}`,
    },
  });
  return undefined;
}

const reasons: readonly (readonly [RegExp, Probe['result']])[] = [
  [/refused/i, 'refused'],
  [/no route to host/i, 'no-route'],
  [/unreachable/i, 'unreachable'],
  [/reset/i, 'reset'],
];

function netcatLine(draft: Draft, line: Line): void {
  const found = netcat.exec(line.text)?.groups;
  if (!found) return;
  const { open, openPort, to, port, why = '' } = found;
  const number = Number(openPort ?? port);
  nodeOf(draft, line, number === 179 ? 'nc-179' : undefined).probes.push({
    tool: 'nc',
    to: open ?? to ?? '',
    port: number,
    dontFragment: false,
    ...(line.pod && { pod: line.pod }),
    result: open ? 'answered' : (reasons.find(([pattern]) => pattern.test(why))?.[1] ?? 'lost'),
    quote: quote(line),
  });
}

function curlLine(draft: Draft, line: Line): void {
  const asked = curlHead.exec(line.command)?.groups;
  if (!asked) return;
  const answered = /^[2-5]\d\d (\d+) bytes in/.exec(line.text);
  const failed = /^curl: \((\d+)\)/.exec(line.text);
  if (!answered && !failed) return;
  // Status 200 with 0 bytes follows the error of a transfer that stopped: the error was the answer.
  if (answered && Number(answered[1]) === 0) return;
  nodeOf(draft, line, 'tcp').probes.push({
    tool: 'curl',
    to: asked['to'] ?? '',
    ...(asked['port'] && { port: Number(asked['port']) }),
    dontFragment: false,
    ...(line.pod && { pod: line.pod }),
    result: answered ? 'answered' : failed?.[1] === '28' ? 'hung' : failed?.[1] === '7' ? 'refused' : 'lost',
    quote: quote(line),
  });
}
