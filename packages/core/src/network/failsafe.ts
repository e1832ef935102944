// Felix's failsafe ports: what stays open on a host endpoint whatever the policies say.

/** One port; `net` restricts it to a range of addresses. */
export type FailsafePort = { readonly protocol: 'tcp' | 'udp'; readonly port: number; readonly net?: string };

/**
 * Reads FELIX_FAILSAFEINBOUNDHOSTPORTS: `tcp:22`, `udp:10.0.0.0/8:53`, `22` (tcp), comma between them, or `none`. On a text that does not parse
 * Felix exits (felix/config/param_types.go:502-560).
 */
export function parseFailsafe(text: string): readonly FailsafePort[] | { readonly error: string } {
  if (text.trim().toLowerCase() === 'none') return [];
  const ports: FailsafePort[] = [];
  for (const part of text.split(',').map((one) => one.trim())) {
    if (part === '') continue;
    const [, protocol = 'tcp', net, port = ''] = /^(?:(tcp|udp):)?(?:\[?([\da-fA-F.:]+\/\d+)\]?:)?(\d{1,5})$/i.exec(part) ?? [];
    if (port === '' || Number(port) > 65535) return { error: part };
    ports.push({ protocol: protocol.toLowerCase() === 'udp' ? 'udp' : 'tcp', port: Number(port), ...(net !== undefined && { net }) });
  }
  return ports;
}

export type Purpose = 'SSH' | 'DHCP' | 'DNS' | 'BGP' | 'etcd' | 'Typha' | 'Kubernetes API';
export type DefaultPort = { readonly protocol: 'tcp' | 'udp'; readonly port: number; readonly purpose: Purpose };

const both: readonly DefaultPort[] = [
  { protocol: 'tcp', port: 179, purpose: 'BGP' },
  { protocol: 'tcp', port: 2379, purpose: 'etcd' },
  { protocol: 'tcp', port: 2380, purpose: 'etcd' },
  { protocol: 'tcp', port: 5473, purpose: 'Typha' },
  { protocol: 'tcp', port: 6443, purpose: 'Kubernetes API' },
];

/** The lists that a setting replaces, without 6666 and 6667 of etcd's old releases (felix/config/config_params.go:442-443). */
export const defaultFailsafe: Readonly<Record<'inbound' | 'outbound', readonly DefaultPort[]>> = {
  inbound: [{ protocol: 'tcp', port: 22, purpose: 'SSH' }, { protocol: 'udp', port: 68, purpose: 'DHCP' }, ...both],
  outbound: [{ protocol: 'udp', port: 53, purpose: 'DNS' }, { protocol: 'udp', port: 67, purpose: 'DHCP' }, ...both],
};
