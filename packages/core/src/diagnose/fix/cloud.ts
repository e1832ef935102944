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

/** With Terraform where the input tells whose cloud it is; else a sentence for each. */
export function openBetween(port: Passing, { seen }: Pick<Told, 'seen'>): Opened {
  const cloud = cloudOf(seen);
  const file = cloud && terraform[cloud]?.(port);
  const rule = `add an ingress rule for ${port.title} to the security group (network ACL, router) of the nodes, from the nodes themselves, in both directions`;
  const back = [byHand('take the rule out again')];
  if (file === undefined) return { then: [byHand(rule), ...(cloud ? [cloud] : clouds).map((one) => said(one, port))], back, manifests: [] };
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

/** The same in the command of the cloud; Azure drops IPIP, whatever a rule says (Calico, networking/vxlan-ipip). */
function said(cloud: Cloud, port: Passing): Step {
  const { name, protocol } = port;
  const at = (text: string): string => (port.port === undefined ? '' : `${text}${port.port}`);
  const texts: Readonly<Record<Cloud, string>> = {
    aws: `AWS: aws ec2 authorize-security-group-ingress --group-id <group of the nodes> --source-group <the same group> --protocol ${number(port)}${at(' --port ')}`,
    gcp: `Google Cloud: gcloud compute firewall-rules create ${name} --network <network> --allow ${protocol}${at(':')} --source-tags <tag of the nodes> --target-tags <the same tag>`,
    azure:
      port.port === undefined
        ? 'Azure: no rule lets IPIP pass; VXLAN does'
        : `Azure: az network nsg rule create --name ${name} --nsg-name <group of the nodes> --resource-group <resource group> --priority 300 --protocol ${protocol === 'tcp' ? 'Tcp' : 'Udp'} --destination-port-ranges ${port.port} --source-address-prefixes VirtualNetwork --destination-address-prefixes VirtualNetwork`,
    openstack: `OpenStack: openstack security group rule create <group of the nodes> --remote-group <the same group> --protocol ${number(port)}${at(' --dst-port ')}`,
  };
  return byHand(texts[cloud]);
}

const terraform: Partial<Readonly<Record<Cloud, (port: Passing) => Manifest | undefined>>> = { aws, gcp, azure };

const packetOf = ({ protocol, port = 0 }: Passing): Packet => ({ protocol: protocols[protocol], port });
const identifier = ({ name }: Passing): string => name.replaceAll('-', '_');
const hcl = (title: string, name: string, blocks: readonly string[]): Manifest => ({
  title,
  name,
  language: 'hcl',
  text: `${blocks.join('\n\n')}\n`,
});

function aws(port: Passing): Manifest {
  const group = 'var.node_security_group_id';
  return hcl('AWS, where the rules of the group are resources of their own', `${port.name}.aws.tf`, [
    variable('node_security_group_id', 'the security group of the nodes'),
    resource('aws_vpc_security_group_ingress_rule', identifier(port), [
      ['description', `"${port.title} between nodes"`],
      ...ingressLines({ ...packetOf(port), from: group, own: group }),
    ]),
  ]);
}

function gcp(port: Passing): Manifest {
  const lines: readonly Line[] = [
    ['name', `"${port.name}"`],
    ['network', 'var.network'],
    ['source_tags', '[var.node_tag]'],
    ['target_tags', '[var.node_tag]'],
  ];
  const allow = block('allow', allowLines(packetOf(port))).map((line) => `  ${line}`);
  return hcl('Google Cloud', `${port.name}.gcp.tf`, [
    variable('network', 'the network of the nodes'),
    variable('node_tag', 'the network tag that each node has, and nothing else'),
    resource('google_compute_firewall', identifier(port), lines, ['', ...allow]),
  ]);
}

/** Azure drops IPIP, whatever a rule says (Calico, networking/vxlan-ipip). */
function azure(port: Passing): Manifest | undefined {
  if (port.port === undefined) return undefined;
  const ends: readonly Line[] = [
    ['source_address_prefixes', 'var.node_networks'],
    ['destination_address_prefixes', 'var.node_networks'],
  ];
  const rule = { name: port.name, group: 'var.network_security_group_name', priority: 'var.priority', ends };
  return hcl('Azure', `${port.name}.azure.tf`, [
    variable('resource_group_name', 'where the security group of the nodes is'),
    variable('network_security_group_name', 'the security group of the nodes'),
    variable('node_networks', 'the networks of the nodes, as CIDRs', 'list(string)'),
    variable('priority', 'below that of each rule that denies', 'number'),
    resource('azurerm_network_security_rule', identifier(port), securityRuleLines(rule, packetOf(port))),
  ]);
}
