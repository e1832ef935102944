/** What the fix says: on which machine, with which tool, in which family, under which names, and that the way back is one. Names are invented. */
import { execFileSync } from 'node:child_process';
import { lint } from '@canal-lint/core';
import { correct, type DiagnosedCause, diagnose, type Text } from '@canal-lint/core/diagnose';
import { describe, expect, test } from 'vitest';
import { emptyDraft, seenOf } from '../../packages/core/src/diagnose/draft.js';
import { besideItem } from '../../packages/core/src/diagnose/fix/beside.js';
import { kept } from '../../packages/core/src/diagnose/fix/keep.js';
import { causes } from '../../packages/core/src/diagnose/registry.gen.js';
import { nothing } from './nothing.js';

type Fix = NonNullable<DiagnosedCause['fix']>;

/** The fix of a cause, whatever its rank: `where: command` of each step. */
async function fixOf(
  id: string,
  texts: Readonly<Record<string, string>>,
): Promise<Readonly<Record<'then' | 'back', string>> & { fix: Fix }> {
  const all: readonly Text[] = Object.entries(texts).map(([name, text]) => ({ name, text }));
  const { clusters, findings } = await lint(all.filter(({ name }) => name.endsWith('.yaml') || name.endsWith('.yml')));
  const { causes } = diagnose({ texts: all, clusters, findings });
  const fix = causes.find((cause) => cause.id === id)?.fix;
  if (!fix) throw new Error(`${id} is not among ${causes.map((cause) => cause.id)}`);
  const lines = (steps: Fix['then']): string =>
    steps.map(({ text, command, node }) => (command === undefined ? text : `${node ?? ''}: ${command}`)).join('\n');
  return { then: lines(fix.then), back: lines(fix.back), fix };
}

const row = (address: string, info: string): string =>
  `| ${address} | node-to-node mesh | ${info === 'Established' ? 'up' : 'start'} | 09:12:44 | ${info} |`;
const status = (node: string, ...rows: readonly string[]): string => `=== ${node} ===\nIPv4 BGP status\n${rows.join('\n')}\n`;

/** ash dials oak, which does not answer. */
const refused = `${status('ash', row('10.61.4.2', 'Active Socket: No route to host'), row('10.61.4.3', 'Established'))}$ ping -c 1 10.61.4.2
64 bytes from 10.61.4.2: icmp_seq=1 ttl=64 time=0.3 ms\n`;

describe('a port is opened at the end that waits', () => {
  test('with firewalld, in the zone that is active', async () => {
    const { then, back } = await fixOf('bgp-port-blocked', {
      'a.txt': `$ firewall-cmd --list-all\nhome (active)\n  ports: 22/tcp\n${refused}`,
    });
    expect(then).toContain(
      'the node with the address 10.61.4.2: sudo firewall-cmd --permanent --zone=home --add-port=179/tcp; sudo firewall-cmd --reload',
    );
    expect(then).not.toContain('iptables');
    expect(back).toContain('--remove-port=179/tcp');
  });

  test('with ufw', async () => {
    const { then } = await fixOf('bgp-port-blocked', { 'a.txt': `${refused}\n$ sudo ufw status\nStatus: active\n22/tcp ALLOW Anywhere\n` });
    expect(then).toContain('the node with the address 10.61.4.2: sudo ufw allow from ');
  });

  test('with what runs there, where nothing names it', async () => {
    const { then } = await fixOf('bgp-port-blocked', {
      'a.txt': `${status('ash', row('10.61.4.2', 'Passive'))}${status('oak', row('10.61.4.1', 'Connect'))}port 179 is blocked?`,
    });
    expect(then).toMatch(
      /^ash: if sudo firewall-cmd --state .*; elif sudo ufw status .*; else sudo iptables -I INPUT 1 -s 10\.61\.4\.1,10\.61\.4\.2 .*; fi$/m,
    );
  });

  test('in the family of the sessions: ip6tables, ip6 saddr', async () => {
    const down = status('ash', row('2001:db8:4::2', 'Passive'), row('2001:db8:4::3', 'Established')).replace('IPv4', 'IPv6');
    const tables = await fixOf('bgp-port-blocked', {
      'a.txt': `${down}$ ip6tables-save\n*filter\n-A INPUT -p tcp -m tcp --dport 179 -j DROP\nCOMMIT\n`,
    });
    expect(tables.then).toContain('ash: sudo ip6tables -I INPUT 1');
    expect(tables.then).toContain('rules.v6');
    const nft = await fixOf('bgp-port-blocked', {
      'a.txt': `${down}$ nft list ruleset\ntable inet edge {\n\tchain inbound {\n\t\ttype filter hook input priority 0; policy accept;\n\t\ttcp dport 179 drop\n\t}\n}\n`,
    });
    expect(nft.then).toContain("sudo nft 'insert rule inet edge inbound ip6 saddr ");
    expect(nft.back).toContain('sudo nft delete rule inet edge inbound handle $(sudo nft -a list chain inet edge inbound');
  });

  test('in chains of firewalld a rule of iptables would be undone', async () => {
    const { then } = await fixOf('bgp-port-blocked', {
      'a.txt': `${status('ash', row('10.61.4.2', 'Passive'))}$ nft list ruleset\ntable inet firewalld {\n\tchain filter_INPUT {\n\t\ttype filter hook input priority 10; policy accept;\n\t\ttcp dport 179 drop\n\t}\n}\n`,
    });
    expect(then).toContain('sudo firewall-cmd --permanent');
    expect(then).not.toContain('sudo nft');
  });
});

