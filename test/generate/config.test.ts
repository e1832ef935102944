import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Cluster, effective, isExplicit, knownValue, network } from '@canal-lint/core';
import { installers, isCanal } from '@canal-lint/core/generate';
import { describe, expect, onTestFinished, test } from 'vitest';
import { captured } from '../../packages/cli/src/captured.js';
import { hasShared, shared } from '../shared.js';
import { tool } from '../tools.js';

type Underlay = { readonly cloud: string; readonly nic: number; readonly l2?: boolean };

const underlays: readonly Underlay[] = [
  ...[1500, 9001].map((nic) => ({ cloud: 'aws', nic })),
  { cloud: 'azure', nic: 1500 },
  ...[1460, 8896].map((nic) => ({ cloud: 'gcp', nic })),
  ...[1450, 1500, 8950].map((nic) => ({ cloud: 'openstack', nic })),
  { cloud: 'digitalocean', nic: 1500 },
  { cloud: 'hetzner', nic: 1450 },
  ...[true, false].flatMap((l2) => [...[1500, 9000].map((nic) => ({ cloud: 'bare-metal', nic, l2 })), { cloud: 'vsphere', nic: 1500, l2 }]),
  { cloud: 'other', nic: 1500, l2: false },
];
const described = underlays.flatMap((one) => ['none', 'wireguard'].map((encryption) => ({ ...one, encryption })));

/** What `canal-lint mtu` is asked for the tunnels of a configuration; flannel's wireguard takes what Calico's takes on IPv6. */
function tunnels(cluster: Cluster, encryption: string): readonly string[] {
  if (knownValue(effective(cluster.plane)) === 'canal') return [encryption === 'none' ? 'vxlan' : 'wireguard-v6'];
  const pools = cluster.pools.filter(({ live }) => live !== 'dead').map(({ encapsulation }) => knownValue(encapsulation) ?? 'unknown');
  expect(pools).not.toContain('unknown');
  const vxlan = pools.some((mode) => mode.startsWith('VXLAN')) ? ['vxlan'] : [];
  const all = [...vxlan, ...(encryption === 'none' ? [] : ['wireguard'])];
  return all.length > 0 ? all : ['none'];
}

function texts(folder: string): readonly { readonly name: string; readonly text: string }[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.ya?ml$/.test(name));
  return names.map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}

async function judged(installer: string, { cloud, nic, l2, encryption }: Underlay & { readonly encryption: string }): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'canal-lint-config-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const flags = [`--installer ${installer} --cloud ${cloud} --nic-mtu ${nic} --encryption ${encryption}`, l2 ? '--l2' : '--routed'];
  const line = `generate config ${flags.join(' ')} --calico-version v3.31.4 --pod-cidr 10.60.0.0/16 --output out/`;
  const wrote = await captured(folder, line.split(' '));
  expect(wrote.stderr).toContain('wrote out/');

  const underlay = `cloud=${cloud},nicMtu=${nic},l2=${l2 ?? false}`;
  const linted = await captured(folder, ['out', '--underlay', underlay, '--fail-on', 'info']);
  expect(linted.stdout).toMatch(/^no findings|^0 /m);
  expect(linted.code, linted.stdout).toBe(0);

  const clusters = await network(texts(join(folder, 'out')), { calicoVersion: 'v3.31.4' });
  // A patch of the ConfigMap alone is not the network of a cluster; below it is one, beside Calico's manifest.
  const patched = texts(join(folder, 'out')).flatMap(({ text }) => [...text.matchAll(/veth_mtu: "(\d+)"/g)].map((match) => match[1]));
  const mtus = [
    ...clusters
      .flatMap(({ mtu }) => mtu.veth)
      .filter(isExplicit)
      .map(({ value }) => String(value)),
    ...patched,
  ];
  expect(mtus).not.toEqual([]);
  const names = clusters.flatMap((one) => tunnels(one, encryption)).filter((name) => name !== 'none' || clusters.length === 1);
  const asked = await captured(folder, ['mtu', '--nic', String(nic), '--encapsulation', [...new Set(names)].join(',') || 'none']);
  const sum = /(\d+)\n$/.exec(asked.stdout)?.[1];
  expect(mtus).toEqual(mtus.map(() => sum));
}

describe.each(installers)('generate config --installer %s', (installer) => {
  test(`for ${described.length} underlays the linter finds nothing, and the MTU is that of canal-lint mtu`, async () => {
    for (const one of described) await judged(installer, one);
  });
});

