/** Opens a port in what lies between the nodes: a security group, a network ACL, a router. */
import { type Packet, protocols } from '../../cluster/host-groups.js';
import { allowLines, block, ingressLines, type Line, resource, securityRuleLines, variable } from '../../cluster/terraform.js';
import type { Remedy, Told } from '../cause.js';
import type { Seen } from '../seen.js';
import type { Port, Protocol } from './ports.js';
import { byHand, type Manifest, run, type Step } from './step.js';

type Passing = Port | Protocol;
type Cloud = 'aws' | 'gcp' | 'azure' | 'openstack';

type Opened = Pick<Remedy, 'then' | 'back'> & { readonly manifests: readonly Manifest[] };

/** With Terraform where the input tells whose cloud it is; else the command of each. */
export function openBetween(ports: readonly Passing[], { seen }: Pick<Told, 'seen'>): Opened {
  const cloud = cloudOf(seen);
  const file = cloud && terraform[cloud]?.(ports);
  const titles = ports.map(({ title }) => title).join(' and ');
  const rule = `add an ingress rule for ${titles} to the security group (network ACL, router) of the nodes, from the nodes themselves, in both directions`;
  if (file === undefined) {
    const ways = (cloud ? [cloud] : clouds).flatMap((one) => ports.map((port, i) => said(one, port, i)));
    const back = ways.flatMap((way) => way.close ?? []);
    return {
      then: [byHand(rule), ...ways.map(({ open }) => open)],
      back: [byHand('take the rule out again, where it was added'), ...back],
      manifests: [],
    };
  }
  return {
    then: [byHand(`${rule}: ${file.name} goes beside the Terraform of the nodes`), run('it shows the change and asks', 'terraform apply')],
    back: [byHand(`take ${file.name} away`), run('it shows the change and asks', 'terraform apply')],
    manifests: [file],
  };
}

const clouds = ['aws', 'gcp', 'azure', 'openstack'] as const;

const traces: readonly (readonly [Cloud, RegExp])[] = [
  ['aws', /\baws\b|\bec2\b|\beks\b|\bamazon\b|\.compute\.internal\b/i],
  ['gcp', /\bgcp\b|\bgke\b|\bgcloud\b|google (?:cloud|compute)|\.c\.[\w-]+\.internal\b/i],
  ['azure', /\bazure(?:rm_\w+)?\b|\baks\b|\.cloudapp\.(?:azure|net)\b/i],
  ['openstack', /\bopenstack\b|\bneutron\b/i],
];

/** The cloud that the configuration, the words, or the names of the nodes tell; undefined where several are named. */
function cloudOf({ clusters, notes, nodes, objects }: Seen): Cloud | undefined {
  const configured = clusters.find(({ cloud }) => cloud !== undefined)?.cloud;
  if (configured !== undefined) return clouds.find((one) => one === configured);
  const texts = [
    ...notes.map(({ text }) => text),
    ...nodes.map(({ name }) => name),
    ...objects.map(({ name, node = '' }) => `${name} ${node}`),
  ];
  const named = traces.filter(([, pattern]) => texts.some((text) => pattern.test(text)));
  return named.length === 1 ? named[0]?.[0] : undefined;
}

const number = ({ protocol }: Passing): string => (protocol === 'ipip' ? '4' : protocol);

type Way = { readonly open: Step; readonly close?: Step };