test('a cause is named after the nodes on which its fix works', () => {
  const { causes: told } = diagnose({ texts: [{ name: 'a.txt', text: refused }] });
  expect(told.find(({ id }) => id === 'bgp-port-blocked')?.nodes).toEqual(['10.61.4.2']);
});

describe('a file of Terraform is for the cloud that the input names', () => {
  const lost = `${status('ash', row('10.61.4.2', 'Connect'))}${status('oak', row('10.61.4.1', 'Passive'))}$ nc -zv -w 2 10.61.4.2 179\nnc: connect to 10.61.4.2 port 179 (tcp) timed out\n`;
  test.each([
    ['', []],
    ['The nodes are EC2 machines.', ['calico-bgp.aws.tf']],
    ['The nodes are in GCP.', ['calico-bgp.gcp.tf']],
    ['The nodes are in Azure.', ['calico-bgp.azure.tf']],
    ['The nodes are in GCP and in Azure.', []],
  ])('%s', async (words, files) => {
    const { fix } = await fixOf('bgp-port-blocked-by-underlay', { 'a.txt': `${words}\n${lost}` });
    expect(fix.manifests.map(({ name }) => name)).toEqual(files);
    // What it takes from the module is declared, so that it stands alone.
    for (const { text } of fix.manifests) {
      const declared = [...text.matchAll(/^variable "(\w+)"/gm)].map(([, name]) => name);
      expect(new Set([...text.matchAll(/\bvar\.(\w+)/g)].map(([, name]) => name))).toEqual(new Set(declared));
      expect(text).toMatch(/^ *(?:from_port|ports|destination_port_range) *= .*\b179\b/m);
    }
  });
});

describe('the address of a node', () => {
  const wrong = (more: string): Record<string, string> => ({
    'a.txt': `${status('ash', row('172.17.0.1', 'Passive'), row('10.61.4.3', 'Established'))}${more}`,
  });
  test.each([
    ['calico/node:v3.17.3', 'IP_AUTODETECTION_METHOD=cidr=<network of the nodes>'],
    ['a release that nothing tells', 'IP_AUTODETECTION_METHOD=cidr=<network of the nodes>'],
    ['calico/node:v3.28.1', 'IP_AUTODETECTION_METHOD=kubernetes-internal-ip'],
  ])('%s', async (image, method) => {
    const { then } = await fixOf('wrong-node-address', wrong(`Image: ${image}\n`));
    expect(then).toContain(method);
  });

  test('of IPv6, where those sessions alone are down', async () => {
    const text = `${status('ash', row('10.61.4.2', 'Established'))}IPv6 BGP status\n${row('fd00:4::2', 'Active Socket: Network is unreachable')}\n`;
    const { then } = await fixOf('wrong-node-address', { 'a.txt': text });
    expect(then).toContain('IP6=autodetect IP6_AUTODETECTION_METHOD=');
    expect(then).not.toMatch(/ IP=/);
  });
});