describe.each(['v3.24.6', 'v3.28.5', 'v3.32.1'])('of Calico %s', (release) => {
  test.each(['manifest', 'operator', 'helm'])('%s with IPv6 beside IPv4, and WireGuard', async (installer) => {
    const folder = mkdtempSync(join(tmpdir(), 'canal-lint-config-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const flags = `--cloud azure --nic-mtu 1500 --encryption wireguard --pod-cidr 10.60.0.0/16 --pod-cidr-v6 fd00:60::/48`;
    const line = `generate config --installer ${installer} ${flags} --calico-version ${release} --output out/`;
    expect((await captured(folder, line.split(' '))).stderr).toContain('wrote out/');
    const about = ['--underlay', 'cloud=azure,nicMtu=1500', '--calico-version', release];
    const linted = await captured(folder, ['out', ...about, '--fail-on', 'info']);
    expect(linted.code, linted.stdout).toBe(0);
    const all = texts(join(folder, 'out')).map(({ text }) => text);
    expect(all.join('')).toContain('1500 - 80 (wireguard-v6) = 1420');
    expect(all.join('')).toContain('wireguardEnabledV6: true');
  });
});

describe('what is not told', () => {
  const flags = '--installer operator --cloud bare-metal --nic-mtu 1500 --l2 --calico-version v3.31.4 --pod-cidr 10.60.0.0/16';
  test.each([
    ['--cloud bare-metal', '--cloud is missing'],
    ['--nic-mtu 1500', '--nic-mtu is missing'],
    ['--l2', 'on bare-metal it counts whether routers are between the nodes'],
    ['--calico-version v3.31.4', '--calico-version is missing'],
    ['--pod-cidr 10.60.0.0/16', '--pod-cidr is missing'],
  ])('is asked for: %s', async (left, message) => {
    const { code, stderr, stdout } = await captured(tmpdir(), [
      'generate',
      'config',
      ...flags.replace(left, '').split(/ +/).filter(Boolean),
    ]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
  test.each([
    ['--calico-version v3.21.6', 'give the range of the addresses with --node-network'],
    ['--pod-cidr-v6 fd00::/48 --calico-version v3.23.5', 'VXLAN over IPv6 came with v3.23, and WireGuard with v3.24'],
    ['--pod-cidr 10.60.0.0', "--pod-cidr is no range of IPv4: '10.60.0.0'"],
    ['--installer canal --node-network 10.0.0.0/24', 'in Canal flannel chooses the interface'],
    ['--routed', '--l2 and --routed exclude each other'],
    ['--calico-version v3.31', 'v3.31 names no patch release, and operator installs one'],
    ['--calico-version v9.9.1', 'there is no Calico 9'],
    ['--pod-cidr 10.60.0.1/16', 'the range is 10.60.0.0/16'],
    ['--pod-cidr 10.60.0.0/30', '--pod-cidr 10.60.0.0/30 is smaller than a block'],
    ['--pod-cidr 169.254.0.0/16', 'lies in link-local space'],
    ['--node-network 10.0.0.7/24', 'the range is 10.0.0.0/24'],
    ['--pod-cidr-v6 fd00::/124', '--pod-cidr-v6 fd00::/124 is smaller than a block'],
    ['--pod-cidr 10.0.0.0/8 --node-network 10.0.0.0/24', 'overlap'],
    ['--nic-mtu 901', '--nic-mtu 901 is below 1280'],
    ['--pod-cidr-v6 fd00::/64 --nic-mtu 1300 --encryption wireguard', 'IPv6 needs an MTU of 1280, and pods would have 1300 - 80'],
    ['--installer k3s --pod-cidr 10.43.0.0/16', 'k3s takes 10.43.0.0/16 where nothing else is said'],
    ['--installer rke2 --pod-cidr 10.40.0.0/13', 'rke2 takes 10.43.0.0/16'],
    ['--installer kubespray --pod-cidr 10.233.0.0/18', 'kubespray takes 10.233.0.0/18'],
    ['--service-cidr 10.60.128.0/20', 'overlap: --service-cidr 10.60.128.0/20'],
    ['--service-cidr 10.43.0.1/16', 'the range is 10.43.0.0/16'],
    ['--encryption wireguard --output c.yaml', '--output c.yaml names one file, and these are 2: calico.yaml, felix-configuration.yaml'],
    ['--installer k3s --pod-cidr-v6 fd00::/64', 'IPv6 is not written for k3s'],
  ])('or cannot be: %s', async (more, message) => {
    // The flag that is given again beats none: each may stand once.
    const named = new Set(more.match(/--[\w-]+/g));
    const kept = flags.split(/ (?=--)/).filter((one) => !named.has(one.split(' ')[0] ?? ''));
    const { code, stderr, stdout } = await captured(tmpdir(), [
      'generate',
      'config',
      ...[...kept, ...more.split(/ (?=--)/)].flatMap((one) => one.split(' ')),
    ]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
  test('stands in .canal-lint.yaml', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'canal-lint-config-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const facts = 'calicoVersion: v3.31.4\nunderlay: { cloud: bare-metal, nicMtu: 1500, l2: true }\n';
    writeFileSync(join(folder, '.canal-lint.yaml'), facts);
    const { code, stdout } = await captured(folder, 'generate config --installer operator --pod-cidr 10.60.0.0/16'.split(' '));
    expect(code).toBe(0);
    expect(stdout).toMatch(/mtu: 1500\n[\s\S]*encapsulation: None/);
  });
});

const written = async (flags: string): Promise<string> => {
  const { stdout, stderr } = await captured(tmpdir(), `generate config --cloud aws --nic-mtu 9001 ${flags}`.split(' '));
  return stdout + stderr;
};

describe('the CRDs of the chart tigera-operator', () => {
  const apply = 'helm template calico-crds projectcalico/crd.projectcalico.org.v1 --version v3.32.1 | kubectl apply --server-side';
  test('are a chart of their own since v3.32, which comes first', async () => {
    const now = await written('--installer helm --pod-cidr 10.60.0.0/16 --calico-version v3.32.1');
    expect(now.indexOf(apply)).toBeGreaterThan(now.indexOf('helm repo add'));
    expect(now.indexOf('helm upgrade --install')).toBeGreaterThan(now.indexOf(apply));
    expect(await written('--installer helm --pod-cidr 10.60.0.0/16 --calico-version v3.31.7')).not.toContain('calico-crds');
  });
  test('are a second HelmChart on K3s, which no failed upgrade deletes', async () => {
    const charts = (text: string): readonly string[] => [...text.matchAll(/^ {2}chart: (\S+)$/gm)].flatMap(([, name]) => name ?? []);
    const now = await written('--installer k3s --calico-version v3.32.1');
    expect(charts(now)).toEqual(['crd.projectcalico.org.v1', 'tigera-operator']);
    expect(now.match(/^ {2}bootstrap: true/gm)).toHaveLength(2);
    expect(now).toMatch(/name: calico-crds\n[\s\S]*failurePolicy: abort[\s\S]*name: tigera-operator\n/);
    expect(now).toContain('xargs -I{} kubectl annotate {} --overwrite meta.helm.sh/release-name=calico-crds');
    expect(charts(await written('--installer k3s --calico-version v3.31.7'))).toEqual(['tigera-operator']);
  });
});

test.each([
  ['v3.31.6', '0.3.1'],
  ['v3.31.7', '1.0.0'],
  ['v3.32.1', '0.3.1'],
])('with IPv6 the CNI configuration of %s keeps its cniVersion', async (release, version) => {
  const text = await written(`--installer manifest --pod-cidr 10.60.0.0/16 --pod-cidr-v6 fd00:60::/48 --calico-version ${release}`);
  expect(text).toContain(`"cniVersion": "${version}"`);
});

test('RKE2 brings its Calico: no release is asked for, and none is written', async () => {
  const text = await written('--installer rke2');
  expect(text).toContain('vethuMTU: 8951');
  expect(text).not.toContain('v3.');
});

test('what changes nothing, or is not private, is told; told Services are written', async () => {
  const text = await written('--installer k3s --l2 --calico-version v3.31.4 --pod-cidr 8.0.0.0/16 --service-cidr 10.96.0.0/12');
  expect(text).toContain('--l2 changes nothing for k3s on aws');
  expect(text).toContain('--pod-cidr 8.0.0.0/16 holds addresses of the public internet');
  expect(text).toContain('service-cidr: 10.96.0.0/12 #');
});

test.each([
  ['v3.26.4', 'calico_version: v3.26.4 # pinned;'],
  ['v3.29.1', 'calico_version: v3.29.1\n'],
  ['v3.28.4', 'calico_version: 3.28.4 # pinned;'],
  ['v3.29.3', 'calico_version: 3.29.3\n'],
  ['v3.30.6', 'calico_version: 3.30.6 # pinned;'],
  ['v3.31', '# calico_version is not set'],
])('Kubespray holds %s in a spelling of its own', async (release, text) => {
  const line = `generate config --installer kubespray --cloud aws --nic-mtu 9001 --calico-version ${release}`;
  const { stdout } = await captured(tmpdir(), line.split(' '));
  expect(stdout).toContain(text);
  expect(stdout.includes('up to v2.27')).toBe(text.endsWith('\n'));
});

describe.each(installers)('the steps of %s', (installer) => {
  test('are commands that a shell takes, and name the files of --output', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'canal-lint-config-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const line = `generate config --installer ${installer} --cloud aws --nic-mtu 9001 --calico-version v3.40.1 --pod-cidr 10.60.0.0/16 --encryption wireguard --output deep/er/`;
    const { stderr } = await captured(folder, line.split(' '));
    const [, ...steps] = stderr.trimEnd().split('\n');
    expect(steps[0]).toContain('v3.40.1 is newer than what this canal-lint knows');
    const commands = steps
      .map((step) => step.trim())
      .filter((step) => /^(?:kubectl|curl|helm|canal-lint|calicoctl|ansible-playbook) /.test(step));
    expect(commands.length).toBeGreaterThan(1);
    const checked = spawnSync('sh', ['-n'], { input: commands.join('\n'), encoding: 'utf8' });
    expect([checked.status, checked.stderr]).toEqual([0, '']);
    expect(commands.join('\n')).not.toMatch(/[<>]/);
    for (const command of commands.filter((one) => one.startsWith('canal-lint '))) expect(command).toMatch(/ deep\/er\//);
    const files = texts(folder).map(({ name }) => name);
    expect(files.filter((name) => !name.startsWith('deep/er/'))).toEqual([]);
  });
});

const kubectl = tool('kubectl');

/** The patches take hold: what kubectl makes of Calico's own manifest and them lints clean, and has the MTU and the backend. */
describe.skipIf(!kubectl || !hasShared)('patches of manifests that Calico ships', () => {
  test.each([
    ['manifest', 'calico-vxlan.yaml', '--cloud azure --nic-mtu 1500', 'cloud=azure,nicMtu=1500', 1450],
    ['manifest', 'calico-vxlan.yaml', '--cloud bare-metal --nic-mtu 9000 --routed', 'cloud=bare-metal,nicMtu=9000,l2=false', 8950],
    ['manifest', 'calico.yaml', '--cloud bare-metal --nic-mtu 1500 --l2', 'cloud=bare-metal,nicMtu=1500,l2=true', 1500],
    ['manifest', 'calico-vxlan.yaml', '--cloud aws --nic-mtu 9001 --encryption wireguard', 'cloud=aws,nicMtu=9001', 8941],
    [
      'manifest',
      'calico-vxlan.yaml',
      '--cloud azure --nic-mtu 1500 --pod-cidr-v6 fd00:60::/48 --encryption wireguard',
      'cloud=azure,nicMtu=1500',
      1420,
    ],
    ['canal', 'canal.yaml', '--cloud hetzner --nic-mtu 1450', 'cloud=hetzner,nicMtu=1450', 1400],
  ])('%s, %s, %s', async (installer, base, flags, underlay, mtu) => {
    const folder = mkdtempSync(join(tmpdir(), 'canal-lint-config-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const line = `generate config --installer ${installer} ${flags} --calico-version v3.31.7 --pod-cidr 10.60.0.0/16 --output out/`;
    const { stderr } = await captured(folder, line.split(' '));
    copyFileSync(join(shared, 'corpus/upstream/v3.31.7', base), join(folder, 'out', base));
    const env = { PATH: dirname(kubectl ?? ''), HOME: folder };
    const linted = await captured(folder, ['out', '--underlay', underlay, '--fail-on', 'info'], { env });
    expect(linted.stderr).toBe('');
    expect(linted.code, linted.stdout).toBe(0);
    // As the steps say it: all of the folder is one cluster, from within it too.
    const step = /^ {2}canal-lint (generate firewall .*)$/m.exec(stderr)?.[1]?.split(' ') ?? [];
    const opened = await captured(folder, step, { env });
    expect(opened.code, opened.stderr).toBe(0);
    expect(opened.stdout.includes('WireGuard')).toBe(flags.includes('wireguard'));
    expect((await captured(join(folder, 'out'), ['generate', 'alerts', '.'], { env })).code).toBe(0);
    if (flags.includes('v6')) {
      const built = spawnSync(kubectl ?? '', ['kustomize', join(folder, 'out')], { encoding: 'utf8' }).stdout;
      expect(built).toMatch(/"ipam": \{ "type": "calico-ipam", "assign_ipv4": "true", "assign_ipv6": "true" \}/);
    }
    const shown = await captured(folder, ['show', 'out', '--no-color'], { env });
    expect(shown.stdout).toMatch(new RegExp(`^ *pod +${mtu} `, 'm'));
    if (installer !== 'canal') expect(shown.stdout).toMatch(base === 'calico.yaml' ? /^ *backend +bird /m : /^ *backend +vxlan /m);
  });
});

test('there are 30 underlays', () => {
  expect(new Set(described.map((one) => JSON.stringify(one))).size).toBeGreaterThanOrEqual(30);
  expect(installers.filter(isCanal)).toEqual(['canal', 'rke2']);
});
