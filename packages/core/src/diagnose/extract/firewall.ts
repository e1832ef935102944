/** `iptables-save`, `iptables -L [-n] [-v]`, `nft list ruleset`: rules that accept, drop or reject, not the jumps between chains. */
import { nodeOf } from '../draft.js';
import type { FirewallRule } from '../seen.js';
import { type Line, quote } from '../text.js';
import type { Extractor } from './extractor.js';

/** One look for most lines, as long as no chain is open: those of other programs begin with the same characters. */
const maybe = (text: string, chain: string): boolean =>
  chain !== '' || /^(?:[-:*#}]|\[\d|chain |table )|accept|drop|reject|ip6?tables|nft|type filter|commit|pkts|target|policy/i.test(text);
const asked = ({ command }: Line): boolean => command !== '' && /^(?:ip6?tables(?:-\w+)*|nft) /.test(`${command} `);

export const firewall: Extractor = {
  name: 'iptables-save, nft list ruleset',
  starts: '-:*#[CTRUADtcimuopdarfj}0123456789 nse',
  open: (draft) => {
    let [chain, hook]: [string, string | undefined] = ['', undefined];
    let table: string | undefined;
    const roots = new Map<string, string>();
    return (line) => {
      const text = line.text.trim();
      if (!maybe(text, chain)) return false;
      if (asked(line)) nodeOf(draft, line, 'firewall');
      if (/^(?:\*|Chain )/.test(text)) table = undefined;
      table = /^table (\w+ [\w-]+) \{/.exec(text)?.[1] ?? table;
      const opened = /^Chain (\S+) \(/.exec(text) ?? /^chain (\S+) \{/.exec(text);
      if (opened) [chain, hook] = [opened[1] ?? '', undefined];
      // The name of a chain of nft is anything: its hook says what passes it.
      hook = /^type filter hook (input|output|forward) /.exec(text)?.[1] ?? hook;
      jump(roots, text);
      const rules = [
        ...felix(text, chain),
        ...(saved(text) ?? counted(text, chain) ?? listed(text, chain) ?? nft(text, chain) ?? []),
        ...policyOf(text, chain),
      ];
      const six = line.command.startsWith('ip6tables');
      const at = { ...(table !== undefined && { table }), ...(six && { family: 6 as const }), quote: quote(line) };
      for (const rule of rules) nodeOf(draft, line, 'firewall').firewall.push({ ...rule, ...hooked(rule, hook, roots), ...at });
      return rules.length > 0 || opened !== null || framed(text, chain);
    };
  },
};

type Bare = Omit<FirewallRule, 'quote'>;

/** Chains that kube-proxy and Felix fill, by thousands of rules that say nothing about the node itself. */
const programmed = /^(?:KUBE-|cali-(?!INPUT|OUTPUT)|DOCKER|CNI-|FLANNEL)/;

/** True for a line that is known to say nothing, without a look at the rest of it. */
export function isDull(text: string, from: number): boolean {
  const first = text.charCodeAt(from);
  if (first === 58) return text.startsWith('KUBE-', from + 1) || text.startsWith('cali-', from + 1);
  if (first !== 45 || !text.startsWith('-A ', from)) return false;
  return (
    text.startsWith('KUBE-', from + 3) || (text.startsWith('cali-', from + 3) && !/^(?:IN|OUT)PUT/.test(text.slice(from + 8, from + 14)))
  );
}

/** Firewalls of distributions keep their rules in chains of their own (ufw, firewalld): which of them INPUT and OUTPUT lead to. */
function jump(roots: Map<string, string>, text: string): void {
  const found = /^-A (\S+) (?:.* )?-[jg] ([\w-]+)$/.exec(text);
  const [, from = '', to = ''] = found ?? [];
  const root = /^(?:INPUT|OUTPUT)$/.test(from) ? from : roots.get(from);
  if (root !== undefined && !programmed.test(to) && !/^[A-Z]+$/.test(to)) roots.set(to, root);
}

/** In a chain of somebody's own only a rule for a port is followed: what comes before it decides about the others. */
function hooked(rule: Bare, hook: string | undefined, roots: ReadonlyMap<string, string>): { readonly hook?: string } {
  const root = rule.port === undefined ? undefined : roots.get(rule.chain);
  const found = root ?? hook;
  return found === undefined ? {} : { hook: found };
}

function policyOf(text: string, chain: string): readonly Bare[] {
  const named = /^:(INPUT|FORWARD|OUTPUT) DROP\b/.exec(text) ?? /^Chain (INPUT|FORWARD|OUTPUT) \(policy DROP/.exec(text);
  if (named) return [{ chain: named[1] ?? '', verdict: 'drop', established: false, policy: true }];
  return /\bpolicy drop;/.test(text) ? [{ chain, verdict: 'drop', established: false, policy: true }] : [];
}

/**
 * Felix's chain lets VXLAN of the other nodes in, before anything that follows its jump is asked (felix/rules/static.go, "Allow IPv4 VXLAN packets
 * from allowed hosts"); of its rules, which match sets, none is followed here.
 */
function felix(text: string, chain: string): readonly Bare[] {
  const jumps = /^(?:\[\d+:\d+\] )?-A INPUT .*-j cali-INPUT$/.test(text);
  const shows = chain === 'INPUT' && /(?:^|\s)(?:jump )?cali-INPUT(?:\s|$)/.test(text);
  return jumps || shows ? [{ chain: 'INPUT', verdict: 'accept', protocol: 'udp', port: 4789, established: false }] : [];
}

const value = (text: string, pattern: RegExp): string | undefined => pattern.exec(text)?.[1];
const verdictOf = (word: string): FirewallRule['verdict'] => (/^accept$/i.test(word) ? 'accept' : /^drop$/i.test(word) ? 'drop' : 'reject');

/** What a rule matches beside protocol, port and addresses is not followed: such a rule is left out. */
const unfollowed = / ! |^! |-m (?!tcp|udp|comment|conntrack|state|multiport|icmp\b)|INVALID|UNTRACKED|--mark|--tcp-flags|--syn/;

/** `-A INPUT -p tcp -m tcp --dport 179 -j DROP` */
function saved(text: string): readonly Bare[] | undefined {
  const found = /^(?:\[(\d+):\d+\] )?-A (\S+) (.*?)-j (ACCEPT|DROP|REJECT)\b(.*)$/.exec(text);
  if (!found) return undefined;
  const [, packets, chain = '', match = '', verdict = '', rest = ''] = found;
  if (programmed.test(chain) || unfollowed.test(match)) return undefined;
  return rules(
    { chain, verdict: verdictOf(verdict), established: /ESTABLISHED/.test(match) },
    {
      protocol: value(match, /-p (\S+)/),
      ports: value(match, /--dports? (\S+)/),
      rejectWith: value(rest, /--reject-with (\S+)/),
      icmp: value(match, /--icmp-type (\S+)/),
      source: value(match, /-s (\S+)/),
      destination: value(match, /-d (\S+)/),
      packets,
    },
  );
}

/** `  12   720 DROP  tcp  --  *  *  0.0.0.0/0  0.0.0.0/0  tcp dpt:179` */
function counted(text: string, chain: string): readonly Bare[] | undefined {
  const found = /^(?:\d+\s+)?(\d+[KMG]?)\s+\d+[KMG]?\s+(ACCEPT|DROP|REJECT)\s+(\S+)\s+\S+\s+\S+\s+\S+\s+(\S+)\s+(\S+)(.*)$/.exec(text);
  if (!found) return undefined;
  const [, packets = '', verdict = '', protocol = '', source = '', destination = '', rest = ''] = found;
  return shown({ chain, verdict, protocol, source, destination, rest, packets });
}

/** `DROP  tcp  --  anywhere  anywhere  tcp dpt:bgp`, with a number in front or without. */
function listed(text: string, chain: string): readonly Bare[] | undefined {
  const found = /^(?:\d+\s+)?(ACCEPT|DROP|REJECT)\s+(\S+)\s+(?:--|-f|!f)\s+(\S+)\s+(\S+)(.*)$/.exec(text);
  if (!found) return undefined;
  const [, verdict = '', protocol = '', source = '', destination = '', rest = ''] = found;
  return shown({ chain, verdict, protocol, source, destination, rest, packets: '' });
}

type Shown = Readonly<Record<'chain' | 'verdict' | 'protocol' | 'source' | 'destination' | 'rest' | 'packets', string>>;
/** iptables 1.8.9 prints numbers with -n (iptables/xshared.c). */
const protocols: Readonly<Record<string, string | undefined>> = { all: undefined, '0': undefined, '1': 'icmp', '6': 'tcp', '17': 'udp' };
const services: Readonly<Record<string, string>> = { bgp: '179' };
const anywhere = /^(?:0\.0\.0\.0\/0|::\/0|anywhere)$/;

function shown({ chain, verdict, protocol, source, destination, rest, packets }: Shown): readonly Bare[] | undefined {
  if (programmed.test(chain) || /match-set|INVALID|UNTRACKED|mark match|ADDRTYPE|limit:|flags:|!/.test(rest)) return undefined;
  const ports = value(rest, /(?:dpts?:|dports )(\S+)/);
  return rules(
    { chain, verdict: verdictOf(verdict), established: /ESTABLISHED/.test(rest) },
    {
      protocol: protocol in protocols ? protocols[protocol] : protocol,
      ports: services[ports ?? ''] ?? ports,
      rejectWith: value(rest, /reject-with (\S+)/),
      icmp: value(rest, /icmp ?type (\S+)/),
      source: anywhere.test(source) ? undefined : source,
      destination: anywhere.test(destination) ? undefined : destination,
      packets: /^\d+$/.test(packets) ? packets : undefined,
    },
  );
}

/** `tcp dport { 179, 5473 } counter packets 3 bytes 180 drop` */
function nft(text: string, chain: string): readonly Bare[] | undefined {
  const found = /^(?!type |-|:)(.*?)\b(accept|drop|reject)(?: with (.+))?$/.exec(text.replace(/\s+comment ".*"|\s*# handle \d+$/g, ''));
  if (!found || chain === '' || programmed.test(chain)) return undefined;
  const [, match = '', verdict = '', rejectWith] = found;
  if (/@|!=|\bmark\b|ct state (?:\{ )?(?:invalid|untracked)|\bfib\b|limit rate/.test(match)) return undefined;
  return rules(
    { chain, verdict: verdictOf(verdict), established: /established/.test(match) },
    {
      protocol: value(match, /\b(tcp|udp|icmp|icmpv6|ipencap|ipip|vrrp)\b/),
      ports: value(match, /dport (\{[^}]*\}|\S+)/)?.replace(/[{} ]/g, ''),
      rejectWith,
      icmp: value(match, /icmp(?:v6)? type (\S+)/),
      source: value(match, /saddr (\S+)/),
      destination: value(match, /daddr (\S+)/),
      packets: value(match, /packets (\d+)/),
    },
  );
}

type Words = { readonly [K in 'protocol' | 'ports' | 'rejectWith' | 'icmp' | 'source' | 'destination' | 'packets']?: string | undefined };

/** A rule for each port of a list: `179`, `179,5473`, `1:1024`, `1-1024`, `bgp`. */
function rules(rule: Bare, { ports, packets, ...words }: Words): readonly Bare[] {
  const common = {
    ...rule,
    ...(packets !== undefined && { packets: Number(packets) }),
    ...Object.fromEntries(Object.entries(words).filter(([, word]) => word !== undefined)),
  };
  if (ports === undefined) return [common];
  return ports.split(',').flatMap((range) => {
    const [from = '', to] = (services[range] ?? range).split(/[:-]/);
    return /^\d+$/.test(from) ? [{ ...common, port: Number(from), ...(to !== undefined && { portTo: Number(to) }) }] : [];
  });
}

/** Lines that say nothing here: jumps, tables, counters of chains, and what stands in braces after a chain of nft. */
function framed(text: string, chain: string): boolean {
  if (
    /^(?:(?:\[\d+:\d+\] )?-[AN] |:[\w-]+ \S+ \[|\*(?:filter|nat|mangle|raw|security)$|COMMIT$|# (?:Generated|Completed) |# Warning: |(?:num +)?pkts +bytes|(?:num +)?target +prot|table \w+ \S+ \{)/.test(
      text,
    )
  )
    return true;
  return (
    chain !== '' &&
    /^(?:type \w+ hook|policy |\}|elements = |set \S+ \{|flags |(?:ip6? |meta |ct |tcp |udp |icmp|iif|oif|fib |counter|jump|goto|mark)|\d+[KMG]? +\d+[KMG]? |[A-Za-z][\w-]+ +(?:all|tcp|udp|\d+) +-- )/.test(
      text,
    )
  );
}
