/** `ip route`, of one table or all; `ip route get` answers are left out. */
import { nodeOf } from '../draft.js';
import type { Route } from '../seen.js';
import { type Line, quote, shared } from '../text.js';
import type { Extractor } from './extractor.js';

const route =
  /^(?:(?<kind>blackhole|unreachable|prohibit|unicast) )?(?<to>default|\d+\.\d+\.\d+\.\d+(?:\/\d+)?|[\da-f]*:[\da-f:]+(?:\/\d+)?)(?: via (?:inet6? )?(?<via>[\da-f.:]+))?(?: dev (?<dev>\S+))?(?<rest>(?: .*)?)$/i;

export const routes: Extractor = {
  name: 'ip route',
  starts: '0123456789abcdefABCDEF:umplnRc',
  open: (draft) => {
    let pending: Line | undefined;
    return (line) => {
      if (/^\s+cache\b|^\S.* src \S+ uid \d+/.test(line.text)) return true;
      if (line.command.includes('route get')) return false;
      // `10.0.0.0/26 proto bird`, then a line for each next hop.
      const hop = /^\s+nexthop (via .*)$/.exec(line.text)?.[1];
      const said = hop && pending ? routeOf({ ...pending, text: `${pending.text.split(' ')[0]} ${hop} ${pending.text}` }) : routeOf(line);
      pending = /^[\da-f.:]+\/\d+ (?:proto|metric) /.test(line.text) ? line : hop ? pending : undefined;
      if (said) nodeOf(draft, line, 'routes').routes.push(said);
      else if (/^ip (?:-\S+ )*r(?:oute)?\b/.test(line.command)) nodeOf(draft, line, 'routes');
      return said !== undefined || pending !== undefined || /^RTNETLINK answers/.test(line.text);
    };
  },
};

function routeOf(line: Line): Route | undefined {
  const found = route.exec(line.text.trim())?.groups;
  if (!found || / lladdr | (?:REACHABLE|STALE|FAILED|PERMANENT|INCOMPLETE)$/.test(line.text)) return undefined;
  const { kind = 'unicast', to = '', via, dev, rest = '' } = found;
  // `ip route show proto bird` leaves out what it was asked for.
  const proto = / proto (\S+)/.exec(rest)?.[1] ?? / proto (\S+)/.exec(line.command)?.[1];
  if (kind === 'unicast' && via === undefined && dev === undefined) return undefined;
  return {
    to: shared(cidrOf(to, via, line.command)),
    kind: kind === 'blackhole' ? 'blackhole' : kind === 'unicast' ? 'unicast' : 'unreachable',
    ...(via && { via: shared(via) }),
    ...(dev && { dev: shared(dev) }),
    ...(proto && { proto: shared(proto) }),
    onlink: / onlink\b/.test(rest),
    quote: quote(line),
  };
}

function cidrOf(to: string, via: string | undefined, command: string): string {
  if (to === 'default') return via?.includes(':') || /^ip -6/.test(command) ? '::/0' : '0.0.0.0/0';
  if (to.includes('/')) return to;
  return `${to}/${to.includes(':') ? 128 : 32}`;
}
