import { describe, expect, it } from 'vitest';
import { emptyDraft, toCluster } from '../../cluster/draft.js';
import type { Cluster } from '../../cluster/model.js';
import { effective } from '../../cluster/precedence.js';
import { isKnown, type Known, type Setting } from '../../cluster/setting.js';
import { lint } from '../../lint/run.js';
import { applyEdits, type Document, type Edit, locate, type Node, readSource } from '../../source/index.js';
import { type Unit, unitsOf } from '../unit.js';
import { looksLikeIni, parseIni } from './ini.js';
import { edits, read } from './read.js';
import { kubespray } from './reader.js';

type Files = Readonly<Record<string, string>>;

function documentsOf(name: string, text: string): readonly Document[] {
  const root = looksLikeIni(name, text) ? parseIni(text)?.root : undefined;
  if (root) return [{ source: { name }, index: 0, piece: { text, start: 0, line: 0 }, root, structural: false }];
  return readSource({ name, text }, () => true).documents;
}

function claimedOf(files: Files): readonly Unit[] {
  const units = Object.entries(files).flatMap(([name, text]) => documentsOf(name, text).flatMap((d) => unitsOf(d)));
  return units.filter((unit) => kubespray.claims(unit));
}

function clusterOf(files: Files): Cluster {
  const draft = emptyDraft('c', 'c', false, Object.keys(files));
  const claimed = claimedOf(files);
  read(claimed, draft);
  return toCluster(draft);
}

const group = 'inventory/mine/group_vars/k8s_cluster/k8s-net-calico.yml';
const all = 'inventory/mine/group_vars/all/all.yml';
const one = (text: string): Cluster => clusterOf({ [group]: text });

function known<T>(value: Known<T> | undefined): Setting<T> {
  if (!isKnown(value)) throw new Error(`not known: ${JSON.stringify(value?.unknown)}`);
  return value;
}

/** `value @ line:column` of each setting of a slot. */
function said(slot: readonly Known<unknown>[]): readonly string[] {
  return slot.map((k) => (isKnown(k) ? `${JSON.stringify(k.value)} @ ${placeOf(k)}` : `? ${k.unknown}`));
}

function placeOf({ origin }: Setting<unknown>): string {
  const { line, column } = locate(origin);
  return `${line}:${column}`;
}

/** The files after a change to a setting. */
function changed(files: Files, setting: Setting<unknown>, to: string | number | boolean): Files {
  return applied(files, edits({ setting, to }));
}

function applied(files: Files, edits: readonly Edit[] | undefined): Files {
  if (!edits) throw new Error('no edits');
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) => [name, applyEdits(text, [edits.filter((e) => e.file === name)]).text]),
  );
}

function pool(cluster: Cluster, index = 0): Cluster['pools'][number] {
  const found = cluster.pools[index];
  if (!found) throw new Error('no pool');
  return found;
}

