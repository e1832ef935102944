// AS numbers, as Calico reads them.

/** The AS of a cluster whose BGPConfiguration names none (confd/pkg/backends/calico/client.go:63-67). */
export const defaultAsNumber = '64512';

/** The largest AS that the CRDs take: their schema says int32 (api/config/crd, asNumber; projectcalico/calico issue 13494). */
export const largestInt32 = 2_147_483_647;

/**
 * Reads an AS number as numorstring.ASNumberFromString does: 32 bits, or two halves with a dot, `64086.59904`, with leading zeros if need
 * be and without blanks. Undefined for anything else (api/pkg/lib/numorstring/asnumber.go, the same from v3.21 to 87c1590).
 */
export function parseAsNumber(text: string): number | undefined {
  const [, high, low] = /^(?:(\d+)\.)?(\d+)$/.exec(text) ?? [];
  if (low === undefined) return undefined;
  if (high === undefined) return Number(low) <= 0xffffffff ? Number(low) : undefined;
  return Number(high) <= 0xffff && Number(low) <= 0xffff ? Number(high) * 0x10000 + Number(low) : undefined;
}
