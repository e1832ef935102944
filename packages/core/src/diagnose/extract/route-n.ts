/** `route -n`, `netstat -rn`: the kernel's table in columns, which has neither protocols nor words for blackholes. */
import { nodeOf } from '../draft.js';
import type { Route } from '../seen.js';
import { type Line, quote, shared } from '../text.js';
import type { Extractor } from './extractor.js';

const frame = /^Kernel IP(?:v6)? routing table$|^Destination +(?:Gateway +Genmask|Next Hop) +Flag/;
const four =
  /^(?<to>default|[\d.]+) +(?<via>[\d.]+|\*|-) +(?<mask>(?:\d+\.){3}\d+) +(?<flags>[!UGHRDMAC]+) +[-\d]+ +[-\d]+ +\d+ +(?<dev>\S+)$/;
const six = /^(?<to>[\da-f:]*:[\da-f:]*\/\d+) +(?<via>\[?::\]?|[\da-f:]+) +(?<flags>[!UGHRDMACnAe]+) +-?\d+ +\d+ +\d+ +(?<dev>\S+)$/;

export const routeTables: Extractor = {
  name: 'route -n, netstat -rn',
  starts: '0123456789abcdef:dKD',
  open: (draft) => (line) => {
    const text = line.text.trim();
    if (/^(?:route|netstat +-\w*r)/.test(line.command)) nodeOf(draft, line, 'routes');
    const said = routeOf(line, four.exec(text)?.groups ?? six.exec(text)?.groups);
    if (said) nodeOf(draft, line, 'routes').routes.push(said);
    return said !== undefined || frame.test(text);
  },
};

function routeOf(line: Line, found: Readonly<Record<string, string | undefined>> | undefined): Route | undefined {
  if (!found) return undefined;
  const { to = '', via = '', mask, flags = '', dev = '' } = found;
  const bits = mask === undefined ? undefined : ones(mask);
  if (mask !== undefined && bits === undefined) return undefined;
  // net-tools prints a route without a device, such as a blackhole, with `*` for it, and a rejecting one with `!` and `-`.
  const kind = flags.includes('!') ? 'unreachable' : dev === '*' ? 'blackhole' : 'unicast';
  const gateway = /^(?:0\.0\.0\.0|\*|-|\[?::\]?)$/.test(via) ? undefined : via;
  return {
    to: shared(bits === undefined ? to : to === 'default' ? '0.0.0.0/0' : `${to}/${bits}`),
    kind,
    ...(gateway !== undefined && { via: shared(gateway) }),
    ...(kind === 'unicast' && { dev: shared(dev) }),
    proto: 'unsaid',
    onlink: false,
    quote: quote(line),
  };
}

/** The length of the prefix of `255.255.255.192`; undefined for what is no netmask. */
function ones(mask: string): number | undefined {
  const bits = mask
    .split('.')
    .map((octet) => Number(octet).toString(2).padStart(8, '0'))
    .join('');
  return /^1*0*$/.test(bits) && bits.length === 32 ? bits.replace(/0+$/, '').length : undefined;
}
