import type { Tunnel } from '../network/mtu.js';
import type { Cluster, Pool } from './model.js';
import { effective } from './precedence.js';
import { knownValue } from './setting.js';

/** What messages call a pool. */
export function poolName({ name }: Pool): string {
  return knownValue(name) || '(no name)';
}

/** The pools that give addresses to pods: not those that are only read before the first pool exists and can no longer matter. */
export function livePools({ pools }: Cluster): readonly Pool[] {
  return pools.filter((pool) => pool.live !== 'dead');
}

/** True where pods get addresses from Calico's pools: not in Canal, nor where calico-node only enforces policy. */
export function usesPools(cluster: Cluster): boolean {
  const plane = knownValue(effective(cluster.plane));
  return plane !== 'canal' && plane !== 'policy-only';
}

/**
 * True where a pool is known to give addresses to pods: a disabled pool does not, nor one for addresses of tunnels or load balancers alone (IPAM
 * asks by the intended use, libcalico-go/lib/ipam/pools.go). Where that is templated, false: nothing is said about it.
 */
export function carriesPods({ disabled, allowedUses }: Pool): boolean {
  return knownValue(disabled) === false && (knownValue(allowedUses)?.includes('Workload') ?? false);
}

/** True where the installer refuses the encapsulation of a pool: installer-validation says so, and nothing comes of the pool. */
export function isRefused({ installer }: Cluster, { encapsulation: { origin } }: Pool): boolean {
  return installer.refused.some((one) => one.origin.document === origin?.document && one.origin.path.join() === origin.path.join());
}

export type EnabledTunnel = { readonly tunnel: Tunnel; readonly pool: Pool | undefined };

/**
 * The tunnels that Felix counts when it computes the pod MTU: those of the pools, unless FelixConfiguration overrides them, and WireGuard
 * (felix/dataplane/linux/int_dataplane.go:1796-1824, felix/calc/encapsulation_resolver.go:269-287). Only what is known counts.
 */
export function enabledTunnels(cluster: Cluster): readonly EnabledTunnel[] {
  const off = (slot: Cluster['tunnelOverride']['ipipEnabled']): boolean => knownValue(effective(slot)) === false;
  const { ipipEnabled, vxlanEnabled } = cluster.tunnelOverride;
  const found = livePools(cluster).flatMap((pool): EnabledTunnel[] => {
    const encapsulation = knownValue(pool.encapsulation);
    if (encapsulation?.startsWith('IPIP') && !off(ipipEnabled)) return [{ tunnel: 'ipip', pool }];
    if (!encapsulation?.startsWith('VXLAN')) return [];
    if (pool.family === 6) return [{ tunnel: 'vxlan-v6', pool }];
    return off(vxlanEnabled) ? [] : [{ tunnel: 'vxlan', pool }];
  });
  const { v4, v6 } = cluster.wireguard;
  if (knownValue(effective(v4)) === true) found.push({ tunnel: 'wireguard', pool: undefined });
  if (knownValue(effective(v6)) === true) found.push({ tunnel: 'wireguard-v6', pool: undefined });
  return found;
}