describe('claims', () => {
  it.each([
    ['a calico variable', 'calico_vxlan_mode: Never\n'],
    ['a calico variable that nobody knows', 'calico_vxlan_mod: Never\n'],
    ['a name of Kubespray alone', 'kube_pods_subnet: 10.233.64.0/18\n'],
    ['variables of an inventory', 'all:\n  vars:\n    kube_network_plugin: calico\n'],
    ['variables of a host in a nested group', 'all:\n  children:\n    workers:\n      hosts:\n        n1: {calico_mtu: 1400}\n'],
    ['the group of Kubespray', 'all:\n  children:\n    k8s_cluster:\n      children:\n        kube_node:\n'],
  ])('%s', (_, text) => {
    expect(claimedOf({ [group]: text })).toHaveLength(1);
    expect(kubespray.words.some((word) => text.includes(word))).toBe(true);
  });

  it.each([
    ['values of a chart', 'calico:\n  mtu: 1400\n'],
    ['a Kubernetes object', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ncalico_mtu: 1400\n'],
    ['another inventory', 'all:\n  vars:\n    ntp: true\n  hosts:\n    n1: {ip: 10.0.0.1}\n'],
    ['a list', '- calico_mtu\n'],
    ['a name in the middle', 'my_calico_mtu: 1400\n'],
  ])('not %s', (_, text) => {
    expect(claimedOf({ [group]: text })).toHaveLength(0);
  });

  it('takes a calico_ variable of another role for no installer', () => {
    const cluster = one('calico_iface: eth0\n');
    expect([cluster.product.installer, cluster.plane, cluster.backend, cluster.pools]).toEqual([[], [], [], []]);
    expect(claimedOf({ [group]: 'calico_iface: eth0\n' }).map((unit) => kubespray.install?.(unit))).toEqual([undefined]);
  });

  it('reads nothing where a group is its own child, which is no YAML', () => {
    expect(said(one('all: &a\n  vars: {calico_mtu: 1400}\n  children:\n    k8s_cluster: *a\n').mtu.veth)).toEqual([]);
  });

  it('gives one install to an inventory and its variables', () => {
    const keys = claimedOf({ [group]: 'calico_mtu: 1400\n', 'inventory/mine/hosts.yaml': 'all:\n  vars:\n    calico_mtu: 1\n' }).map(
      (u) => kubespray.install?.(u)?.key,
    );
    expect(keys).toEqual(['kubespray:inventory/mine', 'kubespray:inventory/mine']);
  });
});

describe('slots', () => {
  const cluster = one(
    [
      'kube_network_plugin: calico',
      'calico_network_backend: bird # was vxlan',
      "calico_version: 'v3.28.1'",
      'calico_ip_auto_method: "interface=eth.*"',
      'calico_wireguard_enabled: yes',
      'typha_enabled: false',
      'kube_proxy_mode: ipvs',
      'global_as_num: "64513"',
      'kube_pods_subnet: 10.233.64.0/18',
      'kube_service_addresses: 10.233.0.0/18',
      'calico_felix_mtu_iface_pattern: "^bond0"',
    ].join('\n'),
  );

  it.each([
    ['installer', cluster.product.installer, '"kubespray" @ 1:1'],
    ['plane', cluster.plane, '"calico" @ 1:22'],
    ['backend', cluster.backend, '"bird" @ 2:25'],
    ['version', cluster.product.calico, '{"major":3,"minor":28,"patch":1} @ 3:17'],
    ['method', cluster.nodeAddress.method, '"interface=eth.*" @ 4:24'],
    ['wireguard', cluster.wireguard.v4, 'true @ 5:27'],
    ['typha', cluster.typha, 'false @ 6:16'],
    ['kube-proxy', cluster.kubeProxy, '"ipvs" @ 7:18'],
    ['AS number', cluster.bgp.asNumber, '"64513" @ 8:16'],
    ['pod range', cluster.cidrs.pod, '"10.233.64.0/18" @ 9:19'],
    ['service range', cluster.cidrs.service, '"10.233.0.0/18" @ 10:25'],
    ['interface pattern', cluster.mtu.ifacePattern, '"^bond0" @ 11:33'],
  ])('%s', (_, slot, wanted) => {
    expect(said(slot)).toEqual([wanted]);
  });

  it('knows the detection method where none is written', () => {
    expect(said(one('calico_mtu: 1400\n').nodeAddress.method)).toEqual(['"can-reach=$(NODEIP)" @ 1:1']);
  });

  it('does not know the backend where it is not written', () => {
    expect(one('calico_mtu: 1400\n').backend).toEqual([
      { unknown: expect.stringContaining('release'), settle: 'calico_network_backend: vxlan' },
    ]);
  });

  it('asks nothing of a backend that Kubespray refuses', () => {
    const cluster = one('calico_network_backend: Off\n');
    expect(said(cluster.backend)).toEqual(['? Kubespray refuses the backend']);
    expect(cluster.installer.refused.map(({ name, why }) => [name, why])).toEqual([
      ['calico_network_backend', '"Off" is none of bird, vxlan, none'],
    ]);
  });

  it('knows nothing of what Jinja fills in', () => {
    const { backend, mtu, pools } = one(
      'calico_network_backend: "{{ backend }}"\ncalico_mtu: "{{ mtu }}"\ncalico_vxlan_mode: "{{ mode }}"\n',
    );
    expect(said([...backend, ...mtu.veth, ...mtu.vxlan])).toEqual(Array(3).fill('? filled in by a template'));
    expect(said([pools[0]!.vxlanMode, pools[0]!.encapsulation])).toEqual([
      '? filled in by a template',
      expect.stringContaining('? calico_ipip_mode'),
    ]);
  });
});

describe('plane', () => {
  it.each([
    ['calico from its variables alone', 'calico_mtu: 1400\n', ['"calico" @ 1:1'], 1],
    ['canal of old releases', 'kube_network_plugin: canal\ncalico_network_backend: bird\n', ['"canal" @ 1:22'], 0],
    ['none with another plugin', 'kube_network_plugin: cilium\ncalico_network_backend: bird\n', [], 0],
    ['not known from a template', 'kube_network_plugin: "{{ p }}"\ncalico_network_backend: bird\n', ['? filled in by a template'], 0],
    ['none from ranges alone', 'kube_pods_subnet: 10.233.64.0/18\n', [], 0],
  ])('%s', (_, text, plane, backends) => {
    const cluster = one(`${text}calico_vxlan_mode: Never\n`.replace(/^(kube_pods.*\n).*\n$/, '$1'));
    expect(said(cluster.plane)).toEqual(plane);
    expect(cluster.backend).toHaveLength(backends);
    expect(cluster.pools).toHaveLength(backends);
  });
});

describe('pool', () => {
  it('reads modes, range and block size, and derives the encapsulation', () => {
    const text =
      'calico_ipip_mode: Never\ncalico_vxlan_mode: CrossSubnet\ncalico_pool_cidr: 10.1.0.0/16\nkube_pods_subnet: 10.0.0.0/8\ncalico_pool_blocksize: 24\nnat_outgoing: false\n';
    const { pools, tunnelOverride } = one(text);
    const p = pool({ pools } as Cluster);
    expect([p.from, p.reader, p.family, p.live]).toEqual(['resource', 'kubespray', 4, 'reconciled']);
    expect(said([p.ipipMode, p.vxlanMode, p.encapsulation, p.cidr, p.blockSize, p.natOutgoing])).toEqual([
      '"Never" @ 1:19',
      '"CrossSubnet" @ 2:20',
      '"VXLANCrossSubnet" @ 2:20',
      '"10.1.0.0/16" @ 3:19',
      '24 @ 5:24',
      'false @ 6:15',
    ]);
    expect(known(p.name)).toMatchObject({ value: 'default-pool', how: 'default' });
    expect(said([...tunnelOverride.ipipEnabled, ...tunnelOverride.vxlanEnabled])).toEqual(['false @ 1:19', 'true @ 2:20']);
    expect(known(tunnelOverride.vxlanEnabled[0]).how).toBe('derived');
  });

  it('does not guess a mode that is not written', () => {
    const p = pool(one('calico_vxlan_mode: Never\n'));
    expect(p.ipipMode).toMatchObject({ settle: 'calico_ipip_mode: Never' });
    expect(isKnown(p.encapsulation)).toBe(false);
    const q = pool(one('calico_ipip_mode: Never\n'));
    expect(q.vxlanMode).toMatchObject({ settle: 'calico_vxlan_mode: Always' });
    expect(isKnown(q.encapsulation)).toBe(false);
  });

  it('leaves the encapsulation open where a mode does not parse or both are on', () => {
    const off = pool(one('calico_ipip_mode: Off\ncalico_vxlan_mode: Always\n'));
    expect(said([off.ipipMode, off.vxlanMode])).toEqual(['? Kubespray refuses the mode', '"Always" @ 2:20']);
    expect(isKnown(off.encapsulation)).toBe(false);
    expect(isKnown(pool(one('calico_ipip_mode: Always\ncalico_vxlan_mode: Always\n')).encapsulation)).toBe(false);
  });

  it('makes the IPv6 pool only where IPv6 is on', () => {
    const text = 'calico_pool_name: mine\ncalico_ipip_mode_ipv6: Never\ncalico_vxlan_mode_ipv6: Never\nkube_pods_subnet_ipv6: fd00::/64\n';
    expect(one(text).pools).toEqual([]);
    const six = pool(one(`${text}enable_dual_stack_networks: true\n`));
    expect([six.family, known(six.name).value, known(six.encapsulation).value, known(six.cidr).value]).toEqual([
      6,
      'mine-ipv6',
      'None',
      'fd00::/64',
    ]);
    expect(one(`${text}ipv6_stack: true\n`).cidrs.pod.map((k) => known(k).value)).toEqual(['fd00::/64']);
  });

  it('does not know natOutgoing where nodes peer with routers, which old releases exclude', () => {
    expect(isKnown(pool(one('calico_vxlan_mode: Never\nnat_outgoing: true\npeer_with_router: true\n')).natOutgoing)).toBe(false);
  });
});

describe('precedence', () => {
  const backend = (files: Files): Cluster['backend'] => clusterOf(files).backend;

  it('all < group < host', () => {
    const slot = backend({
      [all]: 'calico_network_backend: bird\n',
      [group]: 'calico_network_backend: vxlan\n',
      'inventory/mine/host_vars/n1.yml': 'calico_network_backend: none\n',
    });
    expect(slot.map((k) => [known(k).value, known(k).layer, known(k).beatenBy?.document.source.name])).toEqual([
      ['bird', 'ansible-all', group],
      ['vxlan', 'ansible-group', undefined],
      ['none', 'ansible-host', undefined],
    ]);
    expect(known(slot[2]).scope).toEqual({ kind: 'node', name: 'n1' });
    expect(known(effective(slot, { kind: 'node', name: 'n1' })).value).toBe('none');
    expect(known(effective(slot)).value).toBe('vxlan');
  });

  it.each([
    ['a/group_vars/all.yml', 'ansible-all'],
    ['a/group_vars/all', 'ansible-all'],
    ['a\\group_vars\\all\\deep\\x.yaml', 'ansible-all'],
    ['group_vars/all.yml', 'ansible-all'],
    ['a/group_vars/all-sites.yml', 'ansible-group'],
    ['a/group_vars/k8s_cluster.yml', 'ansible-group'],
    ['k8s-net-calico.yml', 'ansible-group'],
    ['roles/calico/defaults/main.yml', 'role-default'],
    ['roles/kubespray_defaults/defaults/main/main.yml', 'role-default'],
  ])('%s is %s', (file, layer) => {
    expect(known(backend({ [file]: 'calico_network_backend: bird\n' })[0]).layer).toBe(layer);
  });

  it.each([
    ['a/host_vars/n1.example.org.yml', 'n1.example.org'],
    ['a/host_vars/n1.example.org/net.yml', 'n1.example.org'],
    ['a/host_vars/n1', 'n1'],
  ])('%s speaks about %s', (file, name) => {
    expect(known(backend({ [file]: 'calico_network_backend: bird\n' })[0]).scope).toEqual({ kind: 'node', name });
  });

  it('takes the fields of one pool from several files', () => {
    const files = { [all]: 'calico_ipip_mode: Always\ncalico_vxlan_mode: Never\n', [group]: 'calico_ipip_mode: Never\n' };
    const { encapsulation } = pool(clusterOf(files));
    expect(known(encapsulation).value).toBe('None');
    expect(known(encapsulation).origin.document.source.name).toBe(all);
  });

  it('does not know a value that two files of one rank give differently, or a host its own way', () => {
    const twin = 'inventory/mine/group_vars/kube_node.yml';
    expect(isKnown(pool(clusterOf({ [group]: 'calico_vxlan_mode: Never\n', [twin]: 'calico_vxlan_mode: Always\n' })).vxlanMode)).toBe(
      false,
    );
    expect(known(pool(clusterOf({ [group]: 'calico_vxlan_mode: Never\n', [twin]: 'calico_vxlan_mode: Never\n' })).vxlanMode).value).toBe(
      'Never',
    );
    const host = 'inventory/mine/host_vars/n1.yml';
    expect(isKnown(pool(clusterOf({ [group]: 'calico_vxlan_mode: Never\n', [host]: 'calico_vxlan_mode: Always\n' })).vxlanMode)).toBe(
      false,
    );
  });

  it('does not let a group of the inventory file beat group_vars/all', () => {
    const inventory = 'inventory/mine/hosts.yml';
    const vars = 'all:\n  vars: {calico_vxlan_mode: CrossSubnet}\n  children:\n    k8s_cluster:\n      vars: {calico_vxlan_mode: Never}\n';
    expect(known(pool(clusterOf({ [inventory]: vars })).vxlanMode).value).toBe('Never');
    expect(known(pool(clusterOf({ [inventory]: vars, [all]: 'calico_vxlan_mode: Always\n' })).vxlanMode).value).toBe('Always');
    expect(known(pool(clusterOf({ [inventory]: vars, [group]: 'calico_vxlan_mode: Never\n' })).vxlanMode).value).toBe('Never');
  });
});

describe('MTU', () => {
  // What roles/network_plugin/calico/templates/{calico-node,calico-config}.yml.j2 of Kubespray at 46dbdd3 render.
  it.each([
    ['calico_veth_mtu: 1400', [], []],
    ['calico_mtu: 1450', ['1450 @ 1:13'], ['1450 @ 1:13']],
    ['calico_mtu: 1450\ncalico_veth_mtu: 1400', ['1450 @ 1:13'], ['1400 @ 2:18']],
    ['calico_mtu: "1450"', [], ['1450 @ 1:13']],
  ])('%s', (text, veth, felix) => {
    const { mtu } = one(`${text}\n`);
    expect(said(mtu.veth.filter((k) => known(k).live !== 'dead'))).toEqual(veth);
    for (const slot of [mtu.ipip, mtu.vxlan, mtu.wireguard]) {
      expect(said(slot)).toEqual(felix);
    }
  });

  it('joins the two variables over files', () => {
    const { mtu } = clusterOf({ [all]: 'calico_mtu: 1450\n', [group]: 'calico_veth_mtu: 1400\n' });
    expect(mtu.vxlan.map((k) => [known(k).value, known(k).live])).toEqual([[1400, 'reconciled']]);
  });
});

describe('BGP', () => {
  const peers =
    'peers:\n  - {router_id: 10.0.0.1, as: "65001", scope: global}\n  - router_id: fd00::1\n    as: 65002\n    filters: [keep]\n';

  it('reads peers where peer_with_router is true, and the mesh is off then', () => {
    const { bgp } = one(`calico_mtu: 1400\npeer_with_router: true\n${peers}`);
    expect(said(bgp.mesh)).toEqual(['false @ 2:19']);
    expect(bgp.peers.map((p) => said([p.peerIP!, p.asNumber!]))).toEqual([
      ['"10.0.0.1" @ 4:17', '"65001" @ 4:31'],
      ['"fd00::1" @ 5:16', '"65002" @ 6:9'],
    ]);
    expect(known(bgp.peers[0]?.name).value).toBe('global-10.0.0.1');
    expect(bgp.peers[1]?.filters.map((f) => known(f).value)).toEqual(['keep']);
  });

  it('knows whose the peers of a host are', () => {
    const host = 'inventory/mine/host_vars/n1.yml';
    const { bgp } = clusterOf({ [group]: `peer_with_router: true\ncalico_mtu: 1400\n`, [host]: `calico_mtu: 1400\n${peers}` });
    expect(bgp.peers.map((p) => [p.node && known(p.node).value, known(p.name).value])).toEqual([
      [undefined, 'global-10.0.0.1'],
      ['n1', 'n1-fd00--1'],
    ]);
  });

  it('has no peers where peer_with_router is not true', () => {
    expect(one(`calico_mtu: 1400\n${peers}`).bgp.peers).toEqual([]);
    expect(one(`peer_with_router: false\ncalico_mtu: 1400\n${peers}`).bgp).toMatchObject({ peers: [], mesh: [] });
  });

  it('does not know the mesh where route reflectors are in the inventory', () => {
    const { bgp } = one('all:\n  children:\n    calico_rr: {hosts: {r1: }}\n    k8s_cluster: {vars: {calico_mtu: 1400}}\n');
    expect(said(bgp.mesh)).toEqual(['? route reflectors may replace the mesh']);
  });
});

const ini = [
  '# inventory of the test',
  '[all]',
  'n1 ansible_host=203.0.113.1 ip=10.0.0.1 # first',
  'n2 ansible_host=n2.example.org ip="10.0.0.2" calico_mtu=1400',
  'bastion ansible_host=203.0.113.9',
  'w[1:3]',
  '',
  '[all:vars]',
  'calico_vxlan_mode = Never',
  "calico_ipip_mode='Never'  # both off",
  'calico_mtu=1450',
  '; calico_mtu=1',
  '[kube_node]',
  'n1',
  'n2',
  'w[1:3]',
  '[k8s_cluster:children]',
  'kube_node # all of them',
  '',
].join('\n');

describe('INI', () => {
  const name = 'inventory/mine/inventory.ini';

  it.each(['\n', '\r\n'])('gives the places of a file with %j', (eol) => {
    const cluster = clusterOf({ [name]: ini.replaceAll('\n', eol) });
    const p = pool(cluster);
    expect(said([p.vxlanMode, p.ipipMode, p.encapsulation])).toEqual(['"Never" @ 9:21', '"Never" @ 10:18', '"None" @ 9:21']);
    expect(said(cluster.mtu.veth)).toEqual(['1450 @ 11:12', '1400 @ 4:57']);
    expect(cluster.mtu.veth.map((k) => known(k).layer)).toEqual(['ansible-all', 'ansible-host']);
    expect(cluster.nodes.map((n) => [n.name, locate(n.origin).line, n.addresses.map((a) => known(a).value)])).toEqual([
      ['n1', 3, ['10.0.0.1', '203.0.113.1']],
      ['n2', 4, ['10.0.0.2']],
      ['w1', 6, []],
      ['w2', 6, []],
      ['w3', 6, []],
    ]);
    expect(said(cluster.nodes[1]!.addresses)).toEqual(['"10.0.0.2" @ 4:35']);
  });

  it('evaluates values as Ansible does', () => {
    const root = parseIni('[g]\nh a=1 b="x y" c=\'1\' d=True e=x#y f= g="\'1\'"\n[g:vars]\na=1 # one\nb = x # y\nc="1"\nd=01\n')?.root;
    const vars = (path: string[]): unknown => Object.fromEntries(valuesAt(root, path));
    expect(vars(['all', 'children', 'g', 'hosts', 'h'])).toEqual({ a: 1, b: 'x y', c: 1, d: true, e: 'x' });
    expect(vars(['all', 'children', 'g', 'vars'])).toEqual({ a: 1, b: 'x # y', c: '1', d: '01' });
  });

  it('leaves out lines that Ansible refuses', () => {
    const root = parseIni('[g]\nh a="1\nk word b=2\n[g:other]\nx=1\n[g:vars]\nno value\n')?.root;
    expect(Object.fromEntries(valuesAt(root, ['all', 'children', 'g', 'hosts', 'k']))).toEqual({ b: 2 });
    expect(Object.fromEntries(valuesAt(root, ['all', 'children', 'g', 'hosts']))).toEqual({ k: undefined });
  });

  it('reads escapes as shlex does', () => {
    const root = parseIni('[g]\nh a=x\\ y b="say \\"z\\"" c="tab\\t"\n')?.root;
    expect(Object.fromEntries(valuesAt(root, ['all', 'children', 'g', 'hosts', 'h']))).toEqual({ a: 'x y', b: 'say "z"', c: 'tab\\t' });
  });

  it('joins the lines of one host, and then removes nothing that stands between them', () => {
    const files = { [name]: '[k8s_cluster]\nn1 ip=10.0.0.1 calico_mtu=1400\nn1 calico_veth_mtu=1380\n' };
    const { mtu, nodes } = clusterOf(files);
    expect([said(mtu.veth), said(mtu.vxlan), nodes.length]).toEqual([['1400 @ 2:27'], ['1380 @ 3:20'], 1]);
    expect(edits({ setting: known(mtu.vxlan[0]), remove: true })).toBeUndefined();
  });

  it('leaves a program that prints an inventory alone', async () => {
    const text = '#!/usr/bin/env python\nimport json\n\nprint(json.dumps({"kube-master": {"hosts": ["n1"]}}))\n  {\n';
    const { findings, summary } = await lint([{ name: 'inventory/mine/hosts', text }]);
    expect([findings, summary.unrelated]).toEqual([[], 1]);
  });

  it('reads a text without sections as no inventory', () => {
    expect(parseIni('127.0.0.1 localhost\n')).toBeUndefined();
    expect(parseIni('')).toBeUndefined();
  });

  it.each([
    ['inventory.ini', 'n1 ip=10.0.0.1\n[g]\nn1\n', true],
    ['a/hosts', '# all\n[all]\nn1\n', true],
    ['anything', '\uFEFF[all]\r\nn1\r\n', true],
    ['anything', 'n1\n[all]\nn1\n', false],
    ['hosts', '127.0.0.1 localhost\n', false],
    ['x.yml', 'a: 1\nb: [c]\n', false],
  ])('%s is an inventory by name and text', (file, text, wanted) => {
    expect(looksLikeIni(file, text)).toBe(wanted);
  });
});

function valuesAt(root: Node | undefined, path: readonly string[]): [string, unknown][] {
  let node = root;
  for (const step of path) node = node?.kind === 'map' ? node.entries.find((e) => e.name === step)?.value : undefined;
  return node?.kind === 'map' ? node.entries.map((e) => [e.name, e.value.kind === 'scalar' ? e.value.value : undefined]) : [];
}

describe('write-back', () => {
  const off = 'calico_network_backend: bird\ncalico_ipip_mode: Never # off\ncalico_vxlan_mode: "Never"\n';

  it.each([
    ['VXLAN', 'Never', 'Always'],
    ['VXLANCrossSubnet', 'Never', 'CrossSubnet'],
    ['IPIP', 'Always', 'Never'],
    ['IPIPCrossSubnet', 'CrossSubnet', 'Never'],
    ['None', 'Never', 'Never'],
  ])('%s sets both modes and nothing else', (to, ipip, vxlan) => {
    for (const eol of ['\n', '\r\n']) {
      const files = { [group]: off.replaceAll('\n', eol) };
      const after = changed(files, known(pool(clusterOf(files)).encapsulation), to);
      const text = `calico_network_backend: bird\ncalico_ipip_mode: ${ipip} # off\ncalico_vxlan_mode: "${vxlan}"\n`;
      expect(after[group]).toBe(text.replaceAll('\n', eol));
      expect(known(pool(clusterOf(after)).encapsulation).value).toBe(to);
    }
  });

  it('writes each mode in the file that holds it', () => {
    const files = { [all]: 'calico_ipip_mode: Always\n', [group]: 'calico_vxlan_mode: Never\n' };
    const after = changed(files, known(pool(clusterOf(files)).encapsulation), 'VXLAN');
    expect(after).toEqual({ [all]: 'calico_ipip_mode: Never\n', [group]: 'calico_vxlan_mode: Always\n' });
  });

  it.each([
    ['calico_vxlan_mode: Never # why\r\nother: 1\r\n', 'calico_vxlan_mode: Always # why\r\ncalico_ipip_mode: Never\r\nother: 1\r\n'],
    ['other: 1\ncalico_vxlan_mode: Always', 'other: 1\ncalico_vxlan_mode: Always\ncalico_ipip_mode: Never'],
    ['{calico_vxlan_mode: Never}\n', '{calico_vxlan_mode: Always, calico_ipip_mode: Never}\n'],
    ['all:\n  vars:\n    calico_vxlan_mode: Never\n', 'all:\n  vars:\n    calico_vxlan_mode: Always\n    calico_ipip_mode: Never\n'],
    ['[all:vars]\ncalico_vxlan_mode = Never\r\nx=1\n', '[all:vars]\ncalico_vxlan_mode = Always\r\ncalico_ipip_mode=Never\r\nx=1\n'],
    ['[all]\nn1 calico_vxlan_mode="Never" x=1\n', '[all]\nn1 calico_vxlan_mode="Always" calico_ipip_mode=Never x=1\n'],
  ])('adds the mode that is not written beside the other: %j', (before, after) => {
    const name = before.startsWith('[') ? 'inventory/mine/hosts.ini' : group;
    const files = { [name]: before };
    const cluster = clusterOf(files);
    const mode = find(cluster);
    const asked = { ...mode, write: { reader: 'kubespray', as: 'encapsulation', place: mode.origin } };
    expect(changed(files, asked, 'VXLAN')[name]).toBe(after);
  });

  /** The mode that is written; a host's own one is only to be seen as unknown, so it is taken from where that points. */
  function find(cluster: Cluster): Setting<unknown> {
    const { vxlanMode } = pool(cluster);
    if (isKnown(vxlanMode)) return vxlanMode;
    if (!vxlanMode.origin) throw new Error('no mode');
    return { value: 'Never', how: 'explicit', origin: vxlanMode.origin, scope: { kind: 'all' }, live: 'reconciled', layer: 'ansible-host' };
  }

  it('refuses IPIP for IPv6', () => {
    const files = { [group]: 'ipv6_stack: true\ncalico_ipip_mode_ipv6: Never\ncalico_vxlan_mode_ipv6: Never\n' };
    const setting = known(pool(clusterOf(files)).encapsulation);
    expect(edits({ setting, to: 'IPIP' })).toBeUndefined();
    expect(changed(files, setting, 'VXLAN')[group]).toBe(
      'ipv6_stack: true\ncalico_ipip_mode_ipv6: Never\ncalico_vxlan_mode_ipv6: Always\n',
    );
  });

  it('writes and removes scalars, keeping quotes and line ends', () => {
    const text = "calico_network_backend: 'bird'\r\ncalico_mtu: 1480\r\ncalico_ip_auto_method: first-found\r\n";
    const files = { [group]: text };
    const { backend, mtu, nodeAddress } = clusterOf(files);
    expect(changed(files, known(backend[0]), 'vxlan')[group]).toBe(text.replace('bird', 'vxlan'));
    expect(changed(files, known(mtu.vxlan[0]), 1450)[group]).toBe(text.replace('1480', '1450'));
    const removed = applied(files, edits({ setting: known(nodeAddress.method[0]), remove: true }));
    expect(removed[group]).toBe(text.replace(/calico_ip_auto.*\r\n/, ''));
  });

  it('writes and removes in INI', () => {
    const name = 'inventory/mine/hosts.ini';
    const files = { [name]: ini };
    const [group, host] = clusterOf(files).mtu.veth.map(known);
    expect(changed(files, host!, 1380)[name]).toBe(ini.replace('calico_mtu=1400', 'calico_mtu=1380'));
    expect(edits({ setting: host!, remove: true })).toBeUndefined();
    expect(applied(files, edits({ setting: group!, remove: true }))[name]).toBe(ini.replace('calico_mtu=1450\n', ''));
    expect(changed(files, known(pool(clusterOf(files)).encapsulation), 'VXLAN')[name]).toBe(ini.replace('mode = Never', 'mode = Always'));
  });
});
