import { routesOf, unseenOwners } from '../../cluster/carriers.js';
import type { Proposal } from '../../cluster/finding.js';
import type { Cluster, Pool } from '../../cluster/model.js';
import { carriesPods, livePools, poolName, usesPools } from '../../cluster/pools.js';
import { effective } from '../../cluster/precedence.js';
import { isExplicit, isKnown, knownValue, type Setting } from '../../cluster/setting.js';
import { routeOwner } from '../../network/behaviour.js';
import { backendOf } from '../../network/encapsulation.js';
import { atLeast, formatVersion, type Version } from '../../network/version.js';
import { defineRule, noOptions, type Report, type Rule } from '../rule.js';

const messages = {
  both: 'Felix and BIRD both program the routes of {pools} ({said}): each removes what the other wrote, and routes to pods come and go',
  nobody: 'neither Felix nor BIRD programs the routes of {pools} ({said}): pods on different nodes cannot reach each other',
  laterBoth: 'from Calico 3.33 Felix and BIRD would both program the routes of {pools} ({said}){now}',
  laterNobody: 'from Calico 3.33 neither Felix nor BIRD would program the routes of {pools} ({said}){now}',
} as const;

type Messages = typeof messages;
type Kind = 'ipip' | 'plain';

const rule: Rule<Messages, Readonly<Record<string, never>>> = defineRule({
  name: 'route-owner',
  since: '0.1.0',
  category: 'routes',
  severity: 'error',
  summary: 'Either Felix or BIRD programs the routes of a pool, not both and not neither',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    const { felix, bgp } = cluster.programClusterRoutes;
    const pair: Pair = { felix: effective(felix), bgp: effective(bgp) };
    const written = [pair.felix, pair.bgp].filter(isExplicit);
    const unsure = [pair.felix, pair.bgp].some((known) => known && !isKnown(known));
    if (written.length === 0 || unsure || !usesPools(cluster)) return;
    for (const kind of ['ipip', 'plain'] as const) judge(cluster, pair, { kind, report });
  },
});
export default rule;

type Pair = { readonly felix: ReturnType<typeof effective<string>>; readonly bgp: ReturnType<typeof effective<string>> };
type Judged = { readonly kind: Kind; readonly report: Report<Messages> };

const later: Version = { major: 3, minor: 33 };

function judge(cluster: Cluster, pair: Pair, { kind, report }: Judged): void {
  const pool = livePools(cluster).find((one) => carriesPods(one) && kindOf(one) === kind);
  // Pools that are all known and of another kind have no such routes.
  if (!pool && livePools(cluster).length > 0) return;
  const owner = routesOf(cluster, kind);
  if (owner === 'nobody' && isCarriedElsewhere(cluster, kind)) return;
  const [at] = [pair.felix, pair.bgp].filter(isExplicit);
  if (!at) return;
  // Whether BIRD runs matters where it is said to program routes; that nobody does so is as true without it.
  const unseen = unseenOwners(cluster, owner === 'both' ? ['felix', 'bgp', 'backend'] : ['felix', 'bgp']);
  const said = `FelixConfiguration: ${text(pair.felix)}, BGPConfiguration: ${text(pair.bgp)}`;
  const common = { at: at.origin, related: related(pair, at, pool), data: { pools: poolText(kind, pool), said }, ...fixOf(cluster, pair) };
  const severity = pool && pool.live !== 'first-install' && unseen.length === 0 ? 'error' : 'warning';
  const settle = unseen.length > 0 ? { settle: `add ${unseen.join(' and ')}` } : {};
  if (owner === 'both' || owner === 'nobody') report({ ...common, message: owner, severity, ...settle });
  else judgeLater(cluster, kind, { common, pool, report });
}

type Common = Pick<Parameters<Report<Messages>>[0], 'at' | 'related' | 'fix'> & { data: { pools: string; said: string } };

/** Values that were the defaults of 3.31 and 3.32, carried over to 3.33. */
function judgeLater(
  cluster: Cluster,
  kind: Kind,
  { common, pool, report }: { common: Common; pool: Pool | undefined; report: Report<Messages> },
): void {
  const version = knownValue(effective(cluster.product.calico));
  const then = routesOf(cluster, kind, later);
  if ((version && atLeast(version, '3.33')) || (then !== 'both' && then !== 'nobody') || isCarriedElsewhere(cluster, kind)) return;
  const now = version ? `; ${formatVersion(version)} is not affected` : '';
  const message = then === 'both' ? 'laterBoth' : 'laterNobody';
  const settle = version ? {} : { settle: 'the release of Calico: --calico-version' };
  // A release that is known to be older, or pools that nobody has seen: it may never matter.
  report({ ...common, message, severity: version || !pool ? 'info' : 'warning', data: { ...common.data, now }, ...settle });
}

function kindOf({ encapsulation }: Pool): Kind | undefined {
  const value = knownValue(encapsulation);
  if (value === 'None') return 'plain';
  return value?.startsWith('IPIP') ? 'ipip' : undefined;
}

/** Where BIRD does not run, encapsulation-backend speaks; where the underlay routes pods, nobody has to. */
function isCarriedElsewhere(cluster: Cluster, kind: Kind): boolean {
  const backend = knownValue(effective(cluster.backend));
  if (backend !== undefined && backendOf(backend) !== 'bird') return true;
  return kind === 'plain' && knownValue(effective(cluster.underlay.routesPods)) === true;
}

function text(known: Pair['felix']): string {
  return isExplicit(known) ? known.value : 'not set';
}

function poolText(kind: Kind, pool: Pool | undefined): string {
  const what = kind === 'ipip' ? 'IPIP' : 'no encapsulation';
  return pool ? `pool ${poolName(pool)} (${what})` : `pools with ${what}`;
}

function related({ felix, bgp }: Pair, at: Setting<string>, pool: Pool | undefined): Common['related'] & object {
  const other = [felix, bgp].filter(isExplicit).filter((one) => one !== at);
  return [
    ...other.map(({ origin }) => ({ origin, note: 'the other side' })),
    ...(pool && isKnown(pool.encapsulation) ? [{ origin: pool.encapsulation.origin, note: 'the pool' }] : []),
  ];
}

/** The defaults of each release fit each other: what is written is taken out, one side if that is enough. */
function fixOf(cluster: Cluster, { felix, bgp }: Pair): { fix?: Proposal } {
  const release = knownValue(effective(cluster.product.calico)) ?? later;
  const fits = (left: Pair): boolean =>
    (['ipip', 'plain'] as const).every((kind) => {
      const owner = routeOwner(kind, release, { felix: knownValue(left.felix), bgp: knownValue(left.bgp) });
      return owner === 'felix' || owner === 'bird';
    });
  const [without] = [
    { left: { felix: undefined, bgp }, out: [felix] },
    { left: { felix, bgp: undefined }, out: [bgp] },
    { left: { felix: undefined, bgp: undefined }, out: [felix, bgp] },
  ].filter(({ left, out }) => out.every(isExplicit) && fits(left));
  const out = without?.out.filter(isExplicit) ?? [];
  // A variable without a value is not a variable that is not set.
  if (out.length === 0 || out.some(({ layer }) => layer === 'felix-env')) return {};
  return {
    fix: {
      title: 'leave programClusterRoutes to the defaults of the release',
      applicability: 'unsafe',
      changes: out.map((setting) => ({ setting, remove: true })),
    },
  };
}
