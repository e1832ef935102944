/** What `generate preflight` writes: that it asks for what the cluster needs, that the linter has nothing to say of it, and its programs. */
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { lint } from '@canal-lint/core';
import { placeholder, preflight } from '@canal-lint/core/generate';
import { describe, expect, test } from 'vitest';
import { yamlOf } from '../../packages/cli/src/policies/yaml.js';
import { tool } from '../tools.js';
import { clusterOf, inputs } from './preflight.js';

const names = Object.keys(inputs) as (keyof typeof inputs)[];
const placing = { image: placeholder, namespace: 'kube-system', helmHook: false };

type Object_ = { readonly kind: string; readonly metadata: { readonly annotations?: object }; readonly spec?: DaemonSet };
type DaemonSet = { readonly template: { readonly spec: { readonly containers: readonly { readonly env: readonly Variable[] }[] } } };
type Variable = { readonly name: string; readonly value?: string };

async function objectsOf(name: keyof typeof inputs, helmHook = false): Promise<readonly Object_[]> {
  return preflight(await clusterOf(name), { ...placing, helmHook }).objects as unknown as readonly Object_[];
}

/** What the check program is told. */
async function toldOf(name: keyof typeof inputs): Promise<Readonly<Record<string, string | undefined>>> {
  const daemonSet = (await objectsOf(name)).find(({ kind }) => kind === 'DaemonSet');
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
