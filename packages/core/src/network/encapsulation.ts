// How pods of different nodes reach each other: the modes of an IPPool, and the backend that programs the routes.

/** A mode of an IPPool. Source: api/pkg/apis/projectcalico/v3/ippool.go:85-153. */
export type Mode = 'Never' | 'Always' | 'CrossSubnet';

/** Both modes of a pool in one word, as the operator's Installation spells it. */
export type Encapsulation = 'None' | 'IPIP' | 'IPIPCrossSubnet' | 'VXLAN' | 'VXLANCrossSubnet';

const modes: Readonly<Record<Encapsulation, { readonly ipipMode: Mode; readonly vxlanMode: Mode }>> = {
  None: { ipipMode: 'Never', vxlanMode: 'Never' },
  IPIP: { ipipMode: 'Always', vxlanMode: 'Never' },
  IPIPCrossSubnet: { ipipMode: 'CrossSubnet', vxlanMode: 'Never' },
  VXLAN: { ipipMode: 'Never', vxlanMode: 'Always' },
  VXLANCrossSubnet: { ipipMode: 'Never', vxlanMode: 'CrossSubnet' },
};

/**
 * The operator's word for a pair of modes. Undefined when both are on: such a pool is refused with "Cannot enable both VXLAN and
 * IPIP on the same IPPool" (libcalico-go/lib/clientv3/ippool.go:356-503).
 */
export function encapsulationOf(ipipMode: Mode, vxlanMode: Mode): Encapsulation | undefined {
  if (ipipMode !== 'Never' && vxlanMode !== 'Never') return undefined;
  if (ipipMode !== 'Never') return ipipMode === 'Always' ? 'IPIP' : 'IPIPCrossSubnet';
  if (vxlanMode !== 'Never') return vxlanMode === 'Always' ? 'VXLAN' : 'VXLANCrossSubnet';
  return 'None';
}

/** The operator's word as it is written, in exact case; undefined for anything else (its definition lists the words). */
export function parseEncapsulation(text: string): Encapsulation | undefined {
  return Object.hasOwn(modes, text) ? (text as Encapsulation) : undefined;
}

/** The two IPPool modes that the operator's word stands for. */
export function modesOf(encapsulation: Encapsulation): { ipipMode: Mode; vxlanMode: Mode } {
  return { ...modes[encapsulation] };
}

/**
 * A mode as written in an IPPool: exact case. Undefined for anything else, which Felix skips with only an Info line, so the
 * encapsulation stays off (felix/calc/encapsulation_resolver.go:145-152,209-224).
 */
export function parseResourceMode(text: string): Mode | undefined {
  return text === 'Never' || text === 'Always' || text === 'CrossSubnet' ? text : undefined;
}

/**
 * A mode as written in CALICO_IPV4POOL_IPIP or CALICO_IPV*POOL_VXLAN: any case; empty and `off` mean Never. Undefined for
 * anything else, `true` and `false` included, on which calico-node exits (node/pkg/lifecycle/startup/startup.go:1087-1110).
 */
export function parseEnvMode(text: string): Mode | undefined {
  switch (text.toLowerCase()) {
    case '':
    case 'off':
    case 'never':
      return 'Never';
    case 'crosssubnet':
    case 'cross-subnet':
      return 'CrossSubnet';
    case 'always':
      return 'Always';
    default:
      return undefined;
  }
}

/**
 * What a value of CALICO_NETWORKING_BACKEND starts. Only the exact words `none` and `vxlan` keep BIRD off; a typo, another case,
 * the empty string and (since v3.22) `gobgp` start it (node/filesystem/etc/rc.local:45-61).
 */
export function backendOf(text: string): 'bird' | 'vxlan' | 'none' {
  return text === 'none' || text === 'vxlan' ? text : 'bird';
}

/** True for the words that calico-node documents: bird, vxlan, none. Others start BIRD, perhaps not what was meant. */
export function knownBackend(text: string): boolean {
  return text === 'bird' || backendOf(text) !== 'bird';
}
