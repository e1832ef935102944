/** Openings of packet filters as Terraform writes them: for what lint mends, generate writes and diagnose offers. */
import { type Packet, protocols } from './host-groups.js';

export type Line = readonly [name: string, value: string];

/** `from` and `own` are the ids of groups, as expressions of the module give them. */
export type Wanted = Packet & { readonly from: string; readonly own: string };

const text = JSON.stringify;
const hasPorts = ({ protocol }: Packet): boolean => protocol === protocols.tcp || protocol === protocols.udp;

function protocolName({ protocol }: Packet): string {
  if (protocol === protocols.tcp) return '"tcp"';
  return protocol === protocols.udp ? '"udp"' : `"${protocol}"`;
}

function ports(wanted: Packet): readonly Line[] {
  const port = String(hasPorts(wanted) ? wanted.port : 0);
  return [
    ['from_port', port],
    ['to_port', port],
    ['protocol', protocolName(wanted)],
  ];
}

/** The lines of an `ingress` block inside of an aws_security_group. */
export function inlineLines(wanted: Wanted): readonly Line[] {
  return [...ports(wanted), wanted.from === wanted.own ? ['self', 'true'] : ['security_groups', `[${wanted.from}]`]];
}

/** The lines of an aws_security_group_rule. */
export function ruleLines(wanted: Wanted): readonly Line[] {
  return [
    ['type', '"ingress"'],
    ['security_group_id', wanted.own],
    ...ports(wanted),
    wanted.from === wanted.own ? ['self', 'true'] : ['source_security_group_id', wanted.from],
  ];
}

/** The lines of an aws_vpc_security_group_ingress_rule. */
export function ingressLines(wanted: Wanted): readonly Line[] {
  const range: readonly Line[] = hasPorts(wanted) ? ports(wanted).slice(0, 2) : [];
  return [
    ['security_group_id', wanted.own],
    ['referenced_security_group_id', wanted.from],
    ['ip_protocol', protocolName(wanted)],
    ...range,
  ];
}

/** The lines of an `allow` block of a google_compute_firewall. */
export function allowLines(wanted: Packet): readonly Line[] {
  const protocol = wanted.protocol === protocols.ipip ? '"ipip"' : protocolName(wanted);
  return [['protocol', protocol], ...(hasPorts(wanted) ? [['ports', `["${wanted.port}"]`] as const] : [])];
}

/** A block as terraform fmt lays it out. */
export function block(head: string, lines: readonly Line[]): readonly string[] {
  const width = Math.max(...lines.map(([name]) => name.length));
  return [`${head} {`, ...lines.map(([name, value]) => `  ${name.padEnd(width)} = ${value}`), '}'];
}

/** A resource as a block of its own; `inner` are blocks inside of it. */
export function resource(type: string, name: string, lines: readonly Line[], inner: readonly string[] = []): string {
  const written = block(`resource ${text(type)} ${text(name)}`, lines);
  return [...written.slice(0, -1), ...inner, '}'].join('\n');
}

/** A value that the module has to give. */
export function variable(name: string, description: string, type = 'string'): string {
  return block(`variable ${text(name)}`, [
    ['type', type],
    ['description', text(description)],
  ]).join('\n');
}

/** `group` and `priority` are expressions; `ends` are the lines that say from whom and to whom. */
type SecurityRule = { readonly name: string; readonly group: string; readonly priority: string; readonly ends: readonly Line[] };

/** The lines of an azurerm_network_security_rule that lets a packet of TCP or UDP in; whatever comes, where none is told. */
export function securityRuleLines({ name, group, priority, ends }: SecurityRule, packet?: Packet): readonly Line[] {
  return [
    ['name', text(name)],
    ['resource_group_name', 'var.resource_group_name'],
    ['network_security_group_name', group],
    ['priority', priority],
    ['direction', text('Inbound')],
    ['access', text('Allow')],
    ['protocol', text(packet === undefined ? '*' : packet.protocol === protocols.tcp ? 'Tcp' : 'Udp')],
    ['source_port_range', text('*')],
    ['destination_port_range', text(packet === undefined ? '*' : String(packet.port))],
    ...ends,
  ];
}
