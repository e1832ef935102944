/** `nslookup`, `dig`, `host`: whether a name server was reached, by UDP where nothing else was asked for. */
import { nodeOf } from '../draft.js';
import { type Line, quote } from '../text.js';
import type { Extractor } from './extractor.js';

const ip = String.raw`(?<to>(?:\d+\.){3}\d+|[\da-fA-F]*:[\da-fA-F:]+:[\da-fA-F:]*)`;
const lost: readonly RegExp[] = [
  /^;; connection timed out; (?:no servers could be reached|trying next origin)/,
  new RegExp(String.raw`^;; communications error to ${ip}#\d+: timed out`),
  new RegExp(`^;; (?:connection timed out; )?no response from ${ip}`),
  // busybox.
  /^nslookup: (?:read|write to '.*'): (?:Connection refused|Network unreachable|Host is unreachable)/,
];
/** Also a name that does not exist is an answer. */
const answered = /^;; (?:SERVER: |->>HEADER<<-)|^\*\* server can't find|^Name:\s+\S/;
const server = new RegExp(String.raw`^(?:;; SERVER: |Server:\s+|Address(?: 1)?:\s+)${ip}`);
const frame =
  /^(?:Server|Address(?: \d+)?|Non-authoritative answer):|^; <<>> DiG |^;; (?:global options|Got answer|flags|Query time|WHEN|MSG SIZE|QUESTION|ANSWER|AUTHORITY|ADDITIONAL|OPT)/;
/** `nslookup a.example 10.0.0.10`, `dig @10.0.0.10 a.example`, `host a.example 10.0.0.10`. */
const asked = new RegExp(
  String.raw`(?:^|\s)(?:nslookup|host)\s.*?\s${ip}(?:\s|$)|(?:^|\s)dig\s(?:.*\s)?@?${ip.replace('to', 'at')}(?:\s|$)`,
);

/** What is asked for: the first word that is no option, no type and no server. */
const nameIn = (command: string): string | undefined =>
  /^(?:nslookup|host|dig)\s(?:(?:[-+@]\S*|A|AAAA|IN)\s+)*(?<name>[\w-]+(?:\.[\w-]+)*\.?)(?:\s|$)/.exec(command)?.groups?.['name'];

export const lookups: Extractor = {
  name: 'nslookup, dig',
  starts: ';SAN*n',
  open: (draft) => {
    let at: { readonly to: string; readonly command: string } | undefined;
    return (line) => {
      if (line.command !== '' && line.text.endsWith(line.command)) at = undefined;
      const text = line.text.trim();
      const named = server.exec(text)?.groups?.['to'];
      if (named !== undefined) at ??= { to: named, command: line.command };
      const failed = lost.map((pattern) => pattern.exec(text)).find((found) => found !== null);
      const groups = asked.exec(line.command)?.groups;
      // Without an address it is the server that the pod was given, which resolv.conf names.
      const to = failed?.groups?.['to'] ?? groups?.['to'] ?? groups?.['at'] ?? at?.to ?? (failed && '');
      if (to !== undefined && (failed || answered.test(text))) keep(line, to, failed ? 'lost' : 'answered');
      return failed !== undefined || answered.test(text) || frame.test(text);
    };

    function keep(line: Line, to: string, result: 'lost' | 'answered'): void {
      const { probes } = nodeOf(draft, line, 'dns');
      const known = probes.some(
        (one) => one.tool === 'dns' && one.to === to && one.result === result && one.pod === line.pod && one.name === nameIn(line.command),
      );
      if (known) return;
      const tcp = /\s\+(?:tcp|vc)\b|-(?:v|T)c?\b.*tcp/.test(line.command);
      const name = nameIn(line.command);
      const pod = line.pod === undefined ? {} : { pod: line.pod };
      probes.push({
        tool: 'dns',
        to,
        port: 53,
        dontFragment: false,
        result,
        ...pod,
        ...(tcp && { tcp }),
        ...(name !== undefined && { name }),
        quote: quote(line),
      });
    }
  },
};
