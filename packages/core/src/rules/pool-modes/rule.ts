import type { Proposal } from '../../cluster/finding.js';
import type { Pool } from '../../cluster/model.js';
import { livePools, poolName, usesPools } from '../../cluster/pools.js';
import { isExplicit, isKnown, knownValue, type Setting } from '../../cluster/setting.js';
import { type Encapsulation, type Mode, parseEnvMode, parseResourceMode } from '../../network/encapsulation.js';
import { defineRule, noOptions, type Report, type Rule } from '../rule.js';

const messages = {
  both: 'pool {pool} has IPIP ({ipip}) and VXLAN ({vxlan}) on at once: Calico refuses such a pool; switch one of them off',
  ipipOnIpv6: 'IPIP carries IPv4 only, and pool {pool} is IPv6 ({cidr}): Calico refuses it; use vxlanMode',
  loadBalancer: 'pool {pool} gives addresses to load balancers only, which takes no encapsulation: Calico refuses it; write Never',
  unknownMode: '{field} "{value}" is no mode: {allowed} are the values',
} as const;

type Messages = typeof messages;

const rule: Rule<Messages, Readonly<Record<string, never>>> = defineRule({
  name: 'pool-modes',
  since: '0.1.0',
  category: 'pool',
  severity: 'error',
  summary: "A pool's modes must be values that Calico accepts together",
  messages,
  options: noOptions,
  check({ cluster, report }) {
    if (!usesPools(cluster)) return;
    for (const pool of livePools(cluster)) judge(pool, report);
  },
});
export default rule;

function judge(pool: Pool, report: Report<Messages>): void {
  const { ipipMode, vxlanMode } = pool;
  // Environment makes a pool only where none exists yet.
  const lowered = pool.from === 'env' ? ({ severity: 'warning' } as const) : {};
  const ipip = modeOf(pool, ipipMode, { field: 'ipipMode', report });
  const vxlan = modeOf(pool, vxlanMode, { field: 'vxlanMode', report });
  const name = poolName(pool);
  const on = [ipip && ipip !== 'Never' ? ipipMode : undefined, vxlan && vxlan !== 'Never' ? vxlanMode : undefined].filter(isKnown);
  const [first, second] = on;
  if (first && second) {
    report({
      message: 'both',
      at: second.origin,
      ...lowered,
      data: { pool: name, ipip: first.value, vxlan: second.value },
      related: [{ origin: first.origin, note: 'IPIP is switched on here' }],
      fix: off(first, 'keep VXLAN and switch IPIP off'),
    });
    return;
  }
  if (!first) return;
  if (pool.family === 6 && first === ipipMode) {
    report({
      message: 'ipipOnIpv6',
      at: first.origin,
      ...lowered,
      data: { pool: name, cidr: knownValue(pool.cidr) ?? '' },
      fix: overlay(pool),
    });
  }
  if (knownValue(pool.allowedUses)?.every((use) => use === 'LoadBalancer'))
    report({
      message: 'loadBalancer',
      at: first.origin,
      ...lowered,
      data: { pool: name },
      fix: off(first, 'switch the encapsulation off'),
    });
}

function off(setting: Setting<string>, title: string): Proposal {
  return { title, applicability: 'unsafe', changes: [{ setting, to: 'Never' }] };
}

function overlay({ encapsulation }: Pool): Proposal {
  const to: Encapsulation = knownValue(encapsulation) === 'IPIPCrossSubnet' ? 'VXLANCrossSubnet' : 'VXLAN';
  const changes = isKnown(encapsulation) ? [{ setting: encapsulation, to }] : [];
  return { title: 'use VXLAN in the same mode', applicability: 'unsafe', changes };
}

/** The mode of a field; one that is written but no value of Calico's is reported, with the spelling that was meant. */
function modeOf(pool: Pool, known: Pool['ipipMode'], { field, report }: { field: string; report: Report<Messages> }): Mode | undefined {
  if (!isKnown(known)) return undefined;
  const mode = pool.from === 'env' ? parseEnvMode(known.value) : parseResourceMode(known.value);
  if (mode || !isExplicit(known)) return mode;
  const meant = parseEnvMode(known.value);
  const fix: { fix?: Proposal } = meant
    ? { fix: { title: `write ${meant}`, applicability: 'safe', changes: [{ setting: known, to: meant }] } }
    : {};
  const env = pool.from === 'env';
  const variable = env ? `CALICO_IPV${pool.family ?? 4}POOL_${field === 'ipipMode' ? 'IPIP' : 'VXLAN'}` : field;
  const data = {
    field: variable,
    value: known.value,
    allowed: env ? 'Always, CrossSubnet, Never and Off (any case)' : 'Always, CrossSubnet and Never',
  };
  report({ message: 'unknownMode', at: known.origin, ...(env && { severity: 'warning' as const }), data, ...fix });
  return undefined;
}
