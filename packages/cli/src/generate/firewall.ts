// `canal-lint generate firewall`: what has to be open between the nodes of the cluster that files describe.
import { firewall as firewallFor, firewallFormats, groupTypes, knownNodes, nodesOf } from '@canal-lint/core/generate';
import { type Command, defineCommand } from '../commands/command.js';
import { InputError } from '../errors.js';
import { oneOf } from '../suggest.js';
import { chosenCluster, clusterFlags, clusterPaths } from './cluster.js';
import { deliver, outputFlags } from './output.js';

const text = { type: 'string', requiresArg: true } as const;

export const firewall: Command = defineCommand({
  usage: 'firewall [paths..]',
  describe: 'what has to be open between the nodes, for Terraform, iptables, nftables or people',
  positionals: clusterPaths,
  flags: {
    format: { ...text, default: 'table', describe: firewallFormats.join(', ') },
    group: {
      ...text,
      describe: `Terraform: whom the rules are for, ${Object.values(groupTypes).join('.<name>, ')}.<name> [one of its own, or a variable]`,
    },
    'node-tag': { ...text, describe: "terraform-google: the nodes' network tag [a variable]" },
    nodes: {
      type: 'string',
      array: true,
      nargs: 1,
      describe: 'iptables, nft: addresses and ranges of the nodes [those that the files name]',
    },
    'nft-table': { ...text, default: 'inet filter', describe: 'nft: the table that drops what comes in' },
    ...clusterFlags,
    ...outputFlags,
  },
  examples: [
    ['$0 firewall deploy', 'a table with the reason of each row'],
    ['$0 firewall deploy --format terraform-aws --output pod-network.tf', 'security group rules'],
    ['$0 firewall deploy --format nft --nodes 10.0.0.0/24', 'a script for each node'],
  ],
  run: async (args, world) => {
    const format = oneOf('--format', args.format, firewallFormats);
    const group = groupOf(format, args.group);
    const nftTable = tableOf(args['nft-table']);
    const cluster = await chosenCluster(args, world);
    if (typeof cluster === 'number') return cluster;
    const nodes = nodesFor(format, args.nodes?.flatMap((one) => one.split(',')) ?? knownNodes(cluster));
    return await deliver(
      firewallFor(cluster, { format, names: { group, nodeTag: tagOf(args['node-tag']) }, nodes, nftTable }),
      args,
      world,
    );
  },
});

function groupOf(format: string, group: string | undefined): string | undefined {
  const type = Object.entries(groupTypes).find(([cloud]) => format === `terraform-${cloud}`)?.[1];
  if (group === undefined || (type !== undefined && new RegExp(`^${type}\\.[A-Za-z_][\\w-]*$`).test(group))) return group;
  throw new InputError(`--group does not take '${group}'`, type === undefined ? 'it is for Terraform alone' : `write it as ${type}.nodes`);
}

function tagOf(tag: string | undefined): string | undefined {
  if (tag === undefined || /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(tag)) return tag;
  throw new InputError(`--node-tag is no network tag: '${tag}'`, 'they are of small letters, digits and dashes');
}

function tableOf(name: string): string {
  if (/^(?:inet|ip|ip6) [A-Za-z_][\w-]*$/.test(name)) return name;
  throw new InputError(`--nft-table is no table: '${name}'`, 'write family and name, as in inet filter');
}

function nodesFor(format: string, texts: readonly string[]): NonNullable<ReturnType<typeof nodesOf>> {
  const nodes = nodesOf(texts.map((one) => one.trim()).filter((one) => one !== ''));
  if (!nodes) throw new InputError(`--nodes takes addresses and ranges, not '${texts.join(',')}'`, 'as in 10.0.0.0/24,10.0.1.7');
  const wanted = format === 'iptables' || format === 'nft';
  if (wanted && nodes.v4.length + nodes.v6.length === 0)
    throw new InputError('the files name no address of a node', 'say whom to let in, with --nodes 10.0.0.0/24');
  return nodes;
}
