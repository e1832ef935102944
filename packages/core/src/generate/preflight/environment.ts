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
    // Seconds that the device of the probe stays for slow peers: Felix's of eBPF waits for it.
    HOLD: needs.ebpf ? '90' : '240',
    UNSURE: needs.unsure.join(' '),
  };
  return Object.entries(all).map(([name, value]) => ({ name, value }));
}

const text = (port: number | undefined): string => (port === undefined ? '' : String(port));
