/** `curl` and `wget`, of GNU and of busybox: whether something answered, whether the dial or the transfer failed. */
import { type Draft, nodeOf } from '../draft.js';
import type { Probe } from '../seen.js';
import { type Line, quote } from '../text.js';
import { resultOf } from './dial.js';
import type { Extractor } from './extractor.js';

/** One look for most lines: those of other programs begin with the same letters. */
const maybe = /^(?:curl: |wget: |HTTP|< HTTP|Connecting to |command terminated|Read error |[0-5]?\d\d(?: |$))/;

export const fetches: Extractor = {
  name: 'curl, wget',
  starts: 'cwH<CR012345',
  open: (draft) => (line) => {
    if (!maybe.test(line.text)) return false;
    const ended = endOf(line);
    if (!ended) return frame.test(line.text);
    if (ended.result) keep(draft, line, { ...ended, result: ended.result });
    return true;
  },
};

const frame = /^(?:curl: \(\d|wget: |Connecting to \S+ )/;

type End = {
  /** Nothing where the line belongs to a transfer and does not tell how it ended. */
  readonly result: Probe['result'] | undefined;
  readonly to?: string | undefined;
  readonly port?: string | undefined;
  readonly unresolved?: true;
};
type Ended = End & { readonly result: Probe['result'] };

function endOf({ text, command }: Line): End | undefined {
  const failed = /^curl: \((?<code>\d+)\) (?<why>.*)$/.exec(text)?.groups;
  if (failed) return byCode(failed['code'] ?? '', failed['why'] ?? '');
  // Status 200 with 0 bytes follows the error of a transfer that stopped: the error was the answer.
  const measured = /^\d\d\d (\d+) bytes in/.exec(text)?.[1];
  if (measured !== undefined) return { result: Number(measured) > 0 ? 'answered' : undefined };
  if (/^(?:< )?HTTP\/[\d.]+ \d{3}\b|^wget: server returned error: HTTP/.test(text)) return { result: 'answered' };
  return text.startsWith('wget: ') || text.startsWith('Connecting') || text.startsWith('Read error')
    ? byWget(text)
    : byNumber(text, command);
}

/** The exit codes of curl (docs/libcurl/libcurl-errors); 28 says in its words what took too long (lib/multi.c). */
function byCode(code: string, why: string): End | undefined {
  const { to, port } = /^Failed to connect to \[?(?<to>[^\s\]]+)\]? port (?<port>\d+)/.exec(why)?.groups ?? {};
  if (code === '6' || /^Resolving timed out/.test(why)) return { result: 'lost', unresolved: true };
  if (code === '28') return { result: to !== undefined || /^Connection (?:timed out|time-out)/.test(why) ? 'lost' : 'hung', to, port };
  if (code === '7') return { result: /timed out|timeout|no route|unreachable/i.test(why) ? resultOf(why) : 'refused', to, port };
  if (/^(?:35|52|56)$/.test(code)) return { result: 'reset' };
  return /^(?:22|51|60)$/.test(code) ? { result: 'answered' } : undefined;
}

const whyOf = /(?:can't connect to remote host(?: \([\d.a-f:]+\))?: |\.\.\. failed: )(?<why>.*)$/;

/** busybox networking/wget.c, GNU wget src/connect.c. */
function byWget(text: string): End | undefined {
  if (/bad address|unable to resolve/.test(text)) return { result: 'lost', unresolved: true };
  if (/^wget: download timed out/.test(text)) return { result: 'lost' };
  if (/^Read error .*timed out/i.test(text)) return { result: 'hung' };
  const why = whyOf.exec(text)?.groups?.['why'];
  return why === undefined ? undefined : { result: resultOf(why) };
}

/** A number alone: the exit code that `; echo $?` or kubectl prints, or the status that `%{http_code}` does. */
function byNumber(text: string, command: string): End | undefined {
  if (!/^curl\b/.test(command)) return undefined;
  const exit = /^(?:command terminated with exit code )?(\d{1,2})$/.exec(text)?.[1];
  if (exit !== undefined && (/echo "?\$\?/.test(command) || text.startsWith('command'))) return byCode(exit, '');
  const status = command.includes('http_code') ? /^(\d{3})$/.exec(text)?.[1] : undefined;
  return status === undefined ? undefined : { result: status === '000' ? undefined : 'answered' };
}

const url = /\b(?:https?|telnet):\/\/(?:[^@\s/]*@)?(?:\[(?<six>[^\]]+)\]|(?<host>[^\s/:'"|;]+))(?::(?<port>\d+))?/;
const plain = /\s(?:\[(?<six>[\da-f:]+)\]|(?<host>(?:\d+\.){3}\d+|[a-z][\w-]*(?:\.[\w-]+)+))(?::(?<port>\d+))?(?=[/\s]|$)/;

/** What the command calls; an empty text where it does not say so in so many words. */
function calledBy(command: string): { readonly to: string; readonly port: string | undefined } {
  const found = /^(?:curl|wget)\b/.test(command) ? (url.exec(command) ?? plain.exec(command))?.groups : undefined;
  return { to: found?.['six'] ?? found?.['host'] ?? '', port: found?.['port'] };
}

function keep(draft: Draft, line: Line, { result, to: told, port: toldPort, unresolved }: Ended): void {
  const called = calledBy(line.command);
  const to = unresolved ? '' : called.to || told || '';
  const port = unresolved ? '53' : (called.port ?? toldPort);
  const { probes } = nodeOf(draft, line, unresolved ? 'dns' : 'tcp');
  const tool = unresolved ? 'dns' : 'curl';
  const pod = line.pod === undefined ? {} : { pod: line.pod };
  const name = unresolved && called.to !== '' ? { name: called.to } : {};
  // The error and its exit code are one.
  const last = probes.at(-1);
  const isCode = /^(?:command terminated|\d{1,2}$)/.test(line.text);
  if (last?.tool === tool && last.to === to && (isCode || last.result === result) && last.quote.line >= line.number - 2) return;
  probes.push({ tool, to, ...(port && { port: Number(port) }), dontFragment: false, ...pod, ...name, result, quote: quote(line) });
}
