/** Protocols that are written for what the field does not send by them. */
import { type HostGroup, type Opening, type Packet, packetText, protocols } from '../../cluster/host-groups.js';
import { tunnels } from '../../cluster/node-groups.js';
import type { Report } from '../rule.js';
import type { Messages } from './messages.js';

/** Ports of the field that are opened for the protocol that does not use them. */
const mistaken = [
  ['VXLAN', protocols.tcp, { protocol: protocols.udp, port: 4789 }],
  ['VXLAN of flannel', protocols.tcp, { protocol: protocols.udp, port: 8472 }],
  ['WireGuard', protocols.tcp, { protocol: protocols.udp, port: 51820 }],
  ['BGP', protocols.udp, { protocol: protocols.tcp, port: 179 }],
  ['Typha', protocols.udp, { protocol: protocols.tcp, port: 5473 }],
] as const;

/** Reports each rule that opens a port of the field for another protocol. */
export function judgeProtocols({ openings, beyond }: HostGroup, report: Report<Messages>): void {
  if (beyond !== undefined) return;
  for (const opening of openings) {
    const { packets, allows, peers } = opening;
    // What is open to the world only is another service.
    if (!allows || !packets || packets.from !== packets.to || peers.every(({ kind }) => kind === 'any' || kind === 'internet')) continue;
    for (const [what, wrong, right] of mistaken) {
      if (
        packets.protocol !== wrong ||
        packets.from !== right.port ||
        openings.some((one) => one.direction === opening.direction && covers(one, right))
      )
        continue;
      const name = right.protocol === protocols.tcp ? 'tcp' : 'udp';
      const { protocol } = opening;
      report({
        message: 'wrongProtocol',
        at: protocol?.origin ?? opening.origin,
        severity: 'warning',
        data: { wrong: packetText({ protocol: wrong, port: right.port }), what, right: packetText(right) },
        ...(protocol && {
          fix: {
            title: `write "${name}"`,
            applicability: 'unsafe',
            changes: [{ setting: protocol, to: name }],
            then: ['terraform plan', 'terraform apply'],
          },
        }),
      });
    }
  }
}

/**
 * azurerm takes Tcp, Udp, Icmp, Esp, Ah and * (hashicorp/terraform-provider-azurerm website/docs/r/network_security_rule). Google says "Must be one of ah, all, esp, icmp, ipip, sctp, tcp, udp or an IP protocol number" (kubernetes-sigs/kubespray#10146).
 */
const tunnelProtocols: Readonly<Record<string, readonly [what: string, right: Packet]>> = {
  vxlan: ['VXLAN', tunnels.vxlan],
  wireguard: ['WireGuard', { protocol: protocols.udp, port: 51820 }],
  bgp: ['BGP', { protocol: protocols.tcp, port: 179 }],
};

/** Reports each name that is none of a protocol. */
export function judgeNames({ cloud, openings }: HostGroup, report: Report<Messages>): void {
  for (const { protocol } of openings) {
    const name = protocol?.value.toLowerCase() ?? '';
    const known = Object.hasOwn(tunnelProtocols, name) ? tunnelProtocols[name] : undefined;
    if (!protocol || !known) continue;
    const [what, right] = known;
    report({
      message: 'noProtocol',
      at: protocol.origin,
      severity: cloud === 'aws' ? 'warning' : 'error',
      data: { written: protocol.value, what, right: packetText(right) },
      fix: {
        title: `write ${packetText(right)}`,
        applicability: 'unsafe',
        changes: [{ setting: protocol, to: packetText(right) }],
        then: ['terraform plan', 'terraform apply'],
      },
    });
  }
}

/** The right protocol is opened too, here or by an expression: the other one is superfluous at worst. */
function covers({ packets, allows }: Opening, { protocol, port }: Packet): boolean {
  if (!allows || !packets || packets.protocol === 'all') return allows;
  return packets.protocol === protocol && packets.from <= port && port <= packets.to;
}
