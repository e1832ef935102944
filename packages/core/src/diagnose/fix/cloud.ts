/** Opens a port in what lies between the nodes: a security group, a network ACL, a router. */
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

// kops writes IP protocol 4 with all ports (kops upup/pkg/fi/cloudup/awstasks); AWS ignores them there.
function aws(port: Passing): Manifest {
  const [from, to] = port.port === undefined ? [0, 65535] : [port.port, port.port];
  return {
    title: 'AWS, where the rules of the group are resources of their own',
    name: `${port.name}.aws.tf`,
    language: 'hcl',
    text: `resource "aws_security_group_rule" "${port.name.replaceAll('-', '_')}" {
  type              = "ingress"
  description       = "${port.title} between nodes"
  security_group_id = var.node_security_group_id
  protocol          = "${number(port)}"
  from_port         = ${from}
  to_port           = ${to}
  self              = true
}
`,
  };
}

function gcp(port: Passing): Manifest {
  return {
    title: 'Google Cloud',
    name: `${port.name}.gcp.tf`,
    language: 'hcl',
    text: `resource "google_compute_firewall" "${port.name.replaceAll('-', '_')}" {
  name        = "${port.name}"
  network     = var.network
  source_tags = [var.node_tag]
  target_tags = [var.node_tag]

  allow {
    protocol = "${port.protocol}"${port.port === undefined ? '' : `\n    ports    = ["${port.port}"]`}
  }
}
`,
  };
}

/** Azure drops IPIP, whatever a rule says (Calico, networking/vxlan-ipip). */
function azure(port: Passing): Manifest | undefined {
  if (port.port === undefined) return undefined;
  return {
    title: 'Azure',
    name: `${port.name}.azure.tf`,
    language: 'hcl',
    text: `resource "azurerm_network_security_rule" "${port.name.replaceAll('-', '_')}" {
  name                         = "${port.name}"
  resource_group_name          = var.resource_group_name
  network_security_group_name  = var.node_security_group_name
  priority                     = var.priority
  direction                    = "Inbound"
  access                       = "Allow"
  protocol                     = "${port.protocol === 'tcp' ? 'Tcp' : 'Udp'}"
  source_port_range            = "*"
  destination_port_range       = "${port.port}"
  source_address_prefixes      = var.node_networks
  destination_address_prefixes = var.node_networks
}
`,
  };
}
