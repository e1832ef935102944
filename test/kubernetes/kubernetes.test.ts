import { existsSync } from 'node:fs';
import { constraint, constraintKind, constraintTemplate, policies } from '@canal-lint/policy';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tool } from '../tools.js';
import { type Cluster, startCluster } from './cluster.js';
import { eventually } from './processes.js';

const [etcd, apiserver, gatekeeper, kubectl, definitions] = ['etcd', 'kube-apiserver', 'gatekeeper', 'kubectl', 'definitions'].map(tool);
const tools =
  etcd && apiserver && gatekeeper && kubectl && definitions && existsSync(definitions)
    ? { etcd, apiserver, gatekeeper, kubectl, definitions }
    : undefined;

const pool = (name: string, spec: object): object => ({ apiVersion: 'crd.projectcalico.org/v1', kind: 'IPPool', metadata: { name }, spec });

describe.skipIf(tools === undefined)('a real API server with Gatekeeper', () => {
  let cluster: Cluster;

  beforeAll(async () => {
    if (!tools) return;
    cluster = await startCluster(tools);
    await cluster.startGatekeeper();
  }, 240_000);
  afterAll(async () => cluster?.stop(), 30_000);

  test('every template loads without a fault in its status', async () => {
    expect(cluster.apply(...policies.map((policy) => constraintTemplate(policy, { options: {}, version: '0.0.0' })))).toMatchObject({
      ok: true,
    });
    for (const { rule } of policies) {
      const name = constraintKind(rule).toLowerCase();
      await eventually(name, 60, () => cluster.kubectl(['get', 'crd', `${name}.constraints.gatekeeper.sh`]).ok);
      const status = cluster.kubectl(['get', 'constrainttemplate', name, '-o', 'jsonpath={.status.byPod[*].errors}']);
      expect(status, name).toEqual({ ok: true, text: '' });
    }
  }, 120_000);

  test('deny refuses, with our message, what the policy refuses', async () => {
    const [policy] = policies.filter(({ rule }) => rule === 'pool-modes');
    if (!policy) throw new Error('pool-modes has no policy');
    cluster.apply(constraint(policy, { enforcement: 'deny', parameters: {} }));
    await eventually('the constraint is enforced', 60, () =>
      cluster.kubectl(['get', 'canalpoolmodes', 'pool-modes', '-o', 'jsonpath={.status.byPod[*].enforced}']).text.includes('true'),
    );
    const bad = pool('both', { cidr: '10.60.0.0/16', ipipMode: 'Always', vxlanMode: 'Always' });
    await eventually('the refusal', 20, () => !cluster.apply(bad).ok);
    expect(cluster.apply(bad).text).toContain('pool both has IPIP (Always) and VXLAN (Always) on at once');
    expect(cluster.apply(pool('good', { cidr: '10.61.0.0/16', vxlanMode: 'Always' }))).toMatchObject({ ok: true });
  }, 120_000);
});
