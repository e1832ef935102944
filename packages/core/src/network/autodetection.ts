// The grammar of IP_AUTODETECTION_METHOD and IP6_AUTODETECTION_METHOD.

import { suggestMethod } from './autodetection-suggestion.js';
import { parseCidr } from './cidr.js';
import { atLeast, formatVersion, type Version } from './version.js';

export { excludedInterfaces, looksLikeGlob, patternError, patternsError } from './interface-pattern.js';

export type Method =
  | { readonly kind: 'first-found' }
  | { readonly kind: 'interface'; readonly patterns: string[] }
  | { readonly kind: 'skip-interface'; readonly patterns: string[] }
  | { readonly kind: 'cidr'; readonly cidrs: string[] }
  | { readonly kind: 'can-reach'; readonly host: string }
  | { readonly kind: 'kubernetes-internal-ip' }
  | { readonly kind: 'invalid'; readonly reason: string; readonly suggestion?: string };

function invalid(reason: string, suggestion?: string): Method {
  return suggestion === undefined ? { kind: 'invalid', reason } : { kind: 'invalid', reason, suggestion };
}

function interfaces(kind: 'interface' | 'skip-interface', patterns: string[]): Method {
  if (patterns.every((pattern) => pattern !== '')) return { kind, patterns };
  // calico-node joins the patterns to `(eth0)|()`, and an empty alternative matches every name (interfaces.go:55-66).
  const effect = kind === 'interface' ? 'veth and tunnel devices included' : 'so none is left to take an address from';
  const rest = patterns.filter((pattern) => pattern !== '');
  const suggestion = rest.length === 0 ? undefined : `${kind}=${rest.join(',')}`;
  return invalid(`an empty pattern after "${kind}=" matches every interface, ${effect}`, suggestion);
}

/** `$(NAME)` in an env value is put in by the kubelet, so such an element may be a good one. */
const holdsReference = (text: string): boolean => /\$\([A-Za-z_][\w.-]*\)/.test(text);

function cidrs(list: string[]): Method {
  const good = (text: string): boolean => parseCidr(text) !== undefined || holdsReference(text);
  const bad = list.find((text) => !good(text));
  if (bad === undefined) return { kind: 'cidr', cidrs: list };
  const rest = list.map((text) => text.trim()).filter((text) => text !== '');
  const repaired = rest.length > 0 && rest.every(good);
  const reason = `"${bad}" after "cidr=" is not a range such as 10.0.0.0/24, so calico-node detects no address`;
  return invalid(reason, repaired ? `cidr=${rest.join(',')}` : undefined);
}

/**
 * Reads a method as calico-node does: exact case, no trimming; operands split at commas, blanks around a comma dropped. The empty text
 * is `first-found`. `invalid` is what makes calico-node exit ("Invalid IP autodetection method") or never find the right address; its
 * reason says which, and `suggestion` is the method that was probably meant. Patterns are not compiled here: see `patternsError`. Text
 * that is one whole `$(NAME)` must not be asked: what it holds is not known.
 * Source: node/pkg/lifecycle/startup/autodetection/autodetection_methods.go:27-101.
 */
export function parseMethod(text: string, version?: Version): Method {
  if (text === '' || text === 'first-found') return { kind: 'first-found' };
  const operand = (prefix: string): string | undefined => (text.startsWith(prefix) ? text.slice(prefix.length) : undefined);
  const list = (operands: string): string[] => operands.split(/[\t\n\f\r ]*,[\t\n\f\r ]*/); // Go's \s is ASCII only

  const taken = operand('interface=');
  if (taken !== undefined) return interfaces('interface', list(taken));
  const skipped = operand('skip-interface=');
  if (skipped !== undefined) return interfaces('skip-interface', list(skipped));
  const ranges = operand('cidr=');
  if (ranges !== undefined) return cidrs(list(ranges));
  const host = operand('can-reach=');
  // Go dials the local system where the host is empty, so the answer would be loopback (reachaddr.go).
  if (host === '') return invalid('"can-reach=" without a destination finds the loopback address');
  if (host !== undefined) return { kind: 'can-reach', host };
  // A prefix match in the source, so `kubernetes-internal-ipv4` works as well.
  if (operand('kubernetes-internal-ip') !== undefined) return kubernetesInternalIp(version);
  return invalid('there is no such method (the case counts), so calico-node exits at start', suggestMethod(text));
}

function kubernetesInternalIp(version: Version | undefined): Method {
  if (version === undefined || atLeast(version, '3.22')) return { kind: 'kubernetes-internal-ip' };
  return invalid(`kubernetes-internal-ip came with v3.22; ${formatVersion(version)} exits at start`);
}
