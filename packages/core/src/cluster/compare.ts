/** What a change of files does to a network: the effective values of two clusters, side by side. */
import { type Compared, computedPodMtu, slotsOf } from './compared.js';
import { listDifferences, type Side, sideOf } from './compared-lists.js';
import { type Rollout, rolloutOf, unheldFields } from './compared-objects.js';
import { awaitsRestart, consequences } from './consequences.js';
import type { Cluster, Pool } from './model.js';
import { effective } from './precedence.js';
import { isKnown, type Known, knownValue, type Scope } from './setting.js';

export type { Side } from './compared-lists.js';

export type Difference = {
  /** `data plane`, `MTU`, `pool default-ipv4-ippool`, … */
  readonly group: string;
  readonly subject: string;
  /** Undefined where nothing is said. */
  readonly before: Side | undefined;
  readonly after: Side | undefined;
  /** How the change reaches a running cluster, or why it does not. */
  readonly effects: readonly string[];
};

export type ClusterDifference = {
  readonly name: string;
  readonly state: 'added' | 'removed' | 'changed' | 'same';
  readonly differences: readonly Difference[];
} & Rollout;

/** Compares two states of one cluster; an undefined one does not exist. At least one does. */
export function compareClusters(name: string, before: Cluster | undefined, after: Cluster | undefined): ClusterDifference {
  const known = [
    ...slotDifferences(before, after),
    ...mtuDifference(before, after),
    ...poolDifferences(before, after),
    ...listDifferences(before, after).map((one) => ({ ...one, effects: [] })),
  ];
  const rollout: Rollout = before && after ? rolloutOf(before, after) : { restarts: [], starts: [], stays: [] };
  const { restarts, starts, stays } = rollout;
  // Nothing runs yet, or nothing any more, that a value could fail to reach.
  const reaches = (effect: string): boolean =>
    before !== undefined && after !== undefined && !(effect === awaitsRestart && restarts.length + starts.length > 0);
  const differences = [
    ...known.map((one) => ({ ...one, effects: one.effects.filter(reaches) })),
    ...(before && after ? unknownEffects(before, after, known) : []),
  ];
  const changes = [differences, restarts, starts, stays].some(({ length }) => length > 0);
  return { name, state: !before ? 'added' : !after ? 'removed' : changes ? 'changed' : 'same', differences, ...rollout };
}

/** Where a resource differs in what the model does not hold, "no change" would be said without knowledge. */
function unknownEffects(before: Cluster, after: Cluster, known: readonly Difference[]): readonly Difference[] {
  const told = known.flatMap((one) => [one.before?.origin ?? [], one.after?.origin ?? []].flat());
  return unheldFields(before, after, told).map((one) => ({ group: 'not compared', ...one, effects: [] }));
}

function slotDifferences(before: Cluster | undefined, after: Cluster | undefined): readonly Difference[] {
  const [old, now] = [before, after].map((cluster) => (cluster ? slotsOf(cluster) : []));
  const one = now?.length ? now : (old ?? []);
  return one.flatMap((_, i) => slotDifference(old?.[i], now?.[i]));
}

/** The change on all nodes, then those of single nodes and selectors that differ from it. */
function slotDifference(before: Compared | undefined, after: Compared | undefined): readonly Difference[] {
  const one = after ?? before;
  if (!one) return [];
  const { group, subject, text } = one;
  const on = (scope: Scope): readonly Difference[] => {
    const pair = { before: before && effective(before.slot, scope), after: after && effective(after.slot, scope) };
    return difference({ group, subject: `${subject}${scopeText(scope)}` }, pair, text);
  };
  const everywhere = on({ kind: 'all' });
  const sameAs = (other: Difference): boolean =>
    everywhere.some((all) => all.before?.text === other.before?.text && all.after?.text === other.after?.text);
  const narrow = [...(before?.slot ?? []), ...(after?.slot ?? [])].flatMap(({ scope }) => (scope && scope.kind !== 'all' ? [scope] : []));
  const scopes = new Map(narrow.map((scope) => [scopeText(scope), scope]));
  return [...everywhere, ...[...scopes.values()].flatMap(on).filter((other) => !sameAs(other))];
}

