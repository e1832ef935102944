/** What the firewall of a node does to a packet: its rules in the order in which the kernel asks them. */
import type { FirewallRule, NodeSeen } from './seen.js';
import { hostCidr, isCard, within } from './view.js';

export type Wanted = {
  readonly way: 'in' | 'out';
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
  /** Addresses of the far ends; none: it is not known who they are. */
  readonly ends: readonly string[];
};

const chains = {
  in: /^(?:INPUT|input|IN_|cali-INPUT)/,
  out: /^(?:OUTPUT|output)/,
};

/** The rules that keep the packet out: none where each far end gets through. */
export function keptOut({ firewall }: NodeSeen, wanted: Wanted): readonly FirewallRule[] {
  const passed = ({ hook, chain }: FirewallRule): string => hook ?? chain;
  const asked = firewall.filter((rule) => chains[wanted.way].test(passed(rule)));
  const groups = new Map<string, FirewallRule[]>();
  for (const rule of asked) {
    const key = `${owner(rule)} ${passed(rule)}`;
    groups.set(key, [...(groups.get(key) ?? []), rule]);
  }
  const ends = wanted.ends.length === 0 ? [undefined] : wanted.ends;
  const hits = [...groups.values()].flatMap((rules) => {
    const ordered = [...rules.filter((rule) => !isPolicy(rule)), ...rules.filter(isPolicy)];
    return ends.flatMap((end) => {
      const first = ordered.find((rule) => meets(rule, wanted, end));
      if (!first || first.verdict === 'accept') return [];
      // A chain of a firewall's own, that this one jumps to before its last word, may let the port in.
      return first.port === undefined && firewall.some((rule) => elsewhere(rule, first, wanted) && meets(rule, wanted, end)) ? [] : [first];
    });
  });
  return [...new Set(hits)];
}

/** iptables-save writes the policy first, and the kernel asks it last. */
const isPolicy = ({ policy }: FirewallRule): boolean => policy === true;

/** Two programs that print the rules of their own: what one lets in, the other may drop. */
const owner = ({ chain, table = '' }: FirewallRule): string => (/^(?:ufw|firewalld)$/.test(chain) ? chain : table);

const elsewhere = (rule: FirewallRule, last: FirewallRule, { way }: Wanted): boolean =>
  rule.verdict === 'accept' &&
  rule.port !== undefined &&
  rule.chain !== last.chain &&
  rule.table === last.table &&
  !chains[way === 'in' ? 'out' : 'in'].test(rule.hook ?? rule.chain) &&
  !/^(?:FORWARD|forward)$/.test(rule.hook ?? rule.chain);

function meets(rule: FirewallRule, { way, protocol, port }: Wanted, end: string | undefined): boolean {
  if (rule.established || rule.icmp !== undefined || isOther(rule, end)) return false;
  if (rule.protocol !== undefined && rule.protocol !== protocol) return false;
  if (rule.port !== undefined && (port < rule.port || port > (rule.portTo ?? rule.port))) return false;
  // A counter that never moved tells that the rule met nothing.
  if (rule.verdict !== 'accept' && rule.packets === 0) return false;
  const far = way === 'in' ? rule.source : rule.destination;
  if (far !== undefined && end !== undefined && !within(far.includes('/') ? far : hostCidr(far), hostCidr(end))) return false;
  const device = deviceOf(rule);
  if (device !== undefined && device !== '*') return isCard({ name: device.replace(/[+*]$/, '') });
  return rule.protocol !== undefined || far !== undefined || rule.port !== undefined || isPolicy(rule) || isBare(rule);
}

/** A rule of one family never meets a packet of the other. */
const isOther = ({ family, table = '' }: FirewallRule, end: string | undefined): boolean =>
  end === undefined ? false : end.includes(':') ? /^ip /.test(table) : family === 6 || /^ip6 /.test(table);

/**
 * Nothing limits the rule: what else stands in it (`ct status dnat`) is not followed. `iptables -L` without -v leaves the card out, so that what
 * looks like an accept of everything is that of lo.
 */
const isBare = ({ verdict, quote: { text } }: FirewallRule): boolean =>
  /^(?:\[\d+:\d+\] )?-A \S+ (?:-m comment --comment (?:"[^"]*"|\S+) )?-j /.test(text) ||
  /^(?:counter packets \d+ bytes \d+ )?(?:accept|drop|reject)\b/.test(text) ||
  /^(?:\d+ +)?\d+[KMG]? +\d+[KMG]? +[A-Z]+ +(?:all|0) .*?(?:0\.0\.0\.0\/0|::\/0|anywhere) +(?:0\.0\.0\.0\/0|::\/0|anywhere)\s*(?:\/\*.*\*\/)?\s*(?:reject-with \S+)?$/.test(
    text,
  ) ||
  /^Anywhere +(?:ALLOW|LIMIT)/.test(text) ||
  (verdict !== 'accept' && /^(?:\d+ +)?(?:DROP|REJECT) +(?:all|0) /.test(text));

/** The card that a rule is limited to: `-i eth0`, `iifname "eth0"`, or the column of `iptables -L -v`, where `*` is any. */
const deviceOf = ({ quote: { text } }: FirewallRule): string | undefined =>
  /(?:^| )-[io] (\S+)/.exec(text)?.[1] ??
  /\b[io]if(?:name)? (?:!= )?"?([\w.*+-]+)/.exec(text)?.[1] ??
  /^(?:\d+ +)?\d+[KMG]? +\d+[KMG]? +[A-Z]+ +\S+ +\S+ +(\S+) /.exec(text)?.[1];
