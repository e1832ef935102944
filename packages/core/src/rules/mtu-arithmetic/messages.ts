/** The messages of mtu-arithmetic; MTUs in bytes. */
export const messages = {
  tooLarge: '{what} {mtu} does not fit: NIC {nic}{less} = {max}',
  unknownNic: '{what} {mtu} does not fit a NIC of {nic}: {nic}{less} = {max}; it needs a NIC of {needs}',
  noRoom: '{what} {mtu} leaves no room for an outer header: once the pool is encapsulated, a NIC of {nic} leaves {nic}{less} = {max}',
  aboveTunnel:
    'pod MTU {mtu} is larger than the MTU of the {tunnel} tunnel, {max}: full-size packets between nodes are dropped or fragmented',
  patternError: 'mtuIfacePattern "{pattern}" does not compile ({reason}): Felix uses its default pattern instead',
  patternMisses:
    'mtuIfacePattern "{pattern}" cannot match {iface}, which the same input names as the interface of the nodes: where nothing matches, Felix computes with an MTU of {fallback}',
  belowIpv6: 'pod MTU {mtu} is below 1280, the least that IPv6 allows (RFC 8200): pods get no IPv6',
} as const;

export type Messages = typeof messages;
