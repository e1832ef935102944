import type { Needs } from './needs.js';

type Variable = { readonly name: string; readonly value: string };

/** What the check program is told, as its variables. */
export function environment(needs: Needs): readonly Variable[] {
  const all: Readonly<Record<string, string>> = {
    METHOD: needs.method,
    EXCLUDE: needs.excluded,
    BGP_PORT: text(needs.bgpPort),
    MESH: needs.mesh ? 'yes' : 'no',
    VXLAN_PORT: text(needs.vxlanPort),
    TYPHA_PORT: needs.typha ? '5473' : '',
    WIREGUARD_PORT: text(needs.wireguardPort),
    IPIP: needs.ipip ? 'yes' : 'no',
    POD_MTU: String(needs.podMtu),
    MTU_PATTERN: needs.mtuPattern,
    OVERHEAD: String(needs.overhead),
    MODULES: needs.modules.join(' '),
    UNSURE: needs.unsure.join(' '),
  };
  return Object.entries(all).map(([name, value]) => ({ name, value }));
}

const text = (port: number | undefined): string => (port === undefined ? '' : String(port));