describe('a method is written beside the address that has none', () => {
  const tables = `${status('ash', row('172.17.0.1', 'Passive'), row('10.61.4.3', 'Established'))}${status('elm', row('172.17.0.1', 'Passive'), row('10.61.4.1', 'Established'))}$ ip -4 addr show docker0\n4: docker0: <NO-CARRIER,BROADCAST,MULTICAST,UP> mtu 1500\n    inet 172.17.0.1/16 brd 172.17.255.255 scope global docker0\n`;
  const manifest = (image: string, item: string): string =>
    `apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: calico-node, namespace: kube-system}\nspec:\n  template:\n    spec:\n      containers:\n        - name: calico-node\n          image: quay.io/calico/node:${image}\n          env:\n${item}            - name: FELIX_HEALTHENABLED\n              value: "true"\n`;
  const block = '            # as ever\n            - name: IP\n              value: "autodetect" # of the card\n';
  const flow = '            - { name: IP, value: autodetect }\n';
  const added = '+            - name: IP_AUTODETECTION_METHOD\n+              value: "kubernetes-internal-ip"\n';
  test.each([
    ['v3.28.1', block, added],
    ['v3.28.1', flow, added],
    ['v3.21.6', block, ''],
  ])('calico/node:%s, %s', async (image, item, lines) => {
    const inputs = [{ name: 'calico.yaml', text: manifest(image, item) }];
    const { clusters, findings } = await lint(inputs);
    const first = diagnose({ texts: [{ name: 'a.txt', text: tables }, ...inputs], clusters, findings });
    expect(first.causes[0]?.id).toBe('wrong-node-address');
    const { answer, changed } = await correct(first, inputs, findings);
    const diff = answer.causes[0]?.fix?.files.map((file) => file.diff).join('') ?? '';
    if (lines === '') expect(diff).toBe('');
    else expect(diff).toContain(lines);
    for (const { name, after } of changed)
      expect((await lint([{ name, text: after }])).findings.map(({ rule }) => rule)).not.toContain('autodetection-method');
  });
});

test('by the network of the nodes, where the release does not have the other method', () => {
  const text = 'env:\n  - name: IP\n    value: "autodetect"\n  - name: A\n    value: b\n';
  const more = '- name: IP_AUTODETECTION_METHOD\n  value: "cidr=10.61.4.0/24"\n';
  expect(besideItem(text, 3, more)).toBe(text.replace('  - name: A', `${more.replace(/^(?=.)/gm, '  ')}  - name: A`));
  expect(besideItem(text.replaceAll('\n', '\r\n'), 3, more)).toContain(
    'autodetect"\r\n  - name: IP_AUTODETECTION_METHOD\r\n    value: "cidr',
  );
  expect(besideItem('data:\n  ip: autodetect\n', 2, more)).toBeUndefined();
});

