import type { Proposal } from '../../cluster/finding.js';
import type { Cluster } from '../../cluster/model.js';
import { carriesPods, livePools, poolName } from '../../cluster/pools.js';
import { effective } from '../../cluster/precedence.js';
import { isExplicit, isKnown, knownValue, type Setting, standing } from '../../cluster/setting.js';
import { nodeSteps } from '../../cluster/steps.js';
import { isReference } from '../../cluster/workloads.js';
import { parseNet } from '../../network/api-values.js';
import { looksLikeGlob, type Method, parseMethod, patternsError } from '../../network/autodetection.js';
import { backendOf } from '../../network/encapsulation.js';
import { atLeast } from '../../network/version.js';
import type { Origin } from '../../source/index.js';
import { defineRule, noOptions, type Report, type Rule } from '../rule.js';

const messages = {
  firstFound:
    'first-found takes the address of the last interface that is not excluded, which can be a bridge, a VPN or a second NIC; peers then dial an address that they cannot reach',
  unset: 'no {variable} is set, so the address is that of the last interface that is not excluded (first-found)',
  switchedOff:
    'the detection of IPv{family} addresses is switched off here ({variable}=none): nodes have no IPv{family} address, so nothing reaches the pods of pool {pool} on other nodes',
  notAddress:
    '{variable} "{value}" is none of autodetect and none, and no IPv{family} address: calico-node ends with "Environment does not contain a valid IPv{family} address"{hint}',
  invalid: 'calico-node does not accept the method "{method}": {reason}',
  pattern: 'no interface can match "{method}": {reason}',
  glob: '"{pattern}" is a regular expression, not a file glob: * repeats the character before it; write "{meant}"',
} as const;

type Messages = typeof messages;

const rule: Rule<Messages, Readonly<Record<string, never>>> = defineRule({
  name: 'autodetection-method',
  since: '0.1.0',
  category: 'node-address',
  severity: 'error',
  summary: 'The autodetection method must parse, and name the interface that peers can reach',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    if (!detects(cluster)) return;
    const { method, method6, ip, ip6 } = cluster.nodeAddress;
    for (const [methods, address] of [
      [method, ip],
      [method6, ip6],
    ] as const) {
      for (const written of standing(address).filter(isExplicit)) judgeFixed(cluster, written, { family: address === ip ? 4 : 6, report });
      const fixed = knownValue(effective(address));
      if (fixed !== undefined && fixed !== '' && fixed !== 'autodetect') continue;
      for (const written of standing(methods).filter(isExplicit)) judge(cluster, written, report);
    }
    for (const family of [4, 6] as const) judgeSwitchedOff(cluster, family, report);
    const unset = unsetPlace(cluster);
    if (unset) report({ message: 'unset', at: unset, severity: 'info', data: { variable: 'IP_AUTODETECTION_METHOD' } });
  },
});
export default rule;

/** With the backend none, as in Canal and policy-only, calico-node looks for no address (startup.go:376-381). */
function detects(cluster: Cluster): boolean {
  const backend = effective(cluster.backend);
  if (isKnown(backend)) return backendOf(backend.value) !== 'none';
  // A backend out of sight: only a workload beside tells that nothing is detected.
  return !cluster.workloads.some(({ kind }) => kind === 'DaemonSet') || knownValue(effective(cluster.plane)) !== 'canal';
}

type Fixed = { readonly family: 4 | 6; readonly report: Report<Messages> };

/** The words are compared letter for letter, anything else is parsed (startup.go:626-685,746-762). */
function judgeFixed(cluster: Cluster, written: Setting<string>, { family, report }: Fixed): void {
  const { value, origin, layer } = written;
  if (!['workload', 'config-map'].includes(layer) || ['', 'autodetect', 'none'].includes(value) || isReference(value)) return;
  if (parseNet(value)?.family === family) return;
  const meant = ['autodetect', 'none'].find((word) => word === value.trim().toLowerCase());
  const then = nodeSteps(cluster, origin.document.source.name);
  const fix = { title: `write ${meant}`, applicability: 'safe', changes: [{ setting: written, to: meant ?? '' }], then } as const;
  report({
    message: 'notAddress',
    at: origin,
    data: { variable: family === 4 ? 'IP' : 'IP6', value, family, hint: meant === undefined ? '' : `; did you mean ${meant}?` },
    ...(meant !== undefined && { fix }),
  });
}

