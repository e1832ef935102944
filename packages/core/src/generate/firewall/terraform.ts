/** The openings as Terraform, by the writer of the reader's own fixes. */
import { packetText, protocols } from '../../cluster/host-groups.js';
import { allowLines, block, ingressLines, type Line, resource, securityRuleLines, variable } from '../../cluster/terraform.js';
import { parseCidr } from '../../network/cidr.js';
import type { Openings, Plain, Row } from './rows.js';

export type Cloud = 'aws' | 'google' | 'azure';

export const groupTypes: Readonly<Record<Cloud, string>> = {
  aws: 'aws_security_group',
  google: 'google_compute_network',
  azure: 'azurerm_network_security_group',
};

export type Names = {
  /** The address of the group (on Google of the network) that the rules are for; one of its own, or a variable, where none is told. */
  readonly group: string | undefined;
  /** Google's network tag of the nodes; a variable where it is not told. */
  readonly nodeTag: string | undefined;
};

/** The whole file. */
export function terraform(cloud: Cloud, openings: Openings, { group, nodeTag }: Names): string {
  const head = ['# Opens what the nodes of a cluster need of each other, and closes nothing. Written by canal-lint generate firewall.'];
  const blocks = { aws, google, azure }[cloud](openings, { group, nodeTag });
  const remarks = openings.remarks.map((remark) => `# ${remark}`);
  return `${[[...head, ...remarks].join('\n'), ...blocks].join('\n\n')}\n`;
}

const text = JSON.stringify;
const tagged = ({ what, packet }: Row): string => `${what} (${packetText(packet)})`;
const identifier = (name: string): string => `pod_network_${name.replaceAll('-', '_')}`;
const why = (reasons: readonly string[]): readonly string[] => reasons.map((reason) => `# ${reason}`);

/** Members of one group reach each other, whatever addresses they have; a node may be in several groups. */
function aws({ rows, plain }: Openings, { group }: Names): readonly string[] {
  const own = `${group ?? 'aws_security_group.pod_network'}.id`;
  const made = [
    variable('vpc_id', 'the VPC of the nodes'),
    resource('aws_security_group', 'pod_network', [
      ['name', text('pod-network')],
      ['description', text('nodes of one cluster, to each other')],
      ['vpc_id', 'var.vpc_id'],
    ]),
  ];
  return [
    ...(group === undefined ? made : []),
    ...rows.map((row) =>
      [
        ...why(row.reasons),
        resource('aws_vpc_security_group_ingress_rule', identifier(row.name), [
          ['description', text(tagged(row))],
          ...ingressLines({ ...row.packet, from: own, own }),
        ]),
      ].join('\n'),
    ),
    ...plain.map((one, i) =>
      [
        `# ${one.reason}`,
        resource('aws_vpc_security_group_ingress_rule', plainName(i), [
          ['description', text('pods without a tunnel')],
          ['security_group_id', own],
          [parseCidr(one.cidr)?.family === 6 ? 'cidr_ipv6' : 'cidr_ipv4', text(one.cidr)],
          ['ip_protocol', text('-1')],
        ]),
      ].join('\n'),
    ),
  ];
}

const plainName = (i: number): string => (i === 0 ? 'pod_network_pods' : `pod_network_pods_${i + 1}`);

/** Instances with the tag reach each other; the firewall is one resource, an `allow` for each. */
function google({ rows, plain }: Openings, { group, nodeTag }: Names): readonly string[] {
  const tags = `[${nodeTag === undefined ? 'var.node_tag' : text(nodeTag)}]`;
  const network: Line = ['network', group === undefined ? 'var.network' : `${group}.id`];
  const allows = rows.flatMap((row) => [
    '',
    ...why(row.reasons).map((line) => `  ${line}`),
    ...block('allow', allowLines(row.packet)).map((line) => `  ${line}`),
  ]);
  const firewall = resource(
    'google_compute_firewall',
    'pod_network',
    [['name', text('pod-network')], network, ['source_tags', tags], ['target_tags', tags]],
    allows,
  );
  const pods = ({ cidr, reason }: Plain, i: number): string =>
    [
      `# ${reason}`,
      resource(
        'google_compute_firewall',
        plainName(i),
        [['name', text(plainName(i).replaceAll('_', '-'))], network, ['source_ranges', `[${text(cidr)}]`], ['target_tags', tags]],
        ['', '  allow {', '    protocol = "all"', '  }'],
      ),
    ].join('\n');
  return [
    ...(group === undefined ? [variable('network', 'the network of the nodes')] : []),
    ...(nodeTag === undefined ? [variable('node_tag', 'the network tag that each node has, and nothing else')] : []),
    ...(rows.length > 0 ? [firewall] : []),
    ...plain.map(pods),
  ];
}

/** The fabric drops IPIP, whatever a rule says (Calico, networking/vxlan-ipip); network interfaces are members of an application security group. */
function azure({ rows, plain }: Openings, { group }: Names): readonly string[] {
  const members = 'azurerm_application_security_group.pod_network';
  const base = (name: string, i: number) => ({
    name,
    group: group === undefined ? 'var.network_security_group_name' : `${group}.name`,
    priority: i === 0 ? 'var.priority' : `var.priority + ${i}`,
  });
  const to: Line = ['destination_application_security_group_ids', `[${members}.id]`];
  const passing = rows.filter(({ packet }) => packet.protocol !== protocols.ipip);
  const rule = (row: Row, i: number): string => {
    const ends: readonly Line[] = [['source_application_security_group_ids', `[${members}.id]`], to];
    const lines = securityRuleLines({ ...base(`pod-network-${row.name}`, i), ends }, row.packet);
    return [...why(row.reasons), resource('azurerm_network_security_rule', identifier(row.name), lines)].join('\n');
  };
  const pods = ({ cidr, reason }: Plain, i: number): string => {
    const ends: readonly Line[] = [['source_address_prefix', text(cidr)], to];
    const lines = securityRuleLines({ ...base(plainName(i).replaceAll('_', '-'), passing.length + i), ends });
    return [`# ${reason}`, resource('azurerm_network_security_rule', plainName(i), lines)].join('\n');
  };
  return [
    ...(passing.length < rows.length
      ? ['# Azure drops IPIP between its hosts, whatever a rule says: use VXLAN (canal-lint explain cloud-encapsulation).']
      : []),
    variable('resource_group_name', 'where the security group of the nodes is'),
    ...(group === undefined ? [variable('network_security_group_name', 'the security group of the nodes')] : []),
    variable('location', 'the region of the nodes'),
    variable('priority', 'of the first rule; the others follow it, and all have to stand before what denies', 'number'),
    resource('azurerm_application_security_group', 'pod_network', [
      ['name', text('pod-network')],
      ['location', 'var.location'],
      ['resource_group_name', 'var.resource_group_name'],
    ]),
    ...passing.map(rule),
    ...plain.map(pods),
  ];
}