describe('names are those of the installer', () => {
  const lease =
    'E0311 10:00:00.000000 1 main.go:332] Error registering network: failed to acquire lease: node "ash" pod cidr not assigned\n';
  test.each([
    ['canal-7hx2p', '-n kube-system get configmap canal-config', 'daemonset/canal'],
    ['rke2-canal-7hx2p', '-n kube-system get configmap rke2-canal-config', 'daemonset/rke2-canal'],
    ['kube-flannel-ds-7hx2p', '-n kube-flannel get configmap kube-flannel-cfg', 'daemonset/kube-flannel-ds'],
  ])('%s', async (pod, map, daemonSet) => {
    const { then } = await fixOf('flannel-lease', { 'a.txt': `${lease}${pod}   1/2   CrashLoopBackOff   7   9m\n` });
    expect(then).toContain(map);
    expect(then).toContain(`${daemonSet}`);
    expect(then).not.toContain('||');
  });

  const hung = { 'a.txt': status('ash', row('10.61.4.2', 'Active BGP Error: Hold timer expired')) };
  const daemonSet = `apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: calico-node, namespace: net}\nspec:\n  template:\n    spec:\n      containers: [{name: calico-node, image: "quay.io/calico/node:v3.28.0"}]\n`;
  const installation = `apiVersion: operator.tigera.io/v1\nkind: Installation\nmetadata: {name: default}\nspec: {calicoNetwork: {ipPools: [{cidr: 10.62.0.0/16, encapsulation: VXLAN}]}}\n`;
  test.each([
    ['an Installation', { 'i.yaml': installation }, '-n calico-system '],
    ['a DaemonSet of its own namespace', { 'd.yaml': daemonSet }, '-n net '],
    ['nothing: the namespace is asked for first', {}, 'NS=$(kubectl get daemonset -A '],
  ])('%s', async (_, files, part) => {
    expect((await fixOf('hold-timer', { ...hung, ...files })).then).toContain(part);
  });

  test('the offload of the device that the words name', async () => {
    const { then, back } = await fixOf('vxlan-offload', {
      'a.txt': 'Pods time out. Switching checksum offload off by ethtool -K flannel.9 helps until the reboot.\n',
    });
    for (const steps of [then, back]) {
      expect(steps).toContain('ethtool -K flannel.9');
      expect(steps).not.toMatch(/vxlan\.calico|felixconfiguration/);
    }
  });

  test('in Canal the offload of the device of flannel, which Felix does not touch', async () => {
    const text = 'Canal: bad udp cksum on flannel.1, services time out until ethtool -K\ncanal-7hx2p   2/2   Running   0   9m\n';
    const { then } = await fixOf('vxlan-offload', { 'a.txt': text });
    expect(then).toContain('ethtool -K flannel.1');
    expect(then).not.toContain('featureDetectOverride');
  });
});

describe('under the operator nothing is written that it takes back', () => {
  const draft = emptyDraft();
  draft.notes.push({ name: 'a.txt', text: 'namespace calico-system' });
  const seen = seenOf(draft, { clusters: [], findings: [] });
  test.each(causes.map((cause) => [cause.id, cause] as const))('%s', (_, cause) => {
    const { then, back } = cause.remedy({ seen, nodes: [], looks: new Map() });
    for (const { command = '' } of [...then, ...back])
      expect(command).not.toMatch(/patch (?:daemonset|configmap calico)|set env [^|]*=|set env [^|]*[A-Z]-$|rollout undo/);
  });
});

test('a peer that answers no ping is looked for by its address', async () => {
  const lost =
    '$ ping -c 1 -W 1 10.61.4.2\nPING 10.61.4.2 (10.61.4.2) 56(84) bytes of data.\n\n--- 10.61.4.2 ping statistics ---\n1 packets transmitted, 0 received, 100% packet loss, time 0ms\n';
  const nodes = `$ kubectl get nodes -o wide
NAME   STATUS   ROLES    AGE   VERSION   INTERNAL-IP   EXTERNAL-IP   OS-IMAGE             KERNEL-VERSION     CONTAINER-RUNTIME
ash    Ready    <none>   9d    v1.31.0   10.61.4.1     <none>        Ubuntu 24.04.1 LTS   6.8.0-45-generic   containerd://1.7.22
oak    Ready    <none>   9d    v1.31.0   10.61.4.2     <none>        Ubuntu 24.04.1 LTS   6.8.0-45-generic   containerd://1.7.22
`;
  const { then } = await fixOf('peer-unreachable', { 'a.txt': `${nodes}${lost}` });
  expect(then).toContain("grep -wE '10\\.61\\.4\\.2'");
  expect(then).not.toContain('<address>');
});

