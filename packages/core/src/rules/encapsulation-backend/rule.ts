import { plainPoolCarrier, routesOf, unseenOwners } from '../../cluster/carriers.js';
import type { Proposal } from '../../cluster/finding.js';
import type { Cluster, Pool } from '../../cluster/model.js';
import { carriesPods, isRefused, livePools, poolName, usesPools } from '../../cluster/pools.js';
import { effective } from '../../cluster/precedence.js';
import { isExplicit, isKnown, knownValue, type Setting, standing } from '../../cluster/setting.js';
import { encapsulationSteps } from '../../cluster/steps.js';
import { backendOf, type Encapsulation, knownBackend } from '../../network/encapsulation.js';
import { atLeast } from '../../network/version.js';
import { defineRule, noOptions, type Report, type Rule } from '../rule.js';

const messages = {
  spelling: 'backend "{backend}" is none of bird, vxlan, none (compared letter for letter), so calico-node starts BIRD as if it were bird',
  canal:
    'backend "{backend}" in Canal: flannel carries the pods, and calico-node runs {second} as a second data plane beside it; Canal takes none',
  ipip: 'backend {backend} runs no BIRD, and in this release Felix does not program the routes of IPIP pools: nobody programs those of pool {pool} ({encapsulation}), so pods on different nodes cannot reach each other',
  ipipMaybe:
    'backend {backend} runs no BIRD, and before Calico 3.33 Felix does not program the routes of IPIP pools: there nobody programs those of pool {pool} ({encapsulation})',
  plain:
    'backend {backend} runs no BIRD, and Felix does not program the routes of a pool without encapsulation: nobody programs those of pool {pool}, so pods on different nodes cannot reach each other',
  noneWithIpam:
    'backend none with calico-ipam: calico-node looks for no node address and programs no tunnel, yet pods get addresses from Calico pools that nothing routes',
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
    const canal = knownValue(effective(cluster.plane)) === 'canal';
    for (const written of standing(cluster.backend).filter(isExplicit)) judgeWord(written, { canal, report });
    if (!isKnown(backend) || !usesPools(cluster) || backendOf(backend.value) === 'bird') return;
    if (backendOf(backend.value) === 'none' && knownValue(effective(cluster.ipam)) === 'calico-ipam') {
      if (knownValue(effective(cluster.underlay.routesPods)) !== true) report({ message: 'noneWithIpam', at: backend.origin });
      return;
    }
    for (const pool of livePools(cluster)) judge(cluster, backend, { pool, report });
  },
});
export default rule;

function judgeWord(written: Setting<string>, { canal, report }: { readonly canal: boolean; readonly report: Report<Messages> }): void {
  const { value: backend, origin: at } = written;
  const common = { at, severity: 'warning' } as const;
  if (canal && backendOf(backend) !== 'none') {
    const second = backendOf(backend) === 'bird' ? 'BIRD' : "Calico's VXLAN";
    const fix: Proposal = { title: 'write none', applicability: 'unsafe', changes: [{ setting: written, to: 'none' }] };
    report({ ...common, message: 'canal', data: { backend, second }, fix });
  } else if (!knownBackend(backend)) {
    report({ ...common, message: 'spelling', data: { backend }, ...spellingFix(written) });
  }
}

function spellingFix(written: Setting<string>): { fix?: Proposal } {
  const meant = written.value.toLowerCase();
  if (!knownBackend(meant)) return {};
  return { fix: { title: `write ${meant}`, applicability: 'unsafe', changes: [{ setting: written, to: meant }] } };
}

type Judged = { readonly pool: Pool; readonly report: Report<Messages> };

function judge(cluster: Cluster, backend: Setting<string>, { pool, report }: Judged): void {
  const { encapsulation } = pool;
  if (!isKnown(encapsulation) || encapsulation.value.startsWith('VXLAN') || !carriesPods(pool) || isRefused(cluster, pool)) return;
  const kind = encapsulation.value === 'None' ? 'plain' : 'ipip';
  // IPIP for IPv6 is refused as a whole (pool-modes).
  if (kind === 'ipip' && pool.family === 6) return;
  if (kind === 'plain' && plainPoolCarrier(cluster) === 'said') return;
  const owner = routesOf(cluster, kind);
  const data = { backend: backend.value, pool: poolName(pool), encapsulation: encapsulation.value };
  const common = { ...placesOf(backend, encapsulation), fix: carry(cluster, pool), data };
  // Environment is read only before the first pool exists: what a running cluster has may differ.
  const unsure = settleOf(cluster, backend);
  const severity = pool.live === 'first-install' || unsure !== undefined ? 'warning' : 'error';
  if (owner === 'nobody') report({ ...common, message: kind, severity, ...(unsure !== undefined && { settle: unsure }) });
  if (owner === 'unknown' && kind === 'ipip') report({ ...common, message: 'ipipMaybe', severity: 'warning', settle });
}

/** What out of sight could mean that all is well: another IPAM, or Felix told to program what BIRD does not (3.31+). */
function settleOf(cluster: Cluster, backend: Setting<string>): string | undefined {
  if (backendOf(backend.value) === 'none' && effective(cluster.ipam) === undefined)
    return 'the CNI configuration: which IPAM hands out the addresses';
  const release = knownValue(effective(cluster.product.calico));
  const [unseen] = unseenOwners(cluster, ['felix']);
  return unseen !== undefined && (!release || atLeast(release, '3.31')) ? `add ${unseen}` : undefined;
}

const settle = 'the release of Calico: --calico-version v3.33 or the one in use';

/** A pool without encapsulation is the odd one; a tunnel meets a backend that was chosen beside it. */
function placesOf(
  backend: Setting<string>,
  encapsulation: Setting<Encapsulation>,
): Pick<Parameters<Report<Messages>>[0], 'at' | 'related'> {
  const atPool = encapsulation.value === 'None' || !isExplicit(backend);
  if (!atPool)
    return { at: backend.origin, related: [{ origin: encapsulation.origin, note: `encapsulation ${encapsulation.value} is set here` }] };
  return { at: encapsulation.origin, related: [{ origin: backend.origin, note: `backend ${backend.value} is set here` }] };
}

function carry(cluster: Cluster, pool: Pool): Proposal {
  const to: Encapsulation = knownValue(pool.encapsulation) === 'IPIPCrossSubnet' ? 'VXLANCrossSubnet' : 'VXLAN';
  const changes = isKnown(pool.encapsulation) ? [{ setting: pool.encapsulation, to }] : [];
  return {
    title: `encapsulate the pool in ${to}, whose routes Felix programs with every backend`,
    applicability: 'safe',
    changes,
    then: encapsulationSteps(cluster, pool, to),
  };
}
