/** What `generate preflight` writes: that it asks for what the cluster needs, that the linter has nothing to say of it, and its programs. */
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { lint } from '@canal-lint/core';
import { placeholder, preflight } from '@canal-lint/core/generate';
import { describe, expect, test } from 'vitest';
import { yamlOf } from '../../packages/cli/src/policies/yaml.js';
import { tool } from '../tools.js';
import { clusterIn, clusterOf, inputs } from './preflight.js';

const names = Object.keys(inputs) as (keyof typeof inputs)[];
const placing = { image: placeholder, namespace: 'kube-system', helmHook: false };

type Object_ = { readonly kind: string; readonly metadata: { readonly annotations?: object }; readonly spec?: DaemonSet };
type DaemonSet = { readonly template: { readonly spec: { readonly containers: readonly { readonly env: readonly Variable[] }[] } } };
type Variable = { readonly name: string; readonly value?: string };

const pools = 'calicoNetwork: { bgp: Disabled, ipPools: [{ cidr: 10.60.0.0/16, encapsulation: VXLAN }] }';
const felix = (spec: string): string => `---
apiVersion: projectcalico.org/v3
kind: FelixConfiguration
metadata: { name: default }
spec: { ${spec} }
`;
const pool = 'apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: { name: p }\nspec: { cidr: 10.60.0.0/16, vxlanMode: Always }\n';
const canal = (flannel: string): string =>
  `apiVersion: helm.cattle.io/v1\nkind: HelmChartConfig\nmetadata: { name: rke2-canal, namespace: kube-system }\nspec:\n  valuesContent: |-\n    flannel: { ${flannel} }\n`;