describe('RKE2 keeps it in a HelmChartConfig', () => {
  const wrong = 'E0311 10:00:00.000000 1 main.go:332] Failed to find any valid interface to use: failed to get default interface\n';
  test('of rke2-canal, made only where there is none', async () => {
    const { then, back, fix } = await fixOf('flannel-interface', {
      'a.txt': `${wrong}rke2-canal-7hx2p   1/2   CrashLoopBackOff   7   9m\n`,
    });
    expect(then).toContain('kubectl create -f rke2-canal-config.yaml');
    expect(back).toContain('kubectl delete -f rke2-canal-config.yaml');
    expect(fix.manifests.map(({ text }) => text).join()).toMatch(
      /kind: HelmChartConfig[\s\S]*name: rke2-canal\n[\s\S]*\|-\n {4}flannel:\n {6}regexIface: /,
    );
  });

  test('of rke2-calico, which has the Installation among its values', async () => {
    const { fix } = await fixOf('wrong-node-address', {
      'a.txt': `RKE2, namespace calico-system\n${status('ash', row('172.17.0.1', 'Passive'), row('10.61.4.3', 'Established'))}`,
    });
    expect(fix.manifests[0]?.text).toMatch(
      /name: rke2-calico\n[\s\S]*\n {4}installation:\n {6}calicoNetwork:\n {8}nodeAddressAutodetectionV4:/,
    );
  });
});

describe('the way back', () => {
  test('what YAML quotes comes back without its quotes', () => {
    const { keep } = kept('ippool', 'pods', ['ipipMode', 'vxlanMode', 'natOutgoing', 'blockSize']);
    const spec = `spec:\n  blockSize: 26\n  ipipMode: "CrossSubnet"\n  natOutgoing: true\n  nodeSelector: all()\n`;
    const command = `calicoctl() { printf '%s' '${spec}'; }; ${keep.command?.replace(/\| tee \S+$/, '')}`;
    expect(JSON.parse(execFileSync('bash', ['-c', command], { encoding: 'utf8' }))).toEqual({
      spec: { blockSize: 26, ipipMode: 'CrossSubnet', natOutgoing: true, vxlanMode: null },
    });
  });

  const across = `$ ip route\n10.63.7.0/26 via 10.61.5.9 dev eth0 proto bird\nblackhole 10.63.6.0/26 proto bird\n${status('ash', row('10.61.5.9', 'Established'))}`;
  test('modes come back as they were, and what Kubespray keeps too', async () => {
    const vars = 'kube_network_plugin: calico\ncalico_network_backend: bird\ncalico_ipip_mode: Never\ncalico_vxlan_mode: Never\n';
    const { then, back } = await fixOf('no-encapsulation-across-l3', {
      'group_vars/k8s_cluster/k8s-net-calico.yml': vars,
      'a.txt': across,
    });
    for (const kind of ['ippool', 'felixconfiguration']) {
      expect(then).toMatch(new RegExp(`calicoctl get ${kind} \\S+ -o yaml .*tee ${kind}\\.before\\.json`));
      expect(back).toContain(`"$(cat ${kind}.before.json)"`);
    }
    for (const steps of [then, back]) expect(steps).toContain('ansible-playbook');
  });

  test('under the operator through the Installation', async () => {
    const installation = `apiVersion: operator.tigera.io/v1\nkind: Installation\nmetadata: {name: default}\nspec: {calicoNetwork: {ipPools: [{cidr: 10.63.0.0/16, encapsulation: None}]}}\n`;
    const { then, back } = await fixOf('no-encapsulation-across-l3', { 'i.yaml': installation, 'a.txt': across });
    expect(then).toContain('| tee encapsulation.before');
    expect(back).toContain('kubectl patch installation default');
    expect(back).not.toContain('calicoctl');
  });
});

test('a new pool lies in a range that no installer and nothing in the input uses', async () => {
  const text = 'ipam.go 1: No IPs available in pools: [10.62.0.0/16]\n$ ip route\n10.245.3.0/24 via 10.61.4.2 dev eth0\n';
  const { fix } = await fixOf('ipam-exhausted', { 'a.txt': text });
  expect(fix.manifests[0]?.text).toContain('cidr: 10.246.0.0/16');
});

