import type { Proposal } from '../../cluster/finding.js';
import type { Idle } from '../../cluster/input.js';
import type { Cluster } from '../../cluster/model.js';
import { effective } from '../../cluster/precedence.js';
import { fieldName, isExplicit, isKnown, knownValue, type Setting } from '../../cluster/setting.js';
import { nodeSteps } from '../../cluster/steps.js';
import { parseNet } from '../../network/api-values.js';
import { parseMethod } from '../../network/autodetection.js';
import { backendOf } from '../../network/encapsulation.js';
import type { Report } from '../rule.js';
import type { Messages } from './messages.js';

/** With the backend none, and with an address written, calico-node detects nothing (startup.go:376-381,626-629). */
export function judgeAddress(cluster: Cluster, report: Report<Messages>): void {
  const { method, method6, ip, ip6 } = cluster.nodeAddress;
  const backend = effective(cluster.backend);
  const none = isKnown(backend) && backendOf(backend.value) === 'none' ? backend : undefined;
  for (const [methods, address, variable] of [
    [method, ip, 'IP'],
    [method6, ip6, 'IP6'],
  ] as const) {
    const fixed = effective(address);
    for (const written of methods.filter(isExplicit)) {
      if (written.value === '' || written.beatenBy) continue;
      if (none) judgeNone(cluster, written, { none, report });
      else if (isExplicit(fixed)) judgeFixed(written, { fixed, variable, report });
    }
  }
}

type None = { readonly none: Setting<string>; readonly report: Report<Messages> };

function judgeNone(cluster: Cluster, written: Setting<string>, { none, report }: None): void {
  // A variable of a container is an item of a list, which does not go with its value.
  const fix = written.layer === 'workload' ? undefined : moved(cluster, written);
  report({
    message: 'noDetection',
    at: written.origin,
    severity: 'warning',
    data: { value: written.value, backend: none.value, canal: canalAdvice(cluster) },
    related: isExplicit(none) ? [{ origin: none.origin, note: 'the backend is none here' }] : [],
    ...(fix && { fix }),
  });
}

type Fixed = { readonly fixed: Setting<string>; readonly variable: string; readonly report: Report<Messages> };

function judgeFixed(written: Setting<string>, { fixed, variable, report }: Fixed): void {
  // What is no address ends calico-node, which autodetection-method says.
  if (fixed.value === '' || (fixed.value !== 'none' && !parseNet(fixed.value))) return;
  report({
    message: 'fixedAddress',
    at: written.origin,
    severity: 'warning',
    data: { value: written.value, variable, address: fixed.value },
    related: [{ origin: fixed.origin, note: `${variable} is ${fixed.value} here` }],
  });
}

function canalAdvice(cluster: Cluster): string {
  return isCanal(cluster) ? `, and flannel takes its interface from ${ifaceKey(cluster)}` : '';
}

function ifaceKey({ flannel }: Cluster): string {
  return fieldName(effective(flannel.iface), 'canal_iface');
}

function isCanal(cluster: Cluster): boolean {
  return knownValue(effective(cluster.plane)) === 'canal';
}

/** A key that guides for Calico name, in the ConfigMap of a workload that does not read it. */
export function judgeUnreadKey(cluster: Cluster, { name, setting }: Idle, report: Report<Messages>): void {
  const variable = name.startsWith('ip6') ? 'IP6_AUTODETECTION_METHOD' : 'IP_AUTODETECTION_METHOD';
  const advice = isCanal(cluster)
    ? 'in Canal flannel chooses the interface: write its name into canal_iface'
    : `read it into ${variable} of the container calico-node`;
  const fix = isCanal(cluster) ? moved(cluster, setting) : undefined;
  report({ message: 'unreadKey', at: setting.origin, severity: 'warning', data: { name, advice }, ...(fix && { fix }) });
}

/** `interface=eth1` means canal_iface: eth1, where that is empty: flannel takes one name and no pattern. */
function moved(cluster: Cluster, { value, origin, write }: Idle['setting']): Proposal | undefined {
  const method = parseMethod(value, undefined);
  const [iface, ...more] = method.kind === 'interface' ? method.patterns : [];
  const current = effective(cluster.flannel.iface);
  if (iface === undefined || more.length > 0 || !/^[\w-]+$/.test(iface) || !isKnown(current) || current.value !== '') return undefined;
  return {
    title: `write ${ifaceKey(cluster)}: ${iface}, and take the key out`,
    applicability: 'unsafe',
    changes: [
      { setting: current, to: iface },
      {
        setting: { value, how: 'explicit', origin, scope: current.scope, live: 'dead', layer: 'config-map', ...(write && { write }) },
        remove: true,
      },
    ],
    then: nodeSteps(cluster, origin.document.source.name),
  };
}
