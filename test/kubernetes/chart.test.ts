/** The Helm chart in a cluster, as policies/README.md installs it: who and what it refuses, and whom it never does. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { policies } from '@canal-lint/policy';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tool } from '../tools.js';
import { type Cluster, startCluster } from './cluster.js';
import { runInstall } from './install.js';
import { eventually } from './processes.js';
import { toolsOfCluster } from './programs.js';

const tools = toolsOfCluster();
const [helm, kubectl] = ['helm', 'kubectl'].map(tool);
const chart = fileURLToPath(new URL('../../policies/chart', import.meta.url));
const calicoNode = 'system:serviceaccount:calico-system:calico-node';

describe.skipIf(!tools || !helm || !kubectl)('the chart in a cluster', () => {
  let cluster: Cluster;
  const run = (program: string | undefined, args: readonly string[], input?: string): string => {
    const { stdout, stderr } = spawnSync(program ?? '', ['--kubeconfig', cluster.kubeconfig, ...args], { encoding: 'utf8', input });
    return stdout + stderr;
  };
  const upgrade = (...args: readonly string[]): string => run(helm, ['upgrade', '--install', 'canal-lint-policies', chart, ...args]);
  const names = (kind: string): readonly string[] =>
    run(kubectl, ['get', kind, '-o', 'name'])
      .split('\n')
      .filter((line) => line !== '');

  /** A pool whose two modes exclude each other; the answer to its creation. */
  const created = (metadata: object, ...args: readonly string[]): string => {
    const spec = { cidr: '10.60.0.0/16', ipipMode: 'Always', vxlanMode: 'Always' };
    const pool = { apiVersion: 'crd.projectcalico.org/v1', kind: 'IPPool', metadata: { name: 'both', ...metadata }, spec };
    return run(kubectl, ['create', '--dry-run=server', '-f', '-', ...args], JSON.stringify(pool));
  };

  beforeAll(async () => {
    if (!tools) return;
    cluster = await startCluster(tools);
    await cluster.startGatekeeper();
    await cluster.webhook('Fail');
  }, 240_000);
  afterAll(async () => cluster?.stop(), 30_000);

  test('brings the templates, and then the constraints', async () => {
    expect(upgrade()).toContain(`the constraints of ${policies.length} rules are not`);
    expect(names('constrainttemplates')).toHaveLength(policies.length);
    run(kubectl, ['wait', '--for=jsonpath={.status.created}=true', 'constrainttemplates', '--all', '--timeout=60s']);
    expect(upgrade()).toContain('The policies record what they find and refuse nothing. The way');
    expect(names('constraints')).toHaveLength(policies.length);
    expect(created({})).toContain('ippool.crd.projectcalico.org/both created');
  }, 120_000);

  const judges = async (refusal: string): Promise<void> => {
    await eventually('the refusal', 60, () => created({}).includes(refusal));
    expect(created({ labels: { 'canal-lint/exempt': 'lab' } })).toContain('both created');
    expect(created({ name: 'old' })).toContain('old created');
    expect(created({}, ...as(calicoNode))).toContain('both created');
    expect(created({}, ...as('helm-job', 'system:serviceaccounts:kube-system'))).toContain('both created');
    expect(created({}, ...as('flux'))).toContain(refusal);
  };
  /** With the right to do everything. */
  const as = (user: string, ...groups: readonly string[]): readonly string[] => [
    ...['--as', user],
    ...['system:masters', ...groups].flatMap((group) => ['--as-group', group]),
  ];
  const deny = ['--set', 'rules.pool-modes.enforcementAction=deny', '--set', 'exemptNames={old}'];

  test('refuses what it is told to, and not what is exempt, nor the network itself', async () => {
    expect(upgrade(...deny)).toContain('The policies record what they find and refuse nothing, but for pool-modes (deny). The way');
    await judges('[pool-modes] pool both has IPIP (Always) and VXLAN (Always) on at once');
  }, 120_000);

  test('takes the finalizer off an object that is being deleted', async () => {
    upgrade('--set', 'rules.pool-modes.enforcementAction=dryrun');
    const spec = { cidr: '10.61.0.0/16', ipipMode: 'Always', vxlanMode: 'Always' };
    const metadata = { name: 'going', finalizers: ['canal-lint/test'] };
    await eventually('the pool', 60, async () => {
      const { status } = await cluster.create({ apiVersion: 'crd.projectcalico.org/v1', kind: 'IPPool', metadata, ...{ spec } });
      return status === 201;
    });
    upgrade(...deny);
    await eventually('the refusal', 60, () => created({}).includes('[pool-modes]'));
    run(kubectl, ['delete', 'ippool.crd.projectcalico.org', 'going', '--wait=false']);
    run(kubectl, ['patch', 'ippool.crd.projectcalico.org', 'going', '--type=merge', '-p', '{"metadata":{"finalizers":null}}']);
    expect(run(kubectl, ['get', 'ippool.crd.projectcalico.org', 'going'])).toContain('NotFound');
  }, 120_000);

  test('does the same without Gatekeeper', async () => {
    upgrade('--set', 'engine=kubernetes', ...deny);
    expect(names('constrainttemplates')).toEqual([]);
    await cluster.removeWebhook();
    await cluster.stopGatekeeper();
    await judges(
      "ValidatingAdmissionPolicy 'canal-lint-pool-modes' with binding 'canal-lint-pool-modes' denied request: pool both has IPIP",
    );
    run(helm, ['uninstall', 'canal-lint-policies']);
    await eventually('nothing', 60, () => created({}).includes('both created'));
  }, 120_000);

  test('is not needed: what policies install prints loads the same', async () => {
    await cluster.startGatekeeper();
    await cluster.webhook('Fail');
    const rules = ['pool-cidr', 'bgp-peer', 'bgp-mesh', 'image-version-skew'];
    const said = runInstall(cluster.kubeconfig, '--enforce', 'severity', ...rules);
    expect(said).toContain('canalpoolcidr.constraints.gatekeeper.sh/pool-cidr-warning created');
    expect(names('syncsets')).toEqual(rules.map((rule) => `syncset.syncset.gatekeeper.sh/canal-lint-${rule}`).sort());
    const group = 'crd.projectcalico.org/v1';
    const pool = (name: string, cidr: string): object => ({
      apiVersion: group,
      kind: 'IPPool',
      metadata: { name },
      spec: { cidr, vxlanMode: 'Always' },
    });
    const create = (object: object, ...args: readonly string[]): string =>
      run(kubectl, ['create', '-f', '-', ...args], JSON.stringify(object));
    expect(create(pool('whole', '10.70.0.0/16'))).toContain('whole created');
    await eventually('the overlap', 60, () => create(pool('half', '10.70.128.0/17'), '--dry-run=server').includes('overlaps pool whole'));
    // A rule that refuses its errors warns of the rest.
    const peer = {
      apiVersion: group,
      kind: 'BGPPeer',
      metadata: { name: 'p' },
      spec: { nodeSelector: 'all()', node: 'n1' },
    };
    expect(create(peer, '--dry-run=server')).toMatch(/p created[\s\S]*Warning: \[bgp-peer\] /);
    expect(create(pool('open', '11.0.0.0/16'), '--dry-run=server')).toMatch(/open created[\s\S]*Warning: \[pool-cidr-warning\] /);
  }, 180_000);
});
