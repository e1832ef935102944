/** What admission adds to a request: pools created one after the other, past everybody, through Gatekeeper, and through Kubernetes' own policies. */
import { celPolicies, constraint, policies } from '@canal-lint/policy';
import type { KubernetesObject } from '../kubernetes/client.js';
import { type Cluster, startCluster } from '../kubernetes/cluster.js';
import { enforce, loadTemplates } from '../kubernetes/gatekeeper.js';
import { ownPolicy, settled } from '../kubernetes/native.js';
import { toolsOfCluster } from '../kubernetes/programs.js';

const creates = 5000;
const warmUp = 200;
const label = 'canal-lint-test';

/** Rows of measure, value and what is added; none, with a word, where a program is missing. `templates` is policies/gatekeeper. */
export async function admissionLatency(templates: string): Promise<readonly (readonly [string, string, string])[]> {
  const tools = toolsOfCluster();
  if (!tools) return [];
  const cluster = await startCluster(tools);
  try {
    await cluster.startGatekeeper();
    const faults = await loadTemplates(cluster, templates);
    if (faults.length > 0) throw new Error(faults.join('\n'));
    for (const policy of policies) {
      const denied = constraint(policy, { enforcement: 'deny', parameters: { severity: 'error' } });
      await enforce(cluster, policy, [denied as unknown as KubernetesObject]);
    }
    await cluster.webhook('Fail', { [label]: 'gatekeeper' });
    for (const policy of celPolicies(policies)) await cluster.load(ownPolicy(policy, 'kubernetes', { severity: 'error' }));
    await settled(cluster);
    return rowsOf(await measured(cluster));
  } finally {
    await cluster.stop();
  }
}

const sides = ['nobody', 'gatekeeper', 'kubernetes'] as const;
type Times = Readonly<Record<(typeof sides)[number], number[]>>;

/** In turn, so that a busy second of the machine hits every side. */
async function measured(cluster: Cluster): Promise<Times> {
  const times: Times = { nobody: [], gatekeeper: [], kubernetes: [] };
  for (let i = -warmUp; i < creates; i++)
    for (const [j, side] of sides.entries()) {
      const object = pool(sides.length * (i + warmUp) + j, side);
      const start = performance.now();
      const { status, text } = await cluster.create(object);
      const time = performance.now() - start;
      if (status !== 201) throw new Error(`${object.metadata.name}: ${status} ${text}`);
      if (i >= 0) times[side].push(time);
    }
  return times;
}

function pool(index: number, side: string): KubernetesObject {
  return {
    apiVersion: 'crd.projectcalico.org/v1',
    kind: 'IPPool',
    metadata: { name: `pool-${index}`, labels: { [label]: side } },
    ...{ spec: { cidr: `10.${index >> 8}.${index & 255}.0/24`, vxlanMode: 'Always', natOutgoing: true } },
  };
}

function rowsOf({ nobody, gatekeeper, kubernetes }: Times): readonly (readonly [string, string, string])[] {
  const added = (times: readonly number[]): string => `adds p50 ${at(difference(times, nobody), 0.5)} ms`;
  const row = (name: string, times: readonly number[], more: string): readonly [string, string, string] => [
    `admission: ${name}`,
    `p50 ${at(times, 0.5)} ms, p99 ${at(times, 0.99)} ms`,
    more,
  ];
  return [
    row(`${creates} pools, nobody asked`, nobody, ''),
    row(`Gatekeeper, ${policies.length} policies`, gatekeeper, added(gatekeeper)),
    row(`Kubernetes itself, ${celPolicies(policies).length} policies`, kubernetes, added(kubernetes)),
  ];
}

function difference(times: readonly number[], base: readonly number[]): readonly number[] {
  return times.map((time, i) => time - (base[i] ?? 0));
}

function at(times: readonly number[], quantile: number): string {
  const sorted = times.toSorted((a, b) => a - b);
  return (sorted[Math.floor(sorted.length * quantile)] ?? 0).toFixed(2);
}