const flannel = (backend: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: kube-flannel-cfg, namespace: kube-flannel }\ndata:\n  net-conf.json: '{ "Network": "10.60.0.0/16", "Backend": ${backend} }'\n`;
const amazon = (spec: string): string =>
  `apiVersion: operator.tigera.io/v1\nkind: Installation\nmetadata: { name: default }\nspec: { kubernetesProvider: EKS, cni: { type: AmazonVPC }${spec} }\n`;
const kubespray = 'kube_network_plugin: calico\ncalico_network_backend: vxlan\ncalico_vxlan_mode: Always\ncalico_ipip_mode: Never\n';

/** What installers are known to make of their input, and what stays open: nothing is taken for granted silently. */
const silent = /^put an image[^\n]*$/;
const readings: readonly (readonly [name: string, text: string, told: Readonly<Record<string, string>>, remark: RegExp])[] = [
  [
    'values.yaml',
    `installation:\n  cni: { type: Calico }\n  ${pools}\n`,
    { BGP_PORT: '', VXLAN_PORT: '4789', UNSURE: 'path-mtu' },
    /MTU .* not known/,
  ],
  [
    'values.yaml',
    `installation:\n  cni: { type: Calico }\n  ${pools.replace('bgp: Disabled, ', '')}\n`,
    { BGP_PORT: '179', UNSURE: 'tcp-179 path-mtu' },
    /the backend is not known .*: TCP 179 is looked at/,
  ],
  [
    'pool.yaml',
    pool,
    { BGP_PORT: '179', UNSURE: 'tcp-179', MODULES: 'vxlan ip_set xt_set' },
    /does not tell the backend: TCP 179 is looked at, and a failure/,
  ],
  ['nft.yaml', pool + felix('nftablesMode: Enabled'), { MODULES: 'vxlan nf_tables' }, /does not tell the backend/],
  ['auto.yaml', pool + felix('nftablesMode: Auto'), { MODULES: 'vxlan' }, /iptables, nftables or BPF is not known/],
  ['port.yaml', pool + felix('vxlanPort: "${PORT}"'), { VXLAN_PORT: '' }, /vxlanPort is not known .*: VXLAN is not looked at/],
  ['wg.yaml', pool + felix('wireguardEnabled: "${WG}"'), { WIREGUARD_PORT: '', UNSURE: 'tcp-179 path-mtu' }, /WireGuard is not looked at/],
  ['dual.yaml', `${pool}---\n${pool.replace('10.60.0.0/16', '"fd00:10::/56"')}`, {}, /IPv6 is not looked at/],
  ['canal.yaml', canal("regexIface: '^(ens|eth)[0-9]+$'"), { METHOD: 'iface-regex=^(ens|eth)[0-9]+$', UNSURE: '' }, silent],
  ['canal.yaml', canal('mtu: 1400'), { POD_MTU: '1350', OVERHEAD: '50', UNSURE: '' }, /^put an image/],
  ['flannel.yaml', flannel('{ "Type": "vxlan", "MTU": 1400 }'), { POD_MTU: '1350', OVERHEAD: '50', MODULES: 'vxlan' }, silent],
  [
    'flannel.yaml',
    flannel('{ "Type": "wireguard", "MTU": 1400 }'),
    { POD_MTU: '0', UNSURE: 'path-mtu', MODULES: 'wireguard' },
    /Backend.MTU/,
  ],
  ['eks.yaml', amazon(''), { METHOD: 'kubernetes-internal-ip', POD_MTU: '0', OVERHEAD: '0', UNSURE: 'path-mtu' }, /another CNI plugin/],
  [
    'bpf.yaml',
    `${pool.replace('vxlanMode', 'ipipMode')}${felix('bpfEnabled: true')}`,
    { VXLAN_PORT: '4789', OVERHEAD: '20', MODULES: 'vxlan ipip', HOLD: '90' },
    /does not tell the backend/,
  ],
  [
    'bpf.yaml',
    pool.replace('vxlanMode', 'ipipMode') + felix('bpfEnabled: "${BPF}"'),
    { VXLAN_PORT: '', HOLD: '240' },
    /eBPF is not known .*: VXLAN/,
  ],
  ['canal.yaml', canal('iface: "{{ .Values.nic }}"'), { METHOD: 'kubernetes-internal-ip' }, /flannel's interface is not known/],
  ['group_vars/all.yml', kubespray, { METHOD: 'can-reach=$(HOST_IP)', BGP_PORT: '', MODULES: 'vxlan ip_set xt_set' }, silent],
  [
    'group_vars/all.yml',
    `${kubespray}calico_nftable_mode: Enabled\ncalico_ip_auto_method: interface=eth.*\n`,
    { METHOD: 'interface=eth.*', MODULES: 'vxlan nf_tables' },
    silent,
  ],
];

async function objectsOf(name: keyof typeof inputs, helmHook = false): Promise<readonly Object_[]> {
  return preflight(await clusterOf(name), { ...placing, helmHook }).objects as unknown as readonly Object_[];
}

/** What the check program is told. */
async function toldOf(name: keyof typeof inputs): Promise<Readonly<Record<string, string | undefined>>> {
  return toldIn(await objectsOf(name));
}

function toldIn(objects: readonly Object_[]): Readonly<Record<string, string | undefined>> {
  const daemonSet = objects.find(({ kind }) => kind === 'DaemonSet');
  const env = daemonSet?.spec?.template.spec.containers[0]?.env ?? [];
  return Object.fromEntries(env.map(({ name: key, value }) => [key, value]));
}

describe('generate preflight', () => {
  test('asks for what an Installation needs', async () => {
    expect(await toldOf('operator')).toMatchObject({
      METHOD: 'interface=eth.*',
      ...{ BGP_PORT: '179', MESH: 'yes', VXLAN_PORT: '4789', TYPHA_PORT: '5473', IPIP: 'no', POD_MTU: '1450', OVERHEAD: '50' },
      MODULES: 'vxlan ip_set xt_set',
    });
  });

  test('Canal has no BGP, the port of flannel and its interface', async () => {
    const needs = { METHOD: 'interface=^ens5$', BGP_PORT: '', VXLAN_PORT: '8472', TYPHA_PORT: '', POD_MTU: '0', OVERHEAD: '50' };
    expect(await toldOf('canal')).toMatchObject(needs);
    expect(preflight(await clusterOf('canal'), placing).remarks.join('\n')).toContain("flannel's tunnel carries 50 bytes less");
  });

  test('ports that are moved, a mesh that is off, WireGuard', async () => {
    const needs = {
      METHOD: 'first-found',
      BGP_PORT: '1790',
      MESH: 'no',
      VXLAN_PORT: '',
      IPIP: 'yes',
      WIREGUARD_PORT: '51820',
      OVERHEAD: '60',
    };
    expect(await toldOf('pool')).toMatchObject(needs);
  });

  test.each(readings)('%s, %#', async (name, text, told, remark) => {
    const { objects, remarks } = preflight(await clusterIn(name, text), placing);
    expect(toldIn(objects as unknown as readonly Object_[])).toMatchObject(told);
    expect(remarks.join('\n')).toMatch(remark);
  });

  test.each(names)('the linter finds nothing in it: %s', async (name) => {
    const text = yamlOf(await objectsOf(name));
    const { findings } = await lint([{ name: 'preflight.yaml', text }]);
    expect(findings).toEqual([]);
  });

  test('as hooks: every object is one, and Helm finds no template in it', async () => {
    const objects = await objectsOf('operator', true);
    for (const { metadata } of objects) expect(metadata.annotations).toHaveProperty(['helm.sh/hook'], 'pre-install,pre-upgrade');
    expect(JSON.stringify(objects)).not.toContain('{{');
  });

  const shellcheck = tool('shellcheck');
  test.skipIf(shellcheck === undefined)('shellcheck finds nothing in its programs', () => {
    const cwd = join(import.meta.dirname, '../../packages/core/src/generate/preflight');
    const files = readdirSync(cwd).filter((name) => name.endsWith('.sh'));
    expect(files).toContain('check.sh');
    expect(execFileSync(shellcheck ?? '', ['--external-sources', '--format', 'gcc', ...files], { cwd, encoding: 'utf8' })).toBe('');
  });
});
