// What tigera-operator accepts, by the release of Calico that it installs.

import { atLeast, type Version } from './version.js';

type RoutingMode = 'BIRD' | 'Felix' | 'FelixIPIPOnly';

type Pool = { readonly kind: 'ipip' | 'plain'; readonly mode: RoutingMode | undefined };

/**
 * Whether the operator refuses a pool of that kind where BGP is off, with Calico's own CNI plugin and IPAM. Before clusterRoutingMode came (3.32)
 * it always does; then Felix frees both kinds; from 3.33 the absent mode means FelixIPIPOnly, which frees IPIP. Undefined on an unknown release
 * where releases differ. Sources: tigera/operator pkg/controller/installation/validation.go v1.30.0, v1.40.15, v1.42.4, v1.43.0 and 40788b9:176-192.
 */
export function refusedWithoutBgp({ kind, mode }: Pool, release: Version | undefined): boolean | undefined {
  if (release && !atLeast(release, '3.32')) return true;
  if (mode === 'Felix') return false;
  if (kind === 'plain' || mode === 'BIRD') return true;
  if (mode === 'FelixIPIPOnly') return false;
  return release && !atLeast(release, '3.33');
}

/** Whether the operator takes more than one pool of a family: from 1.34 (Calico 3.28; v1.33.0 validation.go:139-155). Undefined on an unknown release. */
export function takesSeveralPools(release: Version | undefined): boolean | undefined {
  return release && atLeast(release, '3.28');
}
