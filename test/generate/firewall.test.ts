import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Finding, lint } from '@canal-lint/core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { captured } from '../../packages/cli/src/captured.js';

const installation = (bgp: string, encapsulation: string): string => `apiVersion: operator.tigera.io/v1
kind: Installation
metadata: { name: default }
spec:
  calicoNetwork:
    bgp: ${bgp}
    nodeAddressAutodetectionV4: { kubernetes: NodeInternalIP }
    ipPools: [{ cidr: 10.60.0.0/16, encapsulation: ${encapsulation}, natOutgoing: Enabled, nodeSelector: all() }]
`;
const felix = (spec: string): string => `---
apiVersion: projectcalico.org/v3
kind: FelixConfiguration
metadata: { name: default }
spec: { ${spec} }
`;
const canal = `apiVersion: v1
kind: ConfigMap
metadata: { name: canal-config, namespace: kube-system }
data:
  net-conf.json: |
    { "Network": "10.60.0.0/16", "Backend": { "Type": "vxlan" } }
`;

/** What each configuration needs, all of it and nothing else. */
const clusters = {
  'IPIP and BIRD': { text: installation('Enabled', 'IPIP'), needs: ['IP protocol 4', 'TCP 179', 'TCP 5473'] },
  'VXLAN elsewhere, WireGuard': {
    text: installation('Disabled', 'VXLAN') + felix('vxlanPort: 4790, wireguardEnabled: true'),
    needs: ['UDP 4790', 'UDP 51820', 'TCP 5473'],
  },
  'eBPF and IPIP': {
    text: installation('Enabled', 'IPIP').replace('bgp:', 'linuxDataplane: BPF\n    bgp:'),
    needs: ['IP protocol 4', 'UDP 4789', 'TCP 179', 'TCP 5473'],
  },
  Canal: { text: canal, needs: ['UDP 8472'] },
} as const;

/** A node group of each cloud, where nothing but the kubelet is open. */
const groups = {
  'terraform-aws': {
    flags: ['--group', 'aws_security_group.nodes'],
    text: `resource "aws_security_group" "nodes" {
  name = "nodes"
}
resource "aws_vpc_security_group_ingress_rule" "kubelet" {
  security_group_id            = aws_security_group.nodes.id
  referenced_security_group_id = aws_security_group.nodes.id
  ip_protocol                  = "tcp"
  from_port                    = 10250
  to_port                      = 10250
}
resource "aws_vpc_security_group_egress_rule" "all" {
  security_group_id = aws_security_group.nodes.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}
resource "aws_instance" "node" {
  count                  = 3
  vpc_security_group_ids = [aws_security_group.nodes.id]
}
`,
  },
  'terraform-google': {
    flags: ['--group', 'google_compute_network.k8s', '--node-tag', 'node'],
    text: `resource "google_compute_network" "k8s" {
  name                    = "k8s"
  auto_create_subnetworks = false
}
resource "google_compute_firewall" "kubelet" {
  name        = "kubelet"
  network     = google_compute_network.k8s.id
  source_tags = ["node"]
  target_tags = ["node"]
  allow {
    protocol = "tcp"
    ports    = ["10250"]
  }
}
resource "google_compute_instance" "node" {
  count          = 3
  name           = "node-\${count.index}"
  tags           = ["node"]
  can_ip_forward = true
  network_interface {
    network = google_compute_network.k8s.id
  }
}
`,
  },
  'terraform-azure': {
    flags: ['--group', 'azurerm_network_security_group.nodes'],
    text: `resource "azurerm_network_security_group" "nodes" {
  name = "nodes"
}
resource "azurerm_network_security_rule" "kubelet" {
  network_security_group_name = azurerm_network_security_group.nodes.name
  priority                    = 100
  direction                   = "Inbound"
  access                      = "Allow"
  protocol                    = "Tcp"
  source_port_range           = "*"
  destination_port_range      = "10250"
  source_address_prefix       = "VirtualNetwork"
  destination_address_prefix  = "*"
}
resource "azurerm_network_security_rule" "none" {
  network_security_group_name = azurerm_network_security_group.nodes.name
  priority                    = 4096
  direction                   = "Inbound"
  access                      = "Deny"
  protocol                    = "*"
  source_port_range           = "*"
  destination_port_range      = "*"
  source_address_prefix       = "*"
  destination_address_prefix  = "*"
}
resource "azurerm_subnet_network_security_group_association" "nodes" {
  subnet_id                 = var.subnet
  network_security_group_id = azurerm_network_security_group.nodes.id
}
variable "subnet" {}
`,
  },
} as const;

