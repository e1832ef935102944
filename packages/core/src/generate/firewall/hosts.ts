/** The openings for the packet filter of each node: scripts that may run again and again. */
import { type Packet, packetText, protocols } from '../../cluster/host-groups.js';
import { parseCidr, parseIp } from '../../network/cidr.js';
import type { Openings, Row } from './rows.js';

/** Addresses and ranges of the nodes. */
export type Nodes = { readonly v4: readonly string[]; readonly v6: readonly string[] };

/** Sorts addresses and ranges by family; undefined for one that is neither. */
export function nodesOf(texts: readonly string[]): Nodes | undefined {
  const families = texts.map((text) => parseCidr(text)?.family ?? parseIp(text)?.family);
  if (families.includes(undefined)) return undefined;
  return { v4: texts.filter((_, i) => families[i] === 4), v6: texts.filter((_, i) => families[i] === 6) };
}

const head = (format: string, { remarks, plain }: Openings): readonly string[] => [
  '#!/bin/sh',
  `# Opens what the nodes of the cluster need of each other (${format}), and closes nothing. It may run again: what it wrote before is replaced`,
  '# in one step. Written by canal-lint generate firewall; run it as root on each node, at each start.',
  ...remarks.map((remark) => `# ${remark}`),
  ...plain.map(({ cidr, reason }) => `# Not here: ${cidr}. ${reason}: they are forwarded. ${beforePolicies}`),
  'set -eu',
];
const beforePolicies = 'An accept in front of Felix would undo policies; where another table drops what is forwarded, open it there.';
const chain = 'POD-NETWORK';

/** A chain of its own, which is filled anew in one step (iptables-restore), and one jump to it in front of INPUT. */
export function iptables(openings: Openings, nodes: Nodes): string {
  const family = (program: string, from: readonly string[], rows: readonly Row[]): readonly string[] =>
    from.length === 0
      ? []
      : [
          `${program}-restore --noflush --wait <<'EOF'`,
          '*filter',
          `:${chain} - [0:0]`,
          ...rows.map(
            (row) => `-A ${chain} -s ${from.join(',')} ${iptablesMatch(row.packet)} -m comment --comment "${comment(row)}" -j ACCEPT`,
          ),
          'COMMIT',
          'EOF',
          `${program} --wait --check INPUT --jump ${chain} 2>/dev/null || ${program} --wait --insert INPUT 1 --jump ${chain}`,
        ];
  return written([
    ...head('iptables', openings),
    ...family('iptables', nodes.v4, openings.rows),
    ...family('ip6tables', nodes.v6, overIpv6(openings.rows)),
  ]);
}

/** `table`: the one whose chain of hook input drops. An accept in another table would not undo that. */
export function nft(openings: Openings, nodes: Nodes, table: string): string {
  const rule = (family: 'ip' | 'ip6', from: readonly string[], row: Row): string =>
    `add rule ${table} pod-network ${family} saddr { ${from.join(', ')} } ${nftMatch(row.packet)} accept comment "${comment(row)}"`;
  return written([
    ...head('nftables', openings),
    ...inputChain(table),
    "nft -f - <<'EOF'",
    `add table ${table}`,
    `add chain ${table} pod-network`,
    `flush chain ${table} pod-network`,
    ...(nodes.v4.length === 0 ? [] : openings.rows.map((row) => rule('ip', nodes.v4, row))),
    ...(nodes.v6.length === 0 ? [] : overIpv6(openings.rows).map((row) => rule('ip6', nodes.v6, row))),
    'EOF',
    `case $(nft list chain ${table} "$chain") in`,
    "  *'jump pod-network'*) ;;",
    `  *) nft insert rule ${table} "$chain" jump pod-network ;;`,
    'esac',
    'if [ -n "$others" ]; then',
    `  echo "$0: an accept in ${table} does not undo what these drop; see that they let the nodes in:" >&2`,
    '  echo "$others" >&2',
    'fi',
  ]);
}

/** The base chain of hook input in the table, whatever it is called, and those of other tables that drop as well. firewalld writes its table anew. */
function inputChain(table: string): readonly string[] {
  return [
    '# Family, table, chain and policy of what looks at incoming packets.',
    'inputs=$(nft list chains 2>/dev/null | awk \'$1 == "table" { table = $2 " " $3 } $1 == "chain" { chain = $2 }',
    '  / hook input / { print table, chain, /policy drop/ ? "drop" : "accept" }\')',
    `chain=$(echo "$inputs" | awk '$1 " " $2 == "${table}" && $2 != "firewalld" { print $4, $3 }' | sort -r | sed -n '1s/.* //p')`,
    `others=$(echo "$inputs" | awk '$1 " " $2 != "${table}" && ($4 == "drop" || $2 == "firewalld")')`,
    'if [ -z "$chain" ]; then',
    `  echo "$0: nothing is opened: ${table} has no chain of hook input that rules can stay in. What there is (family, table, chain, policy):" >&2`,
    '  [ -n "$inputs" ] || inputs="nothing: load the rules of this host first, or take --format iptables"',
    '  echo "$inputs" >&2',
    `  case $inputs in *firewalld*) echo "$0: firewalld writes its own table anew: open the ports in its zone of the nodes (firewall-cmd)" >&2 ;; esac`,
    '  exit 1',
    'fi',
  ];
}

const written = (lines: readonly string[]): string => `${lines.join('\n')}\n`;

/** iptables and nft both refuse a double quote in a comment; nft one of more than 127 bytes. */
function comment({ what, packet }: Row): string {
  return `${what}, ${packetText(packet)}`;
}

/** IPIP carries IPv4 in IPv4 only. */
function overIpv6(rows: readonly Row[]): readonly Row[] {
  return rows.filter(({ packet }) => packet.protocol !== protocols.ipip);
}

/** iptables calls protocol 4 by its number everywhere. */
function iptablesMatch({ protocol, port }: Packet): string {
  if (protocol === protocols.ipip) return '-p 4';
  const name = protocol === protocols.tcp ? 'tcp' : 'udp';
  return `-p ${name} -m ${name} --dport ${port}`;
}

function nftMatch({ protocol, port }: Packet): string {
  return protocol === protocols.ipip ? 'ip protocol 4' : `${protocol === protocols.tcp ? 'tcp' : 'udp'} dport ${port}`;
}
