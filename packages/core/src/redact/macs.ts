// Hardware addresses, also where a link-local address or the name of an interface is made of one.
import { formatAddress, parseIp } from '../network/ip.js';
import type { Detector } from './kinds.js';

const mac = /(?<![\w:.-])[0-9a-f]{2}(?::[0-9a-f]{2}){5}(?![\w:]|-[0-9a-f])/gi;
/** Nobody's: broadcast, unset, the one that Calico gives to every pod's side (felix/dataplane/linux/endpoint_mgr.go), multicast. */
const everybodys = /^(?:ff:ff:ff:ff:ff:ff|00:00:00:00:00:00|ee:ee:ee:ee:ee:ee|01:00:5e|33:33|01:80:c2)/i;
/** An interface identifier of RFC 4291 appendix A; systemd's name of a USB adapter (systemd.net-naming-scheme). */
const derived = /(?<![\w:])fe80::(?:[0-9a-f]{1,4}:)?[0-9a-f]{0,2}ff:fe[0-9a-f]{2}:[0-9a-f]{1,4}(?![\w:])|\benx[0-9a-f]{12}\b/g;

export const findMacs: Detector = (text, found) => {
  for (const pattern of [mac, derived]) {
    for (const match of text.matchAll(pattern)) {
      const hardware = hardwareOf(match[0]);
      if (hardware !== undefined && !everybodys.test(hardware)) found('mac', match.index, match.index + match[0].length);
    }
  }
};

const digits = (text: string): string => text.match(/../g)?.join(':') ?? text;

/** The hardware address that a name or a link-local address is made of; a hardware address itself as it is. */
export function hardwareOf(written: string): string | undefined {
  if (written.startsWith('enx')) return digits(written.slice(3));
  if (!written.startsWith('fe80')) return written;
  const address = parseIp(written)?.address;
  if (address === undefined) return undefined;
  const identifier = (address & 0xffff_ffff_ffff_ffffn) ^ 0x0200_0000_0000_0000n;
  const hex = identifier.toString(16).padStart(16, '0');
  return digits(hex.slice(0, 6) + hex.slice(10));
}

/** Writes a hardware address as `like` is written. */
export function writtenLike(hardware: string, like: string): string {
  const hex = hardware.replaceAll(':', '');
  if (like.startsWith('enx')) return `enx${hex}`;
  if (!like.startsWith('fe80')) return hardware;
  const identifier = BigInt(`0x${hex.slice(0, 6)}fffe${hex.slice(6)}`) ^ 0x0200_0000_0000_0000n;
  return formatAddress({ family: 6, address: (0xfe80n << 112n) | identifier });
}