async function generated(cluster: string, more: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'canal-lint-firewall-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'calico.yaml'), cluster);
  const { code, stdout, stderr } = await captured(folder, ['generate', 'firewall', 'calico.yaml', '--calico-version', 'v3.31.4', ...more]);
  expect(code, stderr).toBe(0);
  return stdout;
}

async function findings(cluster: string, nodes: string, written: string): Promise<readonly Finding[]> {
  const texts = { 'calico.yaml': cluster, 'nodes.tf': nodes, 'pod-network.tf': written };
  const { findings: found } = await lint(
    Object.entries(texts).map(([name, text]) => ({ name, text })),
    { calicoVersion: 'v3.31.4' },
  );
  return found.filter(({ rule }) => ['syntax', 'underlay-port-blocked', 'underlay-port-exposed'].includes(rule));
}

/** The file without one of its openings, for each of them. */
function without(text: string): readonly string[] {
  const openings = [
    ...text.matchAll(
      /^(?:resource "(?:aws_vpc_\w+|azurerm_network_security_rule)" "\w+" \{\n[\s\S]*?^\}| {2}allow \{\n[\s\S]*?^ {2}\})\n/gm,
    ),
  ];
  return openings.map(([opening]) => text.replace(opening, ''));
}

describe.each(Object.entries(groups))('%s', (format, { flags, text: nodes }) => {
  test.each(Object.entries(clusters))(
    '%s: with it the rule is silent, and without any of its ports it fires',
    async (_, { text, needs }) => {
      const written = await generated(text, ['--format', format, ...flags]);
      expect(await findings(text, nodes, written)).toEqual([]);
      // Azure drops IPIP whatever a rule says.
      const wanted = needs.filter((need) => format !== 'terraform-azure' || need !== 'IP protocol 4');
      const fired = await Promise.all(
        without(written).map(async (less) => (await findings(text, nodes, less)).map(({ message }) => message)),
      );
      expect(fired.map((messages) => messages.map((message) => /\(((?:UDP|TCP|IP) [^)]+)\)/.exec(message)?.[1])).toSorted()).toEqual(
        wanted.map((need) => [need]).toSorted(),
      );
    },
  );

  test('without flags it stands on its own, and can be read', async () => {
    const written = await generated(clusters['IPIP and BIRD'].text, ['--format', format]);
    const { findings: found } = await lint([{ name: 'pod-network.tf', text: written }]);
    expect(found).toEqual([]);
    expect(written).not.toContain('undefined');
  });
});

test('what a template decides is a row that says so, or missing and said to be', async () => {
  const table = await generated(installation('"${BGP}"', 'VXLAN') + felix('wireguardEnabled: "${WG}"'), []);
  expect(table).toMatch(/\| TCP 179 .*the backend is not known .*: where BIRD runs/);
  expect(table).toMatch(/\| UDP 51820 .*wireguardEnabled is not known .*: needed where that is so/);
  expect(table).not.toContain('not here');
});

test('values of Helm that switch BGP off open no port for it', async () => {
  const values =
    'installation:\n  cni: { type: Calico }\n  calicoNetwork:\n    bgp: Disabled\n    ipPools: [{ cidr: 10.60.0.0/16, encapsulation: VXLAN }]\n';
  expect(await generated(values, [])).not.toContain('TCP 179');
});