/** A pool of a family whose addresses the nodes do not have. Environment pools stay: manifests leave them behind. */
function judgeSwitchedOff(cluster: Cluster, family: 4 | 6, report: Report<Messages>): void {
  const ip = effective(family === 4 ? cluster.nodeAddress.ip : cluster.nodeAddress.ip6);
  const pool = livePools(cluster).find((one) => one.family === family && one.from === 'resource' && carriesPods(one));
  if (!isKnown(ip) || ip.value !== 'none' || !pool) return;
  report({
    message: 'switchedOff',
    at: ip.origin,
    severity: 'warning',
    data: { family, variable: family === 4 ? 'IP' : 'IP6', pool: poolName(pool) },
    related: [{ origin: pool.origin, note: `the pool of IPv${family}` }],
  });
}

function judge(cluster: Cluster, written: Setting<string>, report: Report<Messages>): void {
  if (/^\$\([^)]*\)$/.test(written.value)) return;
  const version = knownValue(effective(cluster.product.calico));
  const method = parseMethod(written.value, version);
  const at = written.origin;
  const then = nodeSteps(cluster, at.document.source.name);
  const rewrite = (to: string): Proposal => ({ title: `write ${to}`, applicability: 'safe', changes: [{ setting: written, to }], then });
  if (method.kind === 'invalid') {
    report({
      message: 'invalid',
      at,
      data: { method: written.value, reason: method.reason },
      ...(method.suggestion !== undefined && { fix: rewrite(method.suggestion) }),
    });
    return;
  }
  if (method.kind === 'first-found') {
    const fix = internalIp(cluster, rewrite('kubernetes-internal-ip'));
    if (written.value !== '') report({ message: 'firstFound', at, severity: 'warning', ...(fix && { fix }) });
    return;
  }
  if (method.kind === 'interface' || method.kind === 'skip-interface') judgePatterns(method, { written, report, rewrite });
}

/**
 * The method came with 3.22, and an older calico-node ends with it; kops refuses it (kubernetes/kops 268927e,
 * pkg/apis/kops/validation/validation.go:1838-1886).
 */
function internalIp({ product }: Cluster, fix: Proposal): Proposal | undefined {
  const version = knownValue(effective(product.calico));
  if (knownValue(effective(product.installer)) === 'kops') return undefined;
  if (version === undefined) return { ...fix, title: `${fix.title}, which Calico has since 3.22`, applicability: 'unsafe' };
  return atLeast(version, '3.22') ? fix : undefined;
}

type Patterns = { readonly written: Setting<string>; readonly report: Report<Messages>; readonly rewrite: (to: string) => Proposal };

function judgePatterns(method: Extract<Method, { patterns: string[] }>, { written, report, rewrite }: Patterns): void {
  const at = written.origin;
  const error = patternsError(method.patterns);
  if (error !== undefined) {
    report({ message: 'pattern', at, data: { method: written.value, reason: error } });
    return;
  }
  const globs = method.patterns.map((pattern) => ({ pattern, glob: looksLikeGlob(pattern) }));
  const first = globs.find(({ glob }) => glob);
  if (!first?.glob) return;
  const to = `${method.kind}=${globs.map(({ pattern, glob }) => glob?.meant ?? pattern).join(',')}`;
  report({
    message: 'glob',
    at,
    severity: 'warning',
    data: { pattern: first.pattern, meant: first.glob.meant },
    fix: rewrite(to),
  });
}

/** Where the variable is missing: only where the whole environment of calico-node is in sight, and the address is detected. */
function unsetPlace(cluster: Cluster): Origin | undefined {
  const { ip, method } = cluster.nodeAddress;
  if (method.length > 0 || knownValue(effective(cluster.product.installer)) !== undefined) return undefined;
  const address = effective(ip);
  return isExplicit(address) && address.layer === 'workload' && address.value === 'autodetect' ? address.origin : undefined;
}
