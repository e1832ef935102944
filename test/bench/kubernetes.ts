/** What admission adds to a request: pools created one after the other, every second one past Gatekeeper, which holds every policy under deny. */
import { constraint, policies } from '@canal-lint/policy';
import type { KubernetesObject } from '../kubernetes/client.js';
import { type Cluster, startCluster } from '../kubernetes/cluster.js';
import { enforce, loadTemplates } from '../kubernetes/gatekeeper.js';
import { toolsOfCluster } from '../kubernetes/programs.js';

const creates = 5000;
const warmUp = 200;

/** Rows of measure, value and goal; none, with a word, where a program is missing. `templates` is policies/gatekeeper. */
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
    await cluster.webhook('Fail', { judged: 'yes' });
    return rowsOf(await measured(cluster));
  } finally {
    await cluster.stop();
  }
}

type Times = { readonly without: readonly number[]; readonly judged: readonly number[] };

/** In turn, so that a busy second of the machine hits both sides. */
async function measured(cluster: Cluster): Promise<Times> {
  const times: { readonly without: number[]; readonly judged: number[] } = { without: [], judged: [] };
  for (let i = -warmUp; i < creates; i++)
    for (const side of ['without', 'judged'] as const) {
      const object = pool(2 * (i + warmUp) + Number(side === 'judged'), side);
      const start = performance.now();
      const { status, text } = await cluster.create(object);
      const time = performance.now() - start;
      if (status !== 201) throw new Error(`${object.metadata.name}: ${status} ${text}`);
      if (i >= 0) times[side].push(time);
    }
  return times;
}

function pool(index: number, side: keyof Times): KubernetesObject {
  return {
    apiVersion: 'crd.projectcalico.org/v1',
    kind: 'IPPool',
    metadata: { name: `pool-${index}`, labels: { judged: side === 'judged' ? 'yes' : 'no' } },
    ...{ spec: { cidr: `10.${index >> 8}.${index & 255}.0/24`, vxlanMode: 'Always', natOutgoing: true } },
  };
}

function rowsOf({ without, judged }: Times): readonly (readonly [string, string, string])[] {
  const added = judged.map((time, i) => time - (without[i] ?? 0));
  const row = (name: string, times: readonly number[]): readonly [string, string, string] => [
    `admission: ${name}`,
    `p50 ${at(times, 0.5)} ms, p99 ${at(times, 0.99)} ms`,
    '',
  ];
  return [
    row(`create a pool, of ${creates}`, without),
    row(`with Gatekeeper and ${policies.length} policies`, judged),
    ['admission: added by Gatekeeper', `p50 ${at(added, 0.5)} ms`, ''],
  ];
}

function at(times: readonly number[], quantile: number): string {
  const sorted = times.toSorted((a, b) => a - b);
  return (sorted[Math.floor(sorted.length * quantile)] ?? 0).toFixed(2);
}