function scopeText(scope: Scope): string {
  if (scope.kind === 'all') return '';
  return scope.kind === 'node' ? ` on ${scope.name}` : ` where ${scope.selector}`;
}

type Titles = { readonly group: string; readonly subject: string };
type Pair = { readonly before: Known<unknown> | undefined; readonly after: Known<unknown> | undefined };

function difference({ group, subject }: Titles, { before, after }: Pair, text: (value: never) => string = String): readonly Difference[] {
  const [old, now] = [before && sideOf(before, text), after && sideOf(after, text)];
  // A default that is written out, or no longer, changes nothing; nor is it known whether an unknown value does.
  if (old?.text === now?.text || (isDefault(before) && !after) || (!before && isDefault(after))) return [];
  return [{ group, subject, before: old, after: now, effects: consequences({ group, subject }, { before, after }) }];
}

function isDefault(known: Known<unknown> | undefined): boolean {
  return isKnown(known) && known.how === 'default';
}

/** The MTU that Felix computes where none is set: it changes with the pools. */
function mtuDifference(before: Cluster | undefined, after: Cluster | undefined): readonly Difference[] {
  if (!before || !after) return [];
  const [old, now] = [computedPodMtu(before), computedPodMtu(after)];
  if (old === undefined || now === undefined || old === now) return [];
  // Pools that are read once leave the running cluster with those that it was made with.
  const once = after.pools.every(({ live }) => live !== 'reconciled');
  const running = once ? computedPodMtu({ ...after, pools: before.pools }) : now;
  const effects = [
    running === old
      ? 'no effect on the running cluster: it follows pools that are read at first install only'
      : 'computed by Felix; running pods keep theirs until they are made again',
  ];
  return [{ group: 'MTU', subject: 'pod MTU', before: { text: old }, after: { text: now }, effects }];
}

function poolDifferences(before: Cluster | undefined, after: Cluster | undefined): readonly Difference[] {
  const [old, now] = [named(before?.pools ?? []), named(after?.pools ?? [])];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((name) => poolDifference(`pool ${name}`, old.get(name), now.get(name)));
}

function named(pools: readonly Pool[]): ReadonlyMap<string, Pool> {
  return new Map(
    pools.filter(({ live }) => live !== 'dead').map((pool, i) => [knownValue(pool.name) ?? knownValue(pool.cidr) ?? `#${i + 1}`, pool]),
  );
}

const poolFields = [
  'cidr',
  'encapsulation',
  'ipipMode',
  'vxlanMode',
  'natOutgoing',
  'blockSize',
  'nodeSelector',
  'disabled',
  'disableBGPExport',
  'allowedUses',
] as const;

function poolDifference(group: string, before: Pool | undefined, after: Pool | undefined): readonly Difference[] {
  if (!before || !after) return [presence(group, before, after)];
  // Two modes that make a word are told by it.
  const worded = isKnown(before.encapsulation) && isKnown(after.encapsulation);
  return poolFields
    .filter((field) => (field === 'ipipMode' || field === 'vxlanMode' ? !worded : field !== 'encapsulation' || worded))
    .flatMap((field) =>
      difference({ group, subject: field }, { before: before[field], after: after[field] }, (value: unknown) => String(value)),
    );
}

/** A pool that comes or goes. One that is made at the first install stays where it is. */
function presence(group: string, before: Pool | undefined, after: Pool | undefined): Difference {
  const gone = after === undefined && before?.live === 'first-install';
  return {
    group,
    subject: after ? 'added' : 'removed',
    before: before && poolSide(before),
    after: after && poolSide(after),
    effects: gone
      ? ['no effect on the running cluster: the pool was made at the first install, and stays until it is deleted']
      : consequences({ group, subject: 'pool' }, { before: before?.cidr, after: after?.cidr }),
  };
}

function poolSide({ cidr, encapsulation, origin }: Pool): Side {
  return { text: [cidr, encapsulation].map((known) => sideOf(known).text).join(', '), origin };
}
