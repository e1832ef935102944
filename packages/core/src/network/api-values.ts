// What Calico's API takes for single values: names, addresses, ports, interfaces. Each test gives the reason why a text is refused, or undefined.
// From libcalico-go/lib/validator/v3/validator.go and api/pkg/lib/numorstring at commit 87c15906f2, and k8s.io/apimachinery's validation.
import { parseCidr } from './cidr.js';
import { type Ip, parseIp } from './ip.js';
import { selectorFault } from './selector.js';

export type Test = (text: string) => string | undefined;

const label = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const subdomain = new RegExp(`^${label}(?:\\.${label})*$`);
const dnsLabel = new RegExp(`^${label}$`);
const policyName = new RegExp(`^(?:${label}(?:\\.${label})?|(?:knp|ossg)\\.default\\.${label}(?:\\.${label})*)$`);
const globalPolicyName = new RegExp(`^(?:${label}\\.)?${label}$`);

const matching =
  (pattern: RegExp, reason: string): Test =>
  (text) =>
    pattern.test(text) ? undefined : reason;

const nameWords = 'a name has lower-case letters, digits, - and . only, and starts and ends with a letter or digit';
const policyWords = 'a name has lower-case letters, digits and -, and one . at most, behind the name of the tier';

/** The name of an object by its kind; `strict` applies the rules that only Calico's own client has. */
export function nameFault(kind: string, name: string, strict: boolean): string | undefined {
  const most = kind === 'Tier' ? 63 : 253;
  if (name.length > most) return `a name has at most ${most} characters`;
  if (kind === 'Tier') return matching(dnsLabel, 'the name of a tier has lower-case letters, digits and - only')(name);
  if (strict && /^(?:Staged)?NetworkPolicy$|^StagedKubernetesNetworkPolicy$/.test(kind)) return matching(policyName, policyWords)(name);
  if (strict && /^(?:Staged)?GlobalNetworkPolicy$/.test(kind)) return matching(globalPolicyName, policyWords)(name);
  return matching(subdomain, nameWords)(name);
}

/** What Go's ParseCIDROrIP makes of a text: the address, and whether bits are set behind the prefix. An IPv4-mapped address is IPv4. */
export type Net = { readonly family: 4 | 6; readonly masked: boolean };

/** Reads a CIDR or a bare address as libcalico-go does; undefined where it refuses. The empty text passes there, as nothing of IPv6. */
export function parseNet(text: string): Net | undefined {
  if (text === '') return { family: 6, masked: false };
  const cidr = parseCidr(text);
  if (cidr) return { family: familyOf(cidr), masked: cidr.address === cidr.base };
  const ip = parseIp(text);
  return ip && { family: familyOf(ip), masked: true };
}

function familyOf({ family, address }: Pick<Ip, 'family' | 'address'>): 4 | 6 {
  return family === 6 && address >> 32n === 0xffffn ? 4 : family;
}

/** The family of an address; undefined where it is none. */
export function ipFamily(text: string): 4 | 6 | undefined {
  const ip = parseIp(text);
  return ip && familyOf(ip);
}

const net =
  (family: 4 | 6 | undefined, masked: boolean): Test =>
  (text) => {
    const read = parseNet(text);
    if (!read || (text === '' && masked)) return 'an address or a CIDR such as 10.0.0.0/8 is expected';
    if (family !== undefined && read.family !== family) return `it must be IPv${family}`;
    return masked && !read.masked ? 'bits are set behind the prefix' : undefined;
  };

const address =
  (family?: 4 | 6): Test =>
  (text) => {
    const found = ipFamily(text);
    if (found === undefined) return 'an IP address is expected';
    return family === undefined || found === family ? undefined : `it must be an IPv${family} address`;
  };

/** `address`, `IPv4:port` or `[IPv6]:port`; the parts, or undefined. */
export function parseIpPort(text: string): { readonly address: string; readonly port: number | undefined } | undefined {
  const [, v4, v6, digits] = /^(?:(\d+.\d+.\d+.\d+)|\[([0-9a-fA-F:.]+)\]):(\d+)$/.exec(text) ?? [];
  const written = v4 ?? v6;
  if (written === undefined) return parseIp(text) && { address: text, port: undefined };
  const port = Number(digits);
  return parseIp(written) && port >= 1 && port <= 65535 ? { address: written, port } : undefined;
}

/** A port of a rule: a number, a range `a:b`, or a name. */
export type Port = { readonly min: number; readonly max: number } | { readonly name: string };

/** Reads a port as numorstring.PortFromString; undefined where that fails. */
export function parsePort(text: string): Port | undefined {
  const [, from, to] = /^(\d+)(?::(\d+))?$/.exec(text) ?? [];
  if (from === undefined) return /^[a-zA-Z0-9_.-]{1,128}$/.test(text) ? { name: text } : undefined;
  const [min, max] = [Number(from), Number(to ?? from)];
  return min > 65535 || max > 65535 || min > max ? undefined : { min, max };
}

