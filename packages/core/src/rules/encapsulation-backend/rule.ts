import { plainPoolCarrier, routesOf } from '../../cluster/carriers.js';
import type { Proposal } from '../../cluster/finding.js';
import type { Cluster, Pool } from '../../cluster/model.js';
import { effective } from '../../cluster/precedence.js';
import { isExplicit, isKnown, type Setting, standing, valueOf } from '../../cluster/setting.js';
import { encapsulationSteps } from '../../cluster/steps.js';
import { livePools, usesPools } from '../../cluster/tunnels.js';
import { backendOf, type Encapsulation, knownBackend } from '../../network/encapsulation.js';
import { defineRule, noOptions, type Report, type Rule } from '../rule.js';

const messages = {
  spelling: 'backend "{backend}" is none of bird, vxlan, none (compared letter for letter), so calico-node starts BIRD as if it were bird',
  noRoutes: 'backend {backend} runs no BIRD, and Felix does not program the routes of {kind} pools{release}: nobody programs the routes of pool {pool} ({encapsulation}), so pods on different nodes cannot reach each other',
  noRoutesMaybe: 'backend {backend} runs no BIRD, and before Calico 3.33 Felix does not program the routes of IPIP pools: on those releases nobody programs the routes of pool {pool} ({encapsulation})',
  noneWithIpam: 'backend none with calico-ipam: calico-node looks for no node address and programs no tunnel, yet pods get addresses from Calico pools that nothing routes',
} as const;

type Messages = typeof messages;

const rule: Rule<Messages, Readonly<Record<string, never>>> = defineRule({
  name: 'encapsulation-backend',
  since: '0.1.0',
  category: 'encapsulation',
  severity: 'error',
  summary: 'The backend must be able to carry the encapsulation of every pool',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    const backend = effective(cluster.backend);
    for (const written of standing(cluster.backend).filter(isExplicit)) {
      if (!knownBackend(written.value)) report({ message: 'spelling', at: written.origin, severity: 'warning', data: { backend: written.value }, ...spellingFix(written) });
    }
    if (!isKnown(backend) || !usesPools(cluster) || backendOf(backend.value) === 'bird') return;
    if (backendOf(backend.value) === 'none' && valueOf(effective(cluster.ipam)) === 'calico-ipam') {
      if (valueOf(effective(cluster.underlay.routesPods)) !== true) report({ message: 'noneWithIpam', at: backend.origin });
      return;
    }
    for (const pool of livePools(cluster)) judge(cluster, backend, { pool, report });
  },
});
export default rule;

function spellingFix(written: Setting<string>): { fix?: Proposal } {
  const meant = written.value.toLowerCase();
  if (!knownBackend(meant)) return {};
  return { fix: { title: `write ${meant}`, applicability: 'unsafe', changes: [{ setting: written, to: meant }] } };
}

function judge(cluster: Cluster, backend: Setting<string>, { pool, report }: { pool: Pool; report: Report<Messages> }): void {
  const { encapsulation } = pool;
  if (!isKnown(encapsulation) || valueOf(pool.disabled) !== false || valueOf(pool.allowedUses)?.every((use) => use === 'LoadBalancer') !== false) return;
  const plain = encapsulation.value === 'None';
  if (!plain && !encapsulation.value.startsWith('IPIP')) return;
  if (plain && plainPoolCarrier(cluster) === 'said') return;
  const owner = routesOf(cluster, plain ? 'plain' : 'ipip');
  if (owner !== 'nobody' && owner !== 'unknown') return;
  const at = plain || !isExplicit(backend) ? encapsulation.origin : backend.origin;
  const related = plain ? { origin: backend.origin, note: `backend ${backend.value} is set here` } : { origin: encapsulation.origin, note: `encapsulation ${encapsulation.value} is set here` };
  const to = encapsulation.value === 'IPIPCrossSubnet' ? 'VXLANCrossSubnet' : 'VXLAN';
  const common = { at, related: [related], fix: carry(cluster, pool, to) };
  const data = { backend: backend.value, pool: valueOf(pool.name) ?? '', encapsulation: plain ? 'no encapsulation' : encapsulation.value };
  // Environment is read only before the first pool exists: what a running cluster has may differ.
  const lowered = pool.live === 'first-install' ? ({ severity: 'warning' } as const) : {};
  if (owner === 'unknown') {
    report({ ...common, message: 'noRoutesMaybe', severity: 'warning', settle: 'the release of Calico: add --calico-version v3.31 or later', data });
    return;
  }
  report({ ...common, ...lowered, message: 'noRoutes', data: { ...data, kind: plain ? 'un-encapsulated' : 'IPIP', release: plain ? ' unless programClusterRoutes says so' : ' in this release' } });
}

function carry(cluster: Cluster, pool: Pool, to: Encapsulation): Proposal {
  const changes = isKnown(pool.encapsulation) ? [{ setting: pool.encapsulation, to }] : [];
  return { title: `encapsulate the pool in ${to}, whose routes Felix programs with every backend`, applicability: 'safe', changes, then: encapsulationSteps(cluster, pool, to) };
}
