/** Opens a port: in the firewall of a host, and in what lies between the hosts. */
import type { Remedy, Told } from '../cause.js';
import type { FirewallRule, Seen } from '../seen.js';
import { behind, nameOr, sources } from './evidence.js';
import { byHand, eachNode, type Manifest, run, type Step } from './step.js';

export type Port = {
  readonly title: string;
  /** For names of rules: `calico-bgp`. */
  readonly name: string;
  readonly protocol: 'tcp' | 'udp' | 'ipip';
  /** Absent for IPIP, which has none. */
  readonly port?: number;
};

export const bgp: Port = { title: 'BGP (TCP 179)', name: 'calico-bgp', protocol: 'tcp', port: 179 };
export const vxlan = (port: number): Port => ({ title: `VXLAN (UDP ${port})`, name: 'pod-vxlan', protocol: 'udp', port });
export const ipip: Port = { title: 'IPIP (IP protocol 4)', name: 'calico-ipip', protocol: 'ipip' };

/** iptables calls protocol 4 by its number everywhere. */
const matchOf = ({ protocol, port }: Port): string => (port === undefined ? '-p 4' : `-p ${protocol} -m ${protocol} --dport ${port}`);

type Opened = Pick<Remedy, 'then' | 'back'>;

/** Lets the other nodes in, and nobody else: in front of each rule that the evidence shows, in its own chain. */
export function openOnHosts(told: Told, port: Port, sign: string): Opened {
  const rules = behind(told, sign, ({ firewall }) => firewall);
  const places =
    rules.length > 0
      ? rules.map(({ node, item }) => placeOf(node, item))
      : told.nodes.map((node) => ({ node, chain: 'INPUT', table: undefined, out: false }));
  const all = places.length > 0 ? places : [{ node: eachNode, chain: 'INPUT', table: undefined, out: false }];
  const from = sources(told.seen);
  const steps = unique(all).map((place) => (place.table === undefined ? byIptables(place, port, from) : byNft(place, port, from)));
  return {
    then: [
      ...steps.map(({ open }) => open),
      byHand('make it last: write the same into what sets the rules at boot (firewalld, ufw, nftables.conf, configuration management)'),
    ],
    back: steps.map(({ close }) => close),
  };
}

type Place = { readonly node: string; readonly chain: string; readonly table: string | undefined; readonly out: boolean };

/** `table ip filter` with chains in capitals is iptables' own, seen through nft. */
const placeOf = (node: string, { chain, table }: FirewallRule): Place => ({
  node,
  chain,
  table: /^ip6? /.test(table ?? '') && chain === chain.toUpperCase() ? undefined : table,
  out: /^output/i.test(chain),
});
const unique = (places: readonly Place[]): readonly Place[] => [
  ...new Map(places.map((one) => [`${one.node} ${one.table} ${one.chain}`, one])).values(),
];

type Pair = { readonly open: Step; readonly close: Step };

function byIptables({ node, chain, out }: Place, port: Port, from: string): Pair {
  const rule = `${out ? '-d' : '-s'} ${from} ${matchOf(port)} -j ACCEPT`;
  const where = nameOr(node, 'the node that the rule is from');
  return {
    open: run(`let ${port.title} ${out ? 'out to' : 'in from'} the other nodes`, `sudo iptables -I ${chain} 1 ${rule}`, where),
    close: run('take the rule out again', `sudo iptables -D ${chain} ${rule}`, where),
  };
}

/** An accept in another table does not undo a drop: the rule goes into the chain that drops. */
function byNft({ node, chain, table = '', out }: Place, { protocol, port, title }: Port, from: string): Pair {
  const networks = from.includes(',') ? `{ ${from.replaceAll(',', ', ')} }` : from;
  const match = port === undefined ? 'ip protocol 4' : `${protocol} dport ${port}`;
  const where = nameOr(node, 'the node that the rule is from');
  const rule = `ip ${out ? 'daddr' : 'saddr'} ${networks} ${match} accept comment "pod network"`;
  return {
    open: run(`let ${title} ${out ? 'out to' : 'in from'} the other nodes`, `sudo nft 'insert rule ${table} ${chain} ${rule}'`, where),
    close: run(
      'take the rule out again: its handle stands behind it',
      `sudo nft -a list chain ${table} ${chain}; sudo nft delete rule ${table} ${chain} handle <handle>`,
      where,
    ),
  };
}

/** For what lies between the nodes: whose it is, the input does not tell, so there is one for each cloud. */
export function openBetween(port: Port): Opened & { readonly manifests: readonly Manifest[] } {
  return {
    then: [
      byHand(
        `add an ingress rule for ${port.title} to the security group (network ACL, router) of the nodes, from the nodes themselves, in both directions`,
      ),
      run('or with Terraform: the file for your cloud stands beside this', 'terraform plan'),
    ],
    back: [byHand('take the rule out again')],
    manifests: [aws(port), gcp(port), azure(port)].filter((one) => one !== undefined),
  };
}

const number = (port: Port): string => (port.protocol === 'ipip' ? '4' : port.protocol);

// kops writes IP protocol 4 with all ports (kops upup/pkg/fi/cloudup/awstasks); AWS ignores them there.
function aws(port: Port): Manifest {
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

function gcp(port: Port): Manifest {
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
function azure(port: Port): Manifest | undefined {
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

export const typha: Port = { title: 'Typha (TCP 5473)', name: 'calico-typha', protocol: 'tcp', port: 5473 };
export const wireguard: Port = { title: 'WireGuard (UDP 51820)', name: 'calico-wireguard', protocol: 'udp', port: 51820 };

/** The port that the preflight tried, or that most VXLAN devices have; by the name of the device where none tells: flannel's is the kernel's 8472, Felix's 4789. */
export function vxlanPort({ nodes }: Seen): number {
  const probed = nodes.flatMap(({ probes }) => probes.find(({ tool }) => tool === 'vxlan')?.port ?? [])[0];
  if (probed !== undefined) return probed;
  const devices = nodes.flatMap(({ links }) => links.flatMap(({ name, vxlan: own }) => (own ? [{ name, port: own.port }] : [])));
  const count = (port: number): number => devices.filter((one) => one.port === port).length;
  const [most] = devices.toSorted((a, b) => count(b.port) - count(a.port));
  if (most) return most.port;
  const flannel = nodes.some(({ links, routes }) =>
    [...links.map(({ name }) => name), ...routes.map(({ dev }) => dev ?? '')].some((name) => name.startsWith('flannel')),
  );
  return flannel ? 8472 : 4789;
}
