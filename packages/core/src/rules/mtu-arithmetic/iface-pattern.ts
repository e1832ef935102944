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
    return method.kind === 'interface' ? method.patterns.flatMap((pattern) => named(pattern, origin)) : [];
  });
  const flannels = flannel.iface.filter(isKnown).flatMap(({ value, origin }) => named(value, origin));
  return [...methods, ...flannels];
}

/** The interface that a name, or a pattern around one name, stands for. A bond, a bridge or a VLAN lies on NICs of other names, which may match. */
function named(pattern: string, origin: Origin): readonly Named[] {
  const name = /^\^?([a-zA-Z][\w-]*)\$?$/.exec(pattern)?.[1];
  return name === undefined || /^(?:bond|team|br|vlan)/.test(name) ? [] : [{ name, origin }];
}