/** A port's name as Kubernetes wants it (k8s.io/apimachinery, IsValidPortName). */
export const portName: Test = (text) =>
  text.length <= 15 && /^[-a-z0-9]+$/.test(text) && /[a-z]/.test(text) && !/--|^-|-$/.test(text)
    ? undefined
    : 'the name of a port has at most 15 lower-case letters, digits and single -, and a letter among them';

export const protocolNames: readonly string[] = ['TCP', 'UDP', 'ICMP', 'ICMPv6', 'SCTP', 'UDPLite'];

/** A BGP community: `aa:nn` of 16 bits each or `aa:nn:mm` of 32; `undefined` where it has neither form. */
export function communityFault(text: string): { readonly formed: boolean; readonly reason: string } | undefined {
  const parts = /^\d+:\d+(?::\d+)?$/.test(text) ? text.split(':') : undefined;
  if (!parts) return { formed: false, reason: 'a community is written aa:nn or aa:nn:mm' };
  const bits = parts.length === 2 ? 16 : 32;
  return parts.every((part) => Number(part) < 2 ** bits) ? undefined : { formed: true, reason: `its parts have ${bits} bits each` };
}

const labelKey = /^(?:([^/]*)\/)?([^/]*)$/;

/** A key of labels or annotations (k8s.io/apimachinery, IsQualifiedName). */
export const qualifiedName: Test = (text) => {
  const [, prefix, name = ''] = labelKey.exec(text) ?? [];
  if (prefix !== undefined && (prefix.length > 253 || !subdomain.test(prefix))) return 'what stands before / must be a DNS name';
  return /^[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?$/.test(name)
    ? undefined
    : 'a key has at most 63 letters, digits, -, _ and ., starts and ends with a letter or digit, and may have a DNS name and / before it';
};

/** The value of a label (k8s.io/apimachinery, IsValidLabelValue). */
export const labelValue: Test = (text) =>
  text === '' || /^[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?$/.test(text)
    ? undefined
    : 'the value of a label has at most 63 letters, digits, -, _ and ., and starts and ends with a letter or digit';

const interfaceWords = 'the name of an interface has 1 to 15 letters, digits, _, . and -';
const interfaceName: Test = (text) => (text === '*' ? undefined : matching(/^[a-zA-Z0-9_.-]{1,15}$/, interfaceWords)(text));

function keyValues(text: string): string | undefined {
  if (text.trim() === '') return undefined;
  return text.split(',').every((item) => item === '' || /^\s*\w+=.*$/.test(item))
    ? undefined
    : 'key=value pairs are expected, with commas between them';
}

const prefixLength =
  (most: number): Test =>
  (text) =>
    /^\d+$/.test(text) && Number(text) <= most ? undefined : `a prefix length lies between 0 and ${most}`;

/** The tests of libcalico-go's validator by their tag. */
export const tests: Readonly<Record<string, Test>> = {
  name: matching(subdomain, nameWords),
  selector: (text) => {
    const fault = selectorFault(text);
    return fault && `${fault.reason} (character ${fault.at + 1})`;
  },
  net: net(undefined, true),
  netv4: net(4, true),
  netv6: net(6, true),
  cidr: net(undefined, false),
  cidrs: net(undefined, false),
  ip: address(),
  ipv4: address(4),
  ipv6: address(6),
  reachableBy: (text) => (text === '' ? undefined : address()(text)),
  'IP:port': (text) => (parseIpPort(text) ? undefined : 'an address, IPv4:port or [IPv6]:port is expected'),
  interface: interfaceName,
  interfaceSlice: interfaceName,
  bgpFilterInterface: matching(/^[a-zA-Z0-9_.*-]{1,15}$/, `${interfaceWords} and *`),
  ignoredInterface: (text) =>
    text === '*' ? '* alone would leave no interface' : matching(/^[a-zA-Z0-9_.*-]{1,15}$/, `${interfaceWords} and *`)(text),
  ifaceFilter: matching(
    /^[a-zA-Z0-9:._+-]{1,15}$/,
    'the name of an interface has 1 to 15 letters, digits, :, ., _, - and + at its end for a prefix',
  ),
  ifaceFilterSlice: matching(
    /^[a-zA-Z0-9:._+-]{1,15}$/,
    'the name of an interface has 1 to 15 letters, digits, :, ., _, - and + at its end for a prefix',
  ),
  prometheusHost: matching(/^[a-zA-Z0-9:._+-]{1,64}$/, 'a host name or address of at most 64 characters is expected'),
  keyValueList: keyValues,
  portName,
  bgpFilterPrefixLengthV4: prefixLength(32),
  bgpFilterPrefixLengthV6: prefixLength(128),
  createDefaultHostEndpoint: matching(/^(?:Enabled|Disabled)$/, 'Enabled and Disabled are the values'),
};

export const isDnsLabel = (text: string): boolean => text.length <= 63 && dnsLabel.test(text);
