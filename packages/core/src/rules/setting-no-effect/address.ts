import type { Proposal } from '../../cluster/finding.js';
import type { Cluster, Idle } from '../../cluster/model.js';
import { effective } from '../../cluster/precedence.js';
import { isExplicit, isKnown, knownValue } from '../../cluster/setting.js';
import { nodeSteps } from '../../cluster/steps.js';
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
      const common = { at: written.origin, severity: 'warning' } as const;
      if (none) {
        const related = [{ origin: none.origin, note: 'the backend is none here' }];
        const data = { value: written.value, backend: none.value, canal: canalAdvice(cluster) };
        report({ ...common, message: 'noDetection', data, related });
      } else if (isExplicit(fixed) && !['', 'autodetect'].includes(fixed.value) && !fixed.value.includes('$(')) {
        const related = [{ origin: fixed.origin, note: `${variable} is ${fixed.value} here` }];
        report({ ...common, message: 'fixedAddress', data: { value: written.value, variable, address: fixed.value }, related });
      }
    }
  }
}

function canalAdvice(cluster: Cluster): string {
  return isCanal(cluster) ? ', and flannel takes its interface from canal_iface' : '';
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
  if (iface === undefined || more.length > 0 || !/^[\w-]+$/.test(iface) || !isExplicit(current) || current.value !== '') return undefined;
  return {
    title: `write canal_iface: ${iface}, and take the key out`,
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