/** The same in the command of the cloud, and its way back; Azure drops IPIP, whatever a rule says (Calico, networking/vxlan-ipip). */
function said(cloud: Cloud, port: Passing, at: number): Way {
  const { name } = port;
  const pair = (title: string, open: string, close: string): Way => ({ open: run(`on ${title}`, open), close: run(`on ${title}`, close) });
  if (cloud === 'aws') {
    const group = `--group-id <group of the nodes> --source-group <the same group> --protocol ${number(port)}${withPort(port, ' --port ')}`;
    return pair('AWS', `aws ec2 authorize-security-group-ingress ${group}`, `aws ec2 revoke-security-group-ingress ${group}`);
  }
  if (cloud === 'gcp') {
    const rule = `--network <network> --allow ${port.protocol}${withPort(port, ':')} --source-tags <tag of the nodes> --target-tags <the same tag>`;
    const gcloud = 'gcloud compute firewall-rules';
    return pair('Google Cloud', `${gcloud} create ${name} ${rule}`, `${gcloud} delete ${name}`);
  }
  if (cloud === 'azure') {
    if (port.port === undefined) return { open: byHand('Azure: no rule lets IPIP pass; VXLAN does') };
    const of = `--name ${name} --nsg-name <group of the nodes> --resource-group <resource group>`;
    const rule = `--priority ${300 + at} --protocol ${port.protocol === 'tcp' ? 'Tcp' : 'Udp'} --destination-port-ranges ${port.port} --source-address-prefixes VirtualNetwork --destination-address-prefixes VirtualNetwork`;
    return pair('Azure', `az network nsg rule create ${of} ${rule}`, `az network nsg rule delete ${of}`);
  }
  const rule = `--remote-group <the same group> --protocol ${number(port)}${withPort(port, ' --dst-port ')}`;
  const openstack = 'openstack security group rule';
  return pair('OpenStack', `${openstack} create <group of the nodes> ${rule}`, `${openstack} delete <id that create printed>`);
}

const withPort = ({ port }: Passing, before: string): string => (port === undefined ? '' : `${before}${port}`);

const terraform: Partial<Readonly<Record<Cloud, (ports: readonly Passing[]) => Manifest | undefined>>> = { aws, gcp, azure };

const packetOf = ({ protocol, port = 0 }: Passing): Packet => ({ protocol: protocols[protocol], port });
const identifier = ({ name }: Passing): string => name.replaceAll('-', '_');
const fileName = ([first]: readonly Passing[], cloud: Cloud): string => `${first?.name.replace(/-\d+$/, '')}.${cloud}.tf`;
const hcl = (title: string, name: string, blocks: readonly string[]): Manifest => ({
  title,
  name,
  language: 'hcl',
  text: `${blocks.join('\n\n')}\n`,
});

function aws(ports: readonly Passing[]): Manifest {
  const group = 'var.node_security_group_id';
  return hcl('AWS, where the rules of the group are resources of their own', fileName(ports, 'aws'), [
    variable('node_security_group_id', 'the security group of the nodes'),
    ...ports.map((port) =>
      resource('aws_vpc_security_group_ingress_rule', identifier(port), [
        ['description', `"${port.title} between nodes"`],
        ...ingressLines({ ...packetOf(port), from: group, own: group }),
      ]),
    ),
  ]);
}

function gcp(ports: readonly Passing[]): Manifest {
  const lines = ({ name }: Passing): readonly Line[] => [
    ['name', `"${name}"`],
    ['network', 'var.network'],
    ['source_tags', '[var.node_tag]'],
    ['target_tags', '[var.node_tag]'],
  ];
  const allow = (port: Passing): readonly string[] => block('allow', allowLines(packetOf(port))).map((line) => `  ${line}`);
  return hcl('Google Cloud', fileName(ports, 'gcp'), [
    variable('network', 'the network of the nodes'),
    variable('node_tag', 'the network tag that each node has, and nothing else'),
    ...ports.map((port) => resource('google_compute_firewall', identifier(port), lines(port), ['', ...allow(port)])),
  ]);
}

/** Azure drops IPIP, whatever a rule says (Calico, networking/vxlan-ipip). */
function azure(ports: readonly Passing[]): Manifest | undefined {
  if (ports.some(({ port }) => port === undefined)) return undefined;
  const ends: readonly Line[] = [
    ['source_address_prefixes', 'var.node_networks'],
    ['destination_address_prefixes', 'var.node_networks'],
  ];
  const rule = ({ name }: Passing, at: number): Parameters<typeof securityRuleLines>[0] => ({
    name,
    group: 'var.network_security_group_name',
    priority: at === 0 ? 'var.priority' : `var.priority + ${at}`,
    ends,
  });
  return hcl('Azure', fileName(ports, 'azure'), [
    variable('resource_group_name', 'where the security group of the nodes is'),
    variable('network_security_group_name', 'the security group of the nodes'),
    variable('node_networks', 'the networks of the nodes, as CIDRs', 'list(string)'),
    variable('priority', 'below that of each rule that denies', 'number'),
    ...ports.map((port, i) =>
      resource('azurerm_network_security_rule', identifier(port), securityRuleLines(rule(port, i), packetOf(port))),
    ),
  ]);
}
