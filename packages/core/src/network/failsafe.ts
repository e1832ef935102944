// Felix's failsafe ports: what stays open on a host endpoint whatever the policies say.

import { parseCidr, parseIp } from './cidr.js';

/** One port; `net` restricts it to a range of addresses, or to one. */
export type FailsafePort = { readonly protocol: 'tcp' | 'udp'; readonly port: number; readonly net?: string };

/**
 * Reads FELIX_FAILSAFEINBOUNDHOSTPORTS: `tcp:22`, `udp:10.0.0.0/8:53`, `tcp:[fd00::1]:22`, `22` (tcp), comma between them, or `none`. On a text that
 * does not parse Felix exits (felix/config/param_types.go, PortListParam.Parse, Calico 3.31).
 */
export function parseFailsafe(text: string): readonly FailsafePort[] | { readonly error: string } {
  if (text.trim().toLowerCase() === 'none') return [];
  const ports: FailsafePort[] = [];
  for (const part of text.split(',').map((one) => one.trim())) {
    if (part === '') continue;
    const port = portIn(part);
    if (!port) return { error: part };
    ports.push(port);
  }
  return ports;
}

/** A range of IPv6 stands in brackets. What is between two colons may be empty: any address. */
function portIn(part: string): FailsafePort | undefined {
  const [, before = '', bracketed = '', behind = part] = /^([^[]*)\[([^\]]*)\]:(.*)$/.exec(part) ?? [];
  const words = (before + behind).split(':');
  if (words.length > 3) return undefined;
  const [protocol, port] = [words.length > 1 ? words[0]?.toLowerCase() : 'tcp', words.at(-1) ?? ''];
  const net = words.length === 3 ? words[1] : bracketed;
  if ((protocol !== 'tcp' && protocol !== 'udp') || !/^\+?\d+$/.test(port) || Number(port) > 65535) return undefined;
  if (net && !parseCidr(net) && !parseIp(net)) return undefined;
  return { protocol, port: Number(port), ...(net && { net }) };
}

/**
 * One port of a FelixConfiguration in that grammar (libcalico-go/lib/backend/syncersv1/updateprocessors/felixconfigprocessor.go,
 * protoPortSliceToString): no net and an empty one are the same.
 */
export function failsafeText(protocol: string, net: string, port: string): string {
  const range = net === '' ? [] : [net.includes(':') ? `[${net}]` : net];
  return [protocol.toLowerCase(), ...range, port].join(':');
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
