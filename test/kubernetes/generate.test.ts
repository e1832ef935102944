/** What is generated against a real API server: by server-side dry-run it takes each object, and each patch on the manifest that Calico ships. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { captured } from '../../packages/cli/src/captured.js';
import { hasShared, shared } from '../shared.js';
import type { KubernetesObject } from './client.js';
import { type Cluster, startCluster } from './cluster.js';
import { toolsOfCluster } from './programs.js';

const tools = toolsOfCluster();
let cluster: Cluster;
let folder = '';

/** The objects of a file of what a command writes. Only Calico's own API server serves projectcalico.org; what it stores are these CRDs. */
async function objects(line: string, wanted: RegExp): Promise<readonly KubernetesObject[]> {
  const out = mkdtempSync(join(folder, 'out-'));
  const { code, stderr } = await captured(folder, ['generate', ...line.split(' '), '--output', `${out}/`]);
  expect(code, stderr).toBe(0);
  const files = readdirSync(out).filter((name) => wanted.test(name));
  const found = files.flatMap((name) => objectsIn(join(out, name)) as readonly KubernetesObject[]);
  expect(found).not.toEqual([]);
  return found.map((one) => ({ ...one, apiVersion: one.apiVersion.replace('projectcalico.org/v3', 'crd.projectcalico.org/v1') }));
}

const about = '--nic-mtu 9000 --calico-version v3.31.7 --pod-cidr 10.60.0.0/16 --encryption wireguard';
const underlays = ['--cloud bare-metal --l2', '--cloud bare-metal --routed', '--cloud aws', '--cloud azure --pod-cidr-v6 fd00:60::/48'];

describe.skipIf(tools === undefined)('a real API server takes what is generated', () => {
  beforeAll(async () => {
    if (!tools) return;
    folder = mkdtempSync(join(tmpdir(), 'canal-lint-generated-'));
    cluster = await startCluster(tools);
  }, 200_000);
  afterAll(async () => {
    await cluster?.stop();
    if (folder !== '') rmSync(folder, { recursive: true });
  });

  test.each(underlays)('resources of Calico: %s', async (underlay) => {
    for (const object of await objects(`config --installer manifest ${underlay} ${about}`, /resources/)) {
      const { status, text, warnings } = await cluster.create(object, { dryRun: true });
      expect([status, text, warnings], object.kind).toEqual([201, '', []]);
    }
  });

  test.each(['--enforce dryrun', '--enforce severity'])('every policy of Kubernetes: %s', async (enforce) => {
    const all = await objects(`policies --engine kubernetes ${enforce}`, /./);
    const names = all.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(new Set(names).size).toBe(names.length);
    for (const object of all)
      expect([(await cluster.create(object, { dryRun: true })).text, object.metadata.name]).toEqual(['', object.metadata.name]);
  });

  test.skipIf(!hasShared).each(['calico.yaml', 'calico-vxlan.yaml'])('patches of %s', async (base) => {
    const shipped = objectsIn(join(shared, 'corpus/upstream/v3.31.7', base));
    const patched = shipped.filter((one) => one !== null).filter(({ metadata }) => /^calico-(?:config|node)$/.test(metadata.name));
    const patches = await objects(
      `config --installer manifest ${base === 'calico.yaml' ? underlays[0] : underlays[1]} ${about}`,
      /^calico-(?:config|node)/,
    );
    for (const patch of patches) {
      const whole = patched.find(({ kind }) => kind === patch.kind);
      if (!whole) throw new Error(`${base} has no ${patch.kind}`);
      expect((await cluster.create(whole)).text, patch.kind).toBe('');
      // Another way of writing owns what was created: to apply the patch takes none of it away.
      const { status, text, body } = await cluster.apply(patch, { dryRun: true });
      await cluster.remove(whole);
      expect([status, text], patch.kind).toEqual([200, '']);
      if (patch.kind === 'DaemonSet') expect(JSON.stringify(body)).toContain('"CALICO_IPV4POOL_IPIP","value":"Never"');
    }
  });
});

function objectsIn(file: string): readonly (KubernetesObject | null)[] {
  return parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS() as KubernetesObject | null);
}
