import type { Cluster } from '../../cluster/model.js';
import { isExplicit, isKnown, standing } from '../../cluster/setting.js';
import { parseMethod } from '../../network/autodetection.js';
import { goRegexp } from '../../network/go-regexp.js';
import { fallbackHostMtu } from '../../network/mtu.js';
import type { Origin } from '../../source/index.js';
import type { Report } from '../rule.js';
import type { Messages } from './messages.js';

/** The pattern by which Felix finds the NICs whose MTU it starts from (felix/dataplane/linux/int_dataplane.go:1748-1772). */
export function judgePattern(cluster: Cluster, report: Report<Messages>): void {
  for (const pattern of standing(cluster.mtu.ifacePattern)) {
    if (!isExplicit(pattern) || pattern.value === '') continue;
    const compiled = goRegexp(pattern.value);
    if ('error' in compiled) {
      report({
        message: 'patternError',
        at: pattern.origin,
        severity: 'warning',
        data: { pattern: pattern.value, reason: compiled.error },
      });
      continue;
    }
    const missed = namedInterfaces(cluster).find(({ name }) => !compiled.matches(name));
    if (missed)
      report({
        message: 'patternMisses',
        at: pattern.origin,
        severity: 'warning',
        data: { pattern: pattern.value, iface: missed.name, fallback: fallbackHostMtu },
        related: [{ origin: missed.origin, note: 'the interface is named here' }],
      });
  }
}

type Named = { readonly name: string; readonly origin: Origin };

/** Interfaces that the input names outright: literal names in interface=… and flannel's interface. */
function namedInterfaces({ nodeAddress, flannel }: Cluster): readonly Named[] {
  const methods = nodeAddress.method.filter(isKnown).flatMap(({ value, origin }): Named[] => {
    const method = parseMethod(value);
    return method.kind === 'interface' ? method.patterns.filter(isName).map((name) => ({ name, origin })) : [];
  });
  const flannels = flannel.iface.filter(isKnown).flatMap(({ value, origin }): Named[] => (isName(value) ? [{ name: value, origin }] : []));
  return [...methods, ...flannels];
}

function isName(text: string): boolean {
  return /^[a-zA-Z][\w-]*$/.test(text);
}
