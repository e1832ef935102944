/** `nc` of OpenBSD, Nmap, busybox and the traditional one, `telnet`: whether a TCP port was reached. */
import { nodeOf } from '../draft.js';
import type { Probe } from '../seen.js';
import { quote } from '../text.js';
import type { Extractor } from './extractor.js';

const ip = String.raw`(?<to>(?:\d+\.){3}\d+|[\da-fA-F]*:[\da-fA-F:.]+)`;
/** Each has the address and the port, or leaves them to the command. UDP is left out: nobody answers there, and nc says `succeeded`. */
const answers: readonly RegExp[] = [
  new RegExp(String.raw`^Connection to ${ip} (?:\([^)]*\) )?(?<port>\d+) port \[tcp.*(?<open>succeeded)`),
  new RegExp(String.raw`^nc: connect to ${ip} (?:\([^)]*\) )?port (?<port>\d+) \(tcp\) (?<why>.*)$`),
  new RegExp(String.raw`^(?:\(UNKNOWN\)|[\w.-]+) \[${ip}\] (?<port>\d+) (?:\([\w?-]+\) )?(?:(?<open>open)|: (?<why>.*))$`),
  new RegExp(String.raw`^(?:nc: )?[\w.:-]+ \(\[?${ip}\]?:(?<port>\d+)\)(?: (?<open>open)|: (?<why>.*))$`),
  new RegExp(String.raw`^Ncat: (?<open>Connected) to \[?${ip}\]?:(?<port>\d+)\.`),
  /^Ncat: (?<why>Connection refused|Connection timed out|TIMEOUT|No route to host|Network is unreachable|Connection reset by peer)\b/,
  new RegExp(String.raw`^nc: can't connect to remote host \(${ip}\): (?<why>.*)$`),
  /^nc: (?<why>timed out|connection timed out)$/i,
  new RegExp(`^telnet: connect to address ${ip}: (?<why>.*)$`),
  /^telnet: (?:Unable to connect to remote host: )?(?<why>.*)$/,
  new RegExp(String.raw`^(?<open>Connected) to ${ip}\.$`),
  new RegExp(String.raw`^(?:ba|z)?sh: (?:line \d+: )?/dev/tcp/${ip}/(?<port>\d+): (?<why>.*)$`),
];
/** One look for most lines: those of other programs begin with digits too. */
const maybe = /^(?:Connect|nc: |Ncat: |telnet: |(?:ba|z)?sh: |Trying |Escape |Starting |Nmap |PORT |\(UNKNOWN\)|[\w.:-]+ ?[[(:])/;
const frame =
  /^(?:Ncat: Version|Trying [\d.:a-f]+\.\.\.|Escape character is|[\d.]+: inverse host lookup failed|Connection closed by foreign host|Starting Nmap|Nmap scan report|PORT +STATE)/;

const reasons: readonly (readonly [RegExp, Probe['result']])[] = [
  [/refused/i, 'refused'],
  [/no route to host/i, 'no-route'],
  [/unreachable/i, 'unreachable'],
  [/reset/i, 'reset'],
];
/** How a dial ended, by the words of the C library. */
export const resultOf = (why: string): Probe['result'] => reasons.find(([pattern]) => pattern.test(why))?.[1] ?? 'lost';

/** The address and the port of `nc -zv -w 2 10.0.0.2 179`, `telnet 10.0.0.2 179`. */
const called = new RegExp(String.raw`^(?:nc|ncat|netcat|telnet)\b.*? ${ip} (?<port>\d+)\b`);

export const dials: Extractor = {
  name: 'nc, telnet',
  starts: 'CnNTtE(bsz0123456789SPacdefghijklmopqruvwxy',
  open: (draft) => (line) => {
    if (!maybe.test(line.text)) return false;
    const found = answers.map((pattern) => pattern.exec(line.text)?.groups).find((groups) => groups !== undefined);
    if (!found) return frame.test(line.text);
    const command = called.exec(line.command)?.groups;
    const to = found['to'] ?? command?.['to'];
    const port = Number(found['port'] ?? command?.['port']);
    if (to === undefined || Number.isNaN(port) || /^nc\w* .*-\w*u/.test(line.command)) return true;
    nodeOf(draft, line, port === 179 ? 'nc-179' : undefined).probes.push({
      tool: 'nc',
      to,
      port,
      dontFragment: false,
      ...(line.pod && { pod: line.pod }),
      result: found['open'] ? 'answered' : resultOf(found['why'] ?? ''),
      quote: quote(line),
    });
    return true;
  },
};
