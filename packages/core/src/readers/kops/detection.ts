/** ipv4AutoDetectionMethod and ipv6AutoDetectionMethod as kops takes them (pkg/apis/kops/validation/validation.go:1838-1886). */
import { parseIp } from '../../network/ip.js';

/** Why kops refuses a method: a clause, and the text of its error. Undefined where it takes it. */
export function methodFault(method: string, family: 4 | 6): { readonly why: string; readonly check: string } | undefined {
  const [kind = '', operand, ...more] = method.split('=');
  if (more.length > 0) return { why: `"${method}" has more than one "="`, check: 'malformed autodetection method' };
  if (method === '' || kind === 'first-found') return undefined;
  if (kind === 'can-reach') {
    if (operand !== undefined && parseIp(operand)?.family === family) return undefined;
    const why = operand
      ? `"${operand}" is no IPv${family} address, which kops wants after can-reach=`
      : 'can-reach wants an address behind it';
    return { why, check: `must be a valid IPv${family} address` };
  }
  if (kind !== 'interface' && kind !== 'skip-interface')
    return { why: `kops takes first-found, can-reach=, interface= and skip-interface= only`, check: 'unsupported autodetection method' };
  // What a pattern must be, kops and calico-node see alike: that is said by autodetection-method.
  if (operand !== undefined && !/^[\t\n\f\r ]*(?:,|$)/.test(operand)) return undefined;
  const check = `'${kind}=' must be followed by a comma separated list of interface regular expressions`;
  return { why: `${kind} wants patterns behind it`, check };
}
