import { routesOf } from '../../cluster/carriers.js';
import type { Cluster, Pool } from '../../cluster/model.js';
import { carriesPods, livePools, poolName, usesPools } from '../../cluster/pools.js';
import { effective } from '../../cluster/precedence.js';
import { isExplicit, isKnown, knownValue, type Scope, type Setting, standing } from '../../cluster/setting.js';
import { nodeSteps } from '../../cluster/steps.js';
import { overhead } from '../../network/mtu.js';
import { defineRule, noOptions, type Report, type Rule } from '../rule.js';

const messages = {
  off: '{field} is false{where}, and pool {pool} is {encapsulation}: Felix makes no {device} there, so pods on different nodes cannot reach each other; without the field Felix goes by the pools',
  forNothing:
    '{field} is true, and no pool of the input is {tunnel}: Felix counts the tunnel all the same, so new pods get an MTU that is {bytes} bytes smaller',
  forwarding:
    'ipForwarding is Disabled{where}: Felix does not switch net.ipv4.ip_forward on, and a node where nothing else does drops every packet between its pods and other nodes; it is for hosts without pods',
  routeSync:
    'routeSyncDisabled is true{where}: Felix programs no routes, and those of pool {pool} ({encapsulation}) are its own to program; pods on different nodes cannot reach each other',
} as const;

type Messages = typeof messages;
type Tunnel = 'ipip' | 'vxlan';

const fields = {
  ipip: { field: 'ipipEnabled', device: 'tunl0', name: 'IPIP' },
  vxlan: { field: 'vxlanEnabled', device: 'vxlan.calico', name: 'VXLAN' },
} as const;

const rule: Rule<Messages, Readonly<Record<string, never>>> = defineRule({
  name: 'tunnel-override',
  since: '0.1.0',
  category: 'encapsulation',
  severity: 'error',
  summary: 'What FelixConfiguration says about tunnels and routes does not undo the pools',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    judgeForwarding(cluster, report);
    if (!usesPools(cluster)) return;
    const { ipipEnabled, vxlanEnabled, routeSyncDisabled } = cluster.tunnelOverride;
    for (const [tunnel, slot] of [['ipip', ipipEnabled] as const, ['vxlan', vxlanEnabled] as const]) {
      for (const enabled of standing(slot).filter(isExplicit)) {
        if (enabled.value) judgeOn(cluster, enabled, { tunnel, report });
        else judgeOff(cluster, enabled, { tunnel, report });
      }
    }
    for (const disabled of standing(routeSyncDisabled).filter(isExplicit)) if (disabled.value) judgeRoutes(cluster, disabled, report);
  },
});
export default rule;

type Judged = { readonly tunnel: Tunnel; readonly report: Report<Messages> };

/** The tunnel of a pool; IPv6 VXLAN is left alone by vxlanEnabled (felix/calc/encapsulation_resolver.go:269-287). */
function tunnelOf({ encapsulation, family }: Pool): Tunnel | undefined {
  const value = knownValue(encapsulation);
  if (value?.startsWith('IPIP')) return 'ipip';
  return value?.startsWith('VXLAN') && family !== 6 ? 'vxlan' : undefined;
}

function whereOf(scope: Scope): string {
  if (scope.kind === 'all') return '';
  return scope.kind === 'node' ? ` on node ${scope.name}` : ` on the nodes of ${scope.selector}`;
}

/** Environment of the first install says little about the pools of a running cluster. */
function severityFor({ live }: Pool): 'error' | 'warning' {
  return live === 'first-install' ? 'warning' : 'error';
}

function judgeOff(cluster: Cluster, enabled: Setting<boolean>, { tunnel, report }: Judged): void {
  const pool = livePools(cluster).find((one) => carriesPods(one) && tunnelOf(one) === tunnel);
  if (!pool || !isKnown(pool.encapsulation)) return;
  const { field, device } = fields[tunnel];
  const data = { field, device, where: whereOf(enabled.scope), pool: poolName(pool), encapsulation: pool.encapsulation.value };
  report({
    message: 'off',
    at: enabled.origin,
    severity: severityFor(pool),
    related: [{ origin: pool.encapsulation.origin, note: `encapsulation ${pool.encapsulation.value} is set here` }],
    fix: {
      title: `switch ${field} on`,
      applicability: 'safe',
      changes: [{ setting: enabled, to: true }],
      then: nodeSteps(cluster, enabled.origin.document.source.name),
    },
    data,
  });
}

/** Felix takes the smallest MTU among the enabled tunnels (felix/dataplane/linux/int_dataplane.go:1796-1824): only a larger header costs. */
function judgeOn(cluster: Cluster, enabled: Setting<boolean>, { tunnel, report }: Judged): void {
  const pools = livePools(cluster);
  const veth = knownValue(effective(cluster.mtu.veth));
  if (enabled.scope.kind !== 'all' || pools.length === 0 || (veth !== undefined && veth > 0)) return;
  if (!pools.every(({ encapsulation, family, live }) => isKnown(encapsulation) && family !== undefined && live === 'reconciled')) return;
  if (pools.some((pool) => tunnelOf(pool) === tunnel || knownValue(pool.encapsulation)?.startsWith('VXLAN'))) return;
  const used = pools.some((pool) => tunnelOf(pool) === 'ipip') ? overhead.ipip : 0;
  const { v4, v6 } = cluster.wireguard;
  if (v4.length + v6.length > 0 || overhead[tunnel] <= used) return;
  const { field, name } = fields[tunnel];
  report({ message: 'forNothing', at: enabled.origin, severity: 'info', data: { field, tunnel: name, bytes: overhead[tunnel] - used } });
}

/** Felix writes the sysctl, or leaves it alone; for eBPF it writes it whatever is said (felix/dataplane/linux/int_dataplane.go:2769, daemon.go:1637). */
function judgeForwarding(cluster: Cluster, report: Report<Messages>): void {
  const hasPods = cluster.plane.length > 0 || livePools(cluster).some(carriesPods);
  if (!hasPods || knownValue(effective(cluster.product.dataplane)) === 'bpf') return;
  for (const off of standing(cluster.felix.ipForwarding).filter(isExplicit)) {
    if (off.value.toLowerCase() !== 'disabled') continue;
    const fix = { title: 'let Felix switch forwarding on', applicability: 'safe', changes: [{ setting: off, to: 'Enabled' }] } as const;
    report({ message: 'forwarding', at: off.origin, severity: 'warning', data: { where: whereOf(off.scope) }, fix });
  }
}

/** Routes that Felix would program (felix/dataplane/linux/int_dataplane.go:779-831). */
function judgeRoutes(cluster: Cluster, disabled: Setting<boolean>, report: Report<Messages>): void {
  const pool = livePools(cluster).find((one) => carriesPods(one) && isFelixs(cluster, one));
  if (!pool || !isKnown(pool.encapsulation)) return;
  report({
    message: 'routeSync',
    at: disabled.origin,
    severity: severityFor(pool),
    related: [{ origin: pool.encapsulation.origin, note: `encapsulation ${pool.encapsulation.value} is set here` }],
    fix: { title: 'let Felix program routes', applicability: 'unsafe', changes: [{ setting: disabled, to: false }] },
    data: { where: whereOf(disabled.scope), pool: poolName(pool), encapsulation: pool.encapsulation.value },
  });
}

function isFelixs(cluster: Cluster, { encapsulation }: Pool): boolean {
  if (!isKnown(encapsulation)) return false;
  if (encapsulation.value.startsWith('VXLAN')) return true;
  return routesOf(cluster, encapsulation.value === 'None' ? 'plain' : 'ipip') === 'felix';
}
