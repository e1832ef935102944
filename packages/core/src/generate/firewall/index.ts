/** `canal-lint generate firewall`: what has to be open between the nodes of a cluster, as its configuration says. */
import type { Cluster } from '../../cluster/model.js';
import { knownValue } from '../../cluster/setting.js';
import type { Generated } from '../generated.js';
import { iptables, type Nodes, nft } from './hosts.js';
import { type Openings, openingsOf } from './rows.js';
import { table } from './table.js';
import { type Cloud, type Names, terraform } from './terraform.js';

export const firewallFormats = ['table', 'terraform-aws', 'terraform-google', 'terraform-azure', 'iptables', 'nft'] as const;
export type FirewallFormat = (typeof firewallFormats)[number];

export type FirewallOptions = {
  readonly format: FirewallFormat;
  /** How Terraform calls what the rules are for. */
  readonly names: Names;
  /** For the packet filters of hosts. */
  readonly nodes: Nodes;
  readonly nftTable: string;
};

export function firewall(cluster: Cluster, { format, names, nodes, nftTable }: FirewallOptions): Generated {
  const openings = openingsOf(cluster);
  if (format === 'table')
    return {
      files: [{ name: 'firewall.md', text: table(openings, cluster.name) }],
      next: ['write it for what lies between the nodes: --format terraform-aws, terraform-google, terraform-azure, iptables or nft'],
    };
  if (format === 'iptables' || format === 'nft') {
    const name = `pod-network.${format}.sh`;
    const text = format === 'nft' ? nft(openings, nodes, nftTable) : iptables(openings, nodes);
    return { files: [{ name, text }], next: [`run ${name} as root on each node, from what sets the rules at boot`] };
  }
  const cloud = format.replace('terraform-', '') as Cloud;
  const name = 'pod-network.tf';
  return { files: [{ name, text: terraform(cloud, openings, names) }], next: planned(cloud, openings, names, cluster) };
}

/** What to do with Terraform's file, or why not. */
function planned(cloud: Cloud, { rows, plain, remarks }: Openings, names: Names, cluster: Cluster): readonly string[] {
  if (rows.length + plain.length === 0)
    return [`no rule is in it: ${remarks.length === 0 ? 'nothing has to be open' : 'complete the input, and write it again'}`];
  return [
    members[cloud](names),
    ...(cloud === 'azure' ? ['in a folder without a provider: provider "azurerm" { features {} }'] : []),
    ...['terraform init', 'terraform plan'],
    `canal-lint pod-network.tf ${cluster.files.join(' ')}`,
  ];
}

const members: Readonly<Record<Cloud, (names: Names) => string>> = {
  aws: ({ group }) =>
    group === undefined
      ? 'add aws_security_group.pod_network.id to vpc_security_group_ids of each node'
      : `every node has to be in ${group}`,
  google: ({ nodeTag }) => `give each node the network tag ${nodeTag ?? 'that the variable node_tag names'}`,
  azure: () => 'put the interface of each node into azurerm_application_security_group.pod_network',
};

/** The addresses that the input knows of the nodes. */
export function knownNodes({ nodes }: Cluster): readonly string[] {
  return [...new Set(nodes.flatMap(({ addresses }) => addresses.flatMap((one) => knownValue(one)?.split('/')[0] ?? [])))].sort();
}
