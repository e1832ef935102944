/** `iptables-save`, `iptables -L -n -v`, `nft list ruleset`: rules that accept, drop or reject, not the jumps between chains. */
import { nodeOf } from '../draft.js';
import type { FirewallRule } from '../seen.js';
import { quote } from '../text.js';
import type { Extractor } from './extractor.js';

export const firewall: Extractor = {
  name: 'iptables-save, nft list ruleset',
  hint: /^(?:-A \S+ .*-j |\*filter|:INPUT |Chain \S+ \(policy|table (?:ip|ip6|inet|bridge) )|\$ (?:iptables|nft) /m,
  open: (draft) => {
    let chain = '';
    let table: string | undefined;
    return (line) => {
      if (/^(?:iptables|ip6tables|nft)\b/.test(line.command)) nodeOf(draft, line, 'firewall');
      const text = line.text.trim();
      if (/^(?:\*|Chain )/.test(text)) table = undefined;
      table = /^table (\w+ [\w-]+) \{/.exec(text)?.[1] ?? table;
      const opened = /^Chain (\S+) \(/.exec(text) ?? /^chain (\S+) \{/.exec(text);
      if (opened) chain = opened[1] ?? '';
      const rule = saved(text) ?? counted(text, chain) ?? nft(text, chain);
      if (rule) nodeOf(draft, line, 'firewall').firewall.push({ ...rule, ...(table !== undefined && { table }), quote: quote(line) });
      const policy = /^:(INPUT|FORWARD|OUTPUT) DROP\b/.exec(text) ?? /^Chain (INPUT|FORWARD|OUTPUT) \(policy DROP/.exec(text);
      if (policy) nodeOf(draft, line, 'firewall').firewall.push({ ...policyRule(policy[1] ?? ''), quote: quote(line) });
    };
  },
};

type Bare = Omit<FirewallRule, 'quote'>;
const policyRule = (chain: string): Bare => ({ chain, verdict: 'drop', established: false });

const value = (text: string, pattern: RegExp): string | undefined => pattern.exec(text)?.[1];
const number = (text: string | undefined): { port: number } | undefined => (text === undefined ? undefined : { port: Number(text) });
const verdictOf = (word: string): FirewallRule['verdict'] => (/^accept$/i.test(word) ? 'accept' : /^drop$/i.test(word) ? 'drop' : 'reject');

/** `-A INPUT -p tcp -m tcp --dport 179 -j DROP` */
function saved(text: string): Bare | undefined {
  const found = /^(?:\[(\d+):\d+\] )?-A (\S+) (.*?)-j (ACCEPT|DROP|REJECT)\b(.*)$/.exec(text);
  if (!found) return undefined;
  const [, packets, chain = '', match = '', verdict = '', rest = ''] = found;
  // A rule with `!` or a set matches something that is not followed here.
  if (/ ! |^! |--match-set|-m set/.test(match)) return undefined;
  return bare(
    { chain, verdict: verdictOf(verdict), established: /ESTABLISHED/.test(match) },
    {
      protocol: value(match, /-p (\S+)/),
      port: value(match, /--dports? (\d+)(?:,|\s|$)/),
      rejectWith: value(rest, /--reject-with (\S+)/),
      icmp: value(match, /--icmp-type (\S+)/),
      source: value(match, /-s (\S+)/),
      destination: value(match, /-d (\S+)/),
      packets,
    },
  );
}

/** `  12   720 DROP  tcp  --  *  *  0.0.0.0/0  0.0.0.0/0  tcp dpt:179` */
function counted(text: string, chain: string): Bare | undefined {
  const found = /^(\S+)\s+\S+\s+(ACCEPT|DROP|REJECT)\s+(\S+)\s+\S+\s+\S+\s+\S+\s+(\S+)\s+(\S+)(.*)$/.exec(text);
  if (!found) return undefined;
  const [, packets = '', verdict = '', protocol = '', source = '', destination = '', rest = ''] = found;
  if (/match-set/.test(rest)) return undefined;
  return bare(
    { chain, verdict: verdictOf(verdict), established: /ESTABLISHED/.test(rest) },
    {
      protocol: /^(?:all|0)$/.test(protocol) ? undefined : protocol,
      port: value(rest, /dpts?:(\d+)/),
      rejectWith: value(rest, /reject-with (\S+)/),
      source: source === '0.0.0.0/0' ? undefined : source,
      destination: destination === '0.0.0.0/0' ? undefined : destination,
      packets: /^\d+$/.test(packets) ? packets : undefined,
    },
  );
}

/** `tcp dport 179 counter packets 3 bytes 180 drop` */
function nft(text: string, chain: string): Bare | undefined {
  const found = /^(?!type |-|:)(.*?)\b(accept|drop|reject)(?: with (.+))?$/.exec(text.replace(/\s+comment ".*"/, ''));
  if (!found || chain === '' || /@|!=/.test(text)) return undefined;
  const [, match = '', verdict = '', rejectWith] = found;
  return bare(
    { chain, verdict: verdictOf(verdict), established: /established/.test(match) },
    {
      protocol: value(match, /(?:ip protocol |meta l4proto )?\b(tcp|udp|icmp|ipencap|vrrp)\b/),
      port: value(match, /dport (\d+)/),
      rejectWith,
      source: value(match, /saddr (\S+)/),
      destination: value(match, /daddr (\S+)/),
      packets: value(match, /packets (\d+)/),
    },
  );
}

type Words = { readonly [K in 'protocol' | 'port' | 'rejectWith' | 'icmp' | 'source' | 'destination' | 'packets']?: string | undefined };

function bare(rule: Bare, { port, packets, ...words }: Words): Bare {
  return {
    ...rule,
    ...number(port),
    ...(packets !== undefined && { packets: Number(packets) }),
    ...Object.fromEntries(Object.entries(words).filter(([, word]) => word !== undefined)),
  };
}