test.each([
  ['"Type": "host-gw"', 'between all nodes (host-gw)'],
  ['"Type": "vxlan", "DirectRouting": true', 'between nodes of one subnet (DirectRouting)'],
])('packets of pods that flannel does not wrap: %s', async (backend, where) => {
  const text = canal.replace('"Type": "vxlan"', backend);
  const row = new RegExp(`10\\.60\\.0\\.0/16 .*${where.replaceAll(/[()]/g, '.')}`);
  expect(await generated(text, [])).toMatch(row);
  expect(await generated(text, ['--format', 'nft', '--nodes', '10.0.0.0/24'])).toMatch(/^# Not here: 10\.60\.0\.0\/16/m);
});

test('a node may have a port of BGP of its own', async () => {
  const own = '---\napiVersion: projectcalico.org/v3\nkind: BGPConfiguration\nmetadata: { name: node.w1 }\nspec: { listenPort: 1179 }\n';
  const table = await generated(installation('Enabled', 'IPIP') + own, []);
  expect(table).toMatch(/\| TCP 179 /);
  expect(table).toMatch(/\| TCP 1179 .*BIRD of node w1 listens there/);
});

test.each(Object.entries(clusters))('a table of what %s needs', async (_, { text, needs }) => {
  const table = await generated(text, []);
  const rows = table.split('\n').filter((line) => /^\| (?!-|open )/.test(line));
  expect(rows.map((row) => row.split('|')[1]?.trim()).toSorted()).toEqual([...needs].toSorted());
});

test('pods without a tunnel, BIRD beside VXLAN, what is not known and a router are told', async () => {
  const peer =
    '---\napiVersion: projectcalico.org/v3\nkind: BGPPeer\nmetadata: { name: tor }\nspec: { peerIP: 10.9.9.9, asNumber: 65001 }\n';
  const text = installation('Enabled', 'VXLANCrossSubnet') + felix('vxlanPort: "{{ port }}"') + peer;
  const table = await generated(text, []);
  expect(table).toMatch(
    /\| all protocols \| 10\.60\.0\.0\/16 \| each node .*without a tunnel between nodes of one subnet \(VXLANCrossSubnet\)/,
  );
  expect(table).toMatch(/\| TCP 179 .*BIRD runs on each node/);
  expect(table).not.toContain('UDP 4789');
  expect(table).toMatch(/- vxlanPort is not known .*what it needs is not here/);
  expect(table).toContain('- BGPPeer tor names 10.9.9.9: where that is no node');
});

const root = process.getuid?.() === 0;
const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0 && root;

describe('scripts for hosts', () => {
  test.each(['iptables', 'nft'])('%s wants to know the nodes', async (format) => {
    const { code, stderr } = await captured(tmpdir(), ['generate', 'firewall', '-', '--format', format], { input: canal });
    expect([code, stderr]).toEqual([2, expect.stringContaining('--nodes 10.0.0.0/24')]);
  });

  test('no name of the input becomes a line of a script', async () => {
    const evil =
      'apiVersion: projectcalico.org/v3\nkind: BGPPeer\nmetadata: { name: "a\\nreboot" }\nspec: { peerIP: "10.9.9.9\\nreboot", asNumber: 65001 }\n';
    const script = await generated(`${installation('Enabled', 'IPIP')}---\n${evil}`, ['--format', 'iptables', '--nodes', '10.0.0.0/24']);
    expect(script).not.toMatch(/^reboot/m);
  });

  const inside = (commands: string): string => execFileSync('unshare', ['--net', 'sh', '-c', commands], { encoding: 'utf8' });

  test.skipIf(!has('iptables'))('iptables: twice is once, and it stands before what drops', async () => {
    const script = await generated(clusters['IPIP and BIRD'].text, ['--format', 'iptables', '--nodes', '10.0.0.0/24,10.1.0.7,fd00:1::/64']);
    const show = 'iptables -S; ip6tables -S';
    const start = 'iptables -A INPUT -j DROP; iptables -N POD-NETWORK; iptables -A POD-NETWORK -p udp -j ACCEPT';
    const [once, twice] = inside(`${start}\n(\n${script}\n)\n${show}; echo ---\n(\n${script}\n)\n${show}`).split('---\n');
    expect(twice).toBe(once);
    expect(once).toMatch(/-A INPUT -j POD-NETWORK\n-A INPUT -j DROP/);
    expect(once).toMatch(/-A POD-NETWORK -s 10\.1\.0\.7\/32 -p (?:4|ipencap|ipv4) .*-j ACCEPT/);
    expect(once).toMatch(/-A POD-NETWORK -s fd00:1::\/64 -p tcp .*--dport 179 .*-j ACCEPT/);
    expect(once).not.toContain('-p udp');
  });

  const nftScript = async (): Promise<string> => await generated(clusters.Canal.text, ['--format', 'nft', '--nodes', '10.0.0.0/24']);
  const base = (table: string, chain: string, policy: string): string =>
    `nft add table ${table}; nft 'add chain ${table} ${chain} { type filter hook input priority 0; policy ${policy}; }'`;

  test.skipIf(!has('nft')).each([
    ['no table', 'true', 'nothing: load the rules'],
    ['firewalld', base('inet firewalld', 'filter_INPUT', 'accept'), 'inet firewalld filter_INPUT accept'],
    ['another table', base('ip mangle', 'drops', 'drop'), 'ip mangle drops drop'],
  ])('nft says so where it opens nothing: %s', async (_, start, told) => {
    const out = inside(
      `${start}\nnft list ruleset >/tmp/$$.before\n(\n${await nftScript()}\n) 2>&1 || echo "code $?"\nnft list ruleset | cmp - /tmp/$$.before; rm /tmp/$$.before`,
    );
    expect(out).toContain('nothing is opened');
    expect(out).toContain(told);
    expect(out).toMatch(/code 1\n$/);
  });

  test.skipIf(!has('nft'))('nft finds the chain by its hook, and names others that drop', async () => {
    const start = `${base('inet filter', 'INPUT', 'drop')}; ${base('ip strict', 'in', 'drop')}`;
    const out = inside(`${start}\n(\n${await nftScript()}\n) 2>&1\nnft list chain inet filter INPUT`);
    expect(out).toContain('jump pod-network');
    expect(out).toContain('ip strict in drop');
  });

  test.skipIf(!has('nft'))('nft: twice is once, and it stands before what drops', async () => {
    const script = await generated(clusters['IPIP and BIRD'].text, ['--format', 'nft', '--nodes', '10.0.0.0/24,fd00:1::/64']);
    const start =
      "nft add table inet filter; nft 'add chain inet filter input { type filter hook input priority 0; }'; nft add rule inet filter input drop";
    const show = 'nft list ruleset';
    const [once, twice] = inside(`${start}\n(\n${script}\n)\n${show}; echo ---\n(\n${script}\n)\n${show}`).split('---\n');
    expect(twice).toBe(once);
    expect(once).toMatch(/jump pod-network\n\s*drop/);
    expect(once).toMatch(/ip saddr 10\.0\.0\.0\/24 ip protocol (?:4|ipencap|ipv4) accept/);
    expect(once).toMatch(/ip6 saddr fd00:1::\/64 tcp dport 179 accept/);
  });
});

test('what is not known is not called nothing', async () => {
  const unknown = `apiVersion: v1
kind: ConfigMap
metadata: { name: kube-flannel-cfg, namespace: kube-flannel }
data:
  net-conf.json: '{ "Network": "10.60.0.0/16", "Backend": { "Type": "tunnel-of-our-own" } }'
`;
  expect(await generated(unknown, [])).toContain('Nothing is known that has to be open');
  const folder = mkdtempSync(join(tmpdir(), 'canal-lint-firewall-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'flannel.yaml'), unknown);
  const { stderr } = await captured(folder, ['generate', 'firewall', 'flannel.yaml', '--format', 'terraform-aws']);
  expect(stderr).toContain('no rule is in it');
  expect(stderr).not.toContain('terraform plan');
});