test('a router is told by whoever runs it, not by a BGPPeer of a node', async () => {
  const closed = row('10.61.9.254', 'Active Socket: Connection closed').replace('node-to-node mesh', 'node specific');
  const { then, fix } = await fixOf('one-sided-peering', { 'a.txt': status('ash', closed) });
  expect(then).toContain('on 10.61.9.254: add each node as a neighbour');
  expect(fix.manifests).toEqual([]);
});

describe('a pool of pods and its number', () => {
  const ping = (size: number, answers: number): string =>
    [
      `$ kubectl exec web -- ping ${size > 1000 ? '-M do ' : ''}-c 1 -W 1 -s ${size} 10.63.7.4`,
      `PING 10.63.7.4 (10.63.7.4) ${size}(${size + 28}) bytes of data.`,
      ...(answers > 0 ? [`${size + 8} bytes from 10.63.7.4: icmp_seq=1 ttl=62 time=0.9 ms`] : []),
      '\n--- 10.63.7.4 ping statistics ---',
      `1 packets transmitted, ${answers} received, ${100 - 100 * answers}% packet loss, time 0ms\n`,
    ].join('\n');
  const cut = ping(1472, 0) + ping(56, 1);
  test('in manifests veth_mtu counts, not FelixConfiguration; it comes back as it was', async () => {
    const { then, back } = await fixOf('mtu-too-large', { 'a.txt': `kubectl apply -f calico.yaml\n${cut}` });
    expect(then).toContain('patch configmap calico-config');
    expect(then).not.toContain('felixconfiguration');
    expect(back).toContain('"$(cat veth_mtu.before)"');
  });

  test('where nothing tells who installed Calico it says what the operator has instead', async () => {
    const { fix } = await fixOf('mtu-too-large', { 'a.txt': cut });
    expect(fix.then.map(({ text }) => text).join('\n')).toContain(
      'the operator has no such ConfigMap: there, instead, kubectl patch installation default',
    );
  });

  test('the operator keeps one number', async () => {
    const { then, back } = await fixOf('mtu-too-large', { 'a.txt': `namespace calico-system\n${cut}` });
    expect(then).toContain('{"calicoNetwork":{"mtu":');
    expect(back).toContain('"$(cat mtu.before.json)"');
  });
});

test('what nothing tells apart is not asked for, and 179 is dialled from a node that is named', () => {
  const two = `${status('ash', row('10.61.4.2', 'Passive'), row('10.61.4.3', 'Established'))}${status('oak', row('10.61.4.1', 'Connect'), row('10.61.4.3', 'Established'))}`;
  const { next, unasked } = diagnose({ texts: [{ name: 'a.txt', text: two }] });
  expect(next === null || next.separates.length > 0).toBe(true);
  expect(unasked.filter(({ command }) => /^nc /.test(command)).map(({ command, node }) => `${node}: ${command}`)).toEqual([
    'oak: nc -zv -w 2 10.61.4.1 179',
  ]);
});

test('Canal is not asked about BIRD', () => {
  const text = 'canal-7hx2p   1/2   CrashLoopBackOff   7   9m   10.61.4.2   ash\nPods on ash cannot reach others.\n';
  const { next, unasked } = diagnose({ texts: [{ name: 'a.txt', text }] });
  for (const { command } of [...unasked, ...(next ? [next] : [])])
    expect(command).not.toMatch(/birdcl|bird\.cfg|calicoctl node status|:179/);
});

test.each(causes.map((cause) => [cause.id, cause] as const))('%s: a gap stops the shell before anything is written', (_, cause) => {
  const { then, back } = cause.remedy({ seen: nothing, nodes: [], looks: new Map() });
  for (const { command = '' } of [...then, ...back]) {
    const bare = command.replace(/'[^']*'|"(?:\\.|[^"])*"/g, '');
    if (/<[a-zA-Z][^<>]*>/.test(command) && /\b(?:patch|set env|create|delete|apply|tee|sysctl -w|iptables|nft|ufw)\b/.test(command))
      expect(bare, command).toMatch(/<[a-zA-Z]/);
  }
});
