// What the writer of an autodetection method that calico-node refuses probably meant.

import { parseCidr, parseIp } from './cidr.js';
import { looksLikeGlob } from './interface-pattern.js';

// Keys carry letters and digits only, so `First_Found`, `firstFound` and `first found` are one.
const spellings = new Map([
  ...['firstfound', 'first', 'autodetect', 'auto'].map((word) => [word, 'first-found'] as const),
  ...['interface', 'interfaces', 'iface', 'ifaces', 'nic'].map((word) => [word, 'interface='] as const),
  ...['skipinterface', 'skipinterfaces', 'skipiface', 'skipifaces'].map((word) => [word, 'skip-interface='] as const),
  ...['canreach', 'reach'].map((word) => [word, 'can-reach='] as const),
  ...['cidr', 'cidrs'].map((word) => [word, 'cidr='] as const),
  ...['kubernetesinternalip', 'k8sinternalip', 'internalip', 'nodeinternalip', 'kubernetes'].map(
    (word) => [word, 'kubernetes-internal-ip'] as const,
  ),
]);

// Names that systemd, the kernel and netplan give; the method was left out before them.
const interfaceName = /^\^?(eth|en[ospx]|em|bond|team|wlan|wlp|ib|vlan|br)\d[\w.*[\]-]*\$?$|^\^?(eth|en[sop]?|bond)\.?\*$/;

/** True where one insertion, deletion, replacement or swap of neighbours makes the words equal. */
function oneSlipApart(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const x = a.slice(start);
  const y = b.slice(start);
  if (x === y) return true;
  const swapped = x.length > 1 && `${x[1]}${x[0]}${x.slice(2)}` === y;
  return swapped || x.slice(1) === y.slice(1) || x.slice(1) === y || x === y.slice(1);
}

function keyword(text: string): string | undefined {
  const word = text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const exact = spellings.get(word);
  if (exact !== undefined || word.length < 5) return exact;
  for (const [spelling, method] of spellings) {
    if (spelling.length > 7 && oneSlipApart(word, spelling)) return method;
  }
  return undefined;
}

/**
 * The method that a refused text was meant to be (`First-Found` → `first-found`, `interface:eth0` → `interface=eth0`, `eth0` →
 * `interface=eth0`), undefined where that would be a guess.
 */
export function suggestMethod(text: string): string | undefined {
  const written = text.trim();
  if (parseCidr(written) !== undefined) return `cidr=${written}`;
  if (parseIp(written) !== undefined) return `can-reach=${written}`;
  if (interfaceName.test(written)) return `interface=${looksLikeGlob(written)?.meant ?? written}`;
  const separator = written.search(/[=:]/);
  const method = keyword(separator < 0 ? written : written.slice(0, separator));
  if (method === undefined) return undefined;
  const operand = separator < 0 ? '' : written.slice(separator + 1).trim();
  if (method.endsWith('=')) return operand === '' ? undefined : `${method}${operand}`;
  return operand === '' || method === 'kubernetes-internal-ip' ? method : undefined;
}
