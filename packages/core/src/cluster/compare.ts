/** What a change of files does to a network: the effective values of two clusters, side by side. */
import { at, entries, followed, type Node, type Origin } from '../source/index.js';
import { computedPodMtu, slotsOf } from './compared.js';
import { awaitsRestart, consequences } from './consequences.js';
import type { Workload } from './input.js';
import type { Cluster, Pool } from './model.js';
import { effective } from './precedence.js';
import { isKnown, type Known, knownValue } from './setting.js';

/** One side of a change in words; `origin` where it is written. */
export type Side = { readonly text: string; readonly origin?: Origin };

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
  /** What applying the files does beyond the values: DaemonSets that restart. */
  readonly restarts: readonly string[];
};

/** Compares two states of one cluster; an undefined one does not exist. At least one does. */
export function compareClusters(name: string, before: Cluster | undefined, after: Cluster | undefined): ClusterDifference {
  const found = [
    ...slotDifferences(before, after),
    ...mtuDifference(before, after),
    ...poolDifferences(before, after),
    ...listDifferences(before, after),
  ];
  const restarts = before && after ? restarted(before, after) : [];
  // Nothing runs yet, or nothing any more, that a value could fail to reach.
  const reaches = (effect: string): boolean =>
    before !== undefined && after !== undefined && !(effect === awaitsRestart && restarts.length > 0);
  const differences = found.map((one) => ({ ...one, effects: one.effects.filter(reaches) }));
  const state = !before ? 'added' : !after ? 'removed' : differences.length + restarts.length > 0 ? 'changed' : 'same';
  return { name, state, differences, restarts };
}

function slotDifferences(before: Cluster | undefined, after: Cluster | undefined): readonly Difference[] {
  const [old, now] = [before, after].map((cluster) => (cluster ? slotsOf(cluster) : []));
  const one = now?.length ? now : (old ?? []);
  return one.flatMap(({ group, subject }, i) => {
    const [left, right] = [old?.[i], now?.[i]];
    const known = { before: left && effective(left.slot), after: right && effective(right.slot) };
    return difference({ group, subject }, known, (right ?? left)?.text);
  });
}

type Titles = { readonly group: string; readonly subject: string };
type Pair = { readonly before: Known<unknown> | undefined; readonly after: Known<unknown> | undefined };

function difference({ group, subject }: Titles, { before, after }: Pair, text: (value: never) => string = String): readonly Difference[] {
  const [old, now] = [sideOf(before, text), sideOf(after, text)];
  // A default that is written out, or no longer, changes nothing; nor is it known whether an unknown value does.
  if (old?.text === now?.text || (isDefault(before) && !after) || (!before && isDefault(after))) return [];
  return [{ group, subject, before: old, after: now, effects: consequences({ group, subject }, { before, after }) }];
}

function isDefault(known: Known<unknown> | undefined): boolean {
  return isKnown(known) && known.how === 'default';
}

function sideOf(known: Known<unknown> | undefined, text: (value: never) => string): Side | undefined {
  if (!known) return undefined;
  if (!isKnown(known)) return { text: `unknown (${known.unknown})`, ...(known.origin && { origin: known.origin }) };
  return { text: text(known.value as never), origin: known.origin };
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
  if (!before || !after) {
    const pool = before ?? after;
    const side = pool && { ...(sideOf(pool.cidr, String) ?? { text: '' }), origin: pool.origin };
    const pair = { before: before?.cidr, after: after?.cidr };
    return [
      {
        group,
        subject: after ? 'added' : 'removed',
        before: before && side,
        after: after && side,
        effects: consequences({ group, subject: 'pool' }, pair),
      },
    ];
  }
  // Two modes that make a word are told by it.
  const worded = isKnown(before.encapsulation) && isKnown(after.encapsulation);
  return poolFields
    .filter((field) => (field === 'ipipMode' || field === 'vxlanMode' ? !worded : field !== 'encapsulation' || worded))
    .flatMap((field) =>
      difference({ group, subject: field }, { before: before[field], after: after[field] }, (value: unknown) => String(value)),
    );
}

/** Peers, filters and images: what is there more than once. */
function listDifferences(before: Cluster | undefined, after: Cluster | undefined): readonly Difference[] {
  return [...setDifference('BGP', peersOf(before), peersOf(after)), ...setDifference('images', imagesOf(before), imagesOf(after))];
}

type Listed = ReadonlyMap<string, Side>;

function setDifference(group: string, before: Listed, after: Listed): readonly Difference[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((subject) => {
    const [old, now] = [before.get(subject), after.get(subject)];
    return old?.text === now?.text ? [] : [{ group, subject, before: old, after: now, effects: [] }];
  });
}

function peersOf(cluster: Cluster | undefined): Listed {
  const word = (lead: string, known: Known<string> | undefined): readonly string[] => {
    const side = sideOf(known, String);
    return side ? [`${lead}${side.text}`] : [];
  };
  return new Map(
    (cluster?.bgp.peers ?? []).map((peer, i) => {
      const { name, origin, peerIP, peerSelector, node, nodeSelector, asNumber, filters } = peer;
      const text = [
        ...word('', peerIP),
        ...word('nodes ', peerSelector),
        ...word('AS ', asNumber),
        ...word('from ', node),
        ...word('from nodes ', nodeSelector),
        ...filters.flatMap((one) => word('filter ', one)),
      ];
      return [`peer ${knownValue(name) ?? `#${i + 1}`}`, { text: text.join(', '), origin }];
    }),
  );
}

function imagesOf(cluster: Cluster | undefined): Listed {
  return new Map(
    (cluster?.workloads ?? []).flatMap((workload) =>
      workload.containers.flatMap(({ name, image }): [string, Side][] => {
        const side = sideOf(image, String);
        return side ? [[`${workload.name}, container ${name}`, side]] : [];
      }),
    ),
  );
}

/** Kubernetes rolls a workload where anything in its pod template changes (kubernetes.io, DaemonSet rolling update). */
function restarted(before: Cluster, after: Cluster): readonly string[] {
  const old = new Map(before.workloads.map((one) => [idOf(one), one]));
  return after.workloads.flatMap((one) => {
    const was = old.get(idOf(one));
    return was && rolls(one) && !sameTree(templateOf(was), templateOf(one))
      ? [`${one.kind} ${idOf(one).split('/').slice(1).filter(Boolean).join('/')}`]
      : [];
  });
}

function rolls({ kind }: Workload): boolean {
  return kind === 'DaemonSet' || kind === 'Deployment' || kind === 'StatefulSet';
}

function idOf({ kind, namespace, name }: Workload): string {
  return `${kind}/${namespace}/${name}`;
}

function templateOf({ origin }: Workload): Node | undefined {
  return at(origin.document.root, [...origin.path, 'spec', 'template']);
}

function sameTree(a: Node | undefined, b: Node | undefined): boolean {
  const [left, right] = [a && followed(a), b && followed(b)];
  if (!left || !right || left.kind !== right.kind) return left === right;
  if (left.kind === 'scalar' && right.kind === 'scalar') return left.value === right.value && !left.templated && !right.templated;
  if (left.kind === 'seq' && right.kind === 'seq')
    return left.items.length === right.items.length && left.items.every((item, i) => sameTree(item, right.items[i]));
  const [old, now] = [entries(left), entries(right)];
  return old.length === now.length && old.every(({ name, value }) => sameTree(value, now.find((e) => e.name === name)?.value));
}
