/** What the API server and Prometheus tell of nodes and of the pods of Calico. */

import { agentsOf, hasCrashed, onlyNode, otherPods, stuckPods } from '../inventory.js';
import type { KubeObject, Seen } from '../seen.js';
import { answer, type Hit, type Sign } from '../sign.js';

const ofKind = (seen: Seen, kind: KubeObject['kind'], has: (one: KubeObject) => boolean): readonly KubeObject[] =>
  seen.objects.filter((one) => one.kind === kind && has(one));

type Asked = { readonly of: (seen: Seen) => readonly KubeObject[]; readonly is: (one: KubeObject) => boolean };

const about = (sign: Omit<Sign, 'look'>, { of, is }: Asked): Sign => ({
  ...sign,
  look: (seen) => {
    const asked = of(seen);
    if (asked.length === 0) return undefined;
    return answer(asked.filter(is).map(({ quote, kind, name, node }) => ({ quote, node: kind === 'node' ? name : node })));
  },
});

/** Calico's addresses of the families of which Kubernetes has one: many clusters list none of IPv6. */
const compared = ({ calico, calico6, addresses }: KubeObject): readonly string[] =>
  [calico, calico6].flatMap((own) =>
    own !== undefined && addresses.some((address) => address.includes(':') === own.includes(':')) ? [own] : [],
  );

/** Nodes with the addresses that another listing has of them. */
const nodesIn = (seen: Seen): readonly KubeObject[] => {
  const all = ofKind(seen, 'node', () => true);
  const known = new Map(all.filter(({ addresses }) => addresses.length > 0).map(({ name, addresses }) => [name, addresses]));
  return all.map((one) => (one.addresses.length > 0 ? one : { ...one, addresses: known.get(one.name) ?? [] }));
};

/** Listed nodes whose log says which address their calico-node, or flannel, chose. */
const chosen = (seen: Seen, by: RegExp): readonly (KubeObject & { readonly chosen: string })[] =>
  seen.logs.flatMap(({ signature, node, values, quote }) => {
    const listed = by.test(signature) ? ofKind(seen, 'node', ({ name, addresses }) => name === node && addresses.length > 0)[0] : undefined;
    return listed && values['address'] !== undefined ? [{ ...listed, chosen: values['address'], quote }] : [];
  });

const byCalico = (seen: Seen): readonly KubeObject[] =>
  chosen(seen, /^(?:autodetected-address|detected-ip)$/).map((one) => ({ ...one, calico: one.chosen }));

const notInternal = about(
  {
    id: 'address.not-internal',
    base: 0.03,
    says: "Calico's address of a node is not the one that Kubernetes has",
    shownBy: ['kubernetes-nodes'],
  },
  {
    of: (seen) => [...nodesIn(seen), ...byCalico(seen)].filter((one) => compared(one).length > 0),
    is: (one) => compared(one).some((address) => !one.addresses.includes(address)),
  },
);

const flannelElsewhere = about(
  {
    id: 'flannel.not-internal',
    base: 0.012,
    says: "flannel's address of a node is not the one that Kubernetes has",
    shownBy: ['kubernetes-nodes'],
  },
  {
    of: (seen) => [
      ...nodesIn(seen).filter(({ flannel, addresses }) => flannel !== undefined && addresses.length > 0),
      ...chosen(seen, /^flannel-address$/).map((one) => ({ ...one, flannel: one.chosen })),
    ],
    is: ({ flannel = '', addresses }) => !addresses.includes(flannel),
  },
);

/** Nodes that share what each has for itself. */
const sharing = (sign: Omit<Sign, 'look'>, values: (one: KubeObject) => readonly string[]): Sign => ({
  ...sign,
  look: (seen) => {
    const holders = new Map<string, KubeObject[]>();
    const nodes = new Map(ofKind(seen, 'node', (one) => one.name !== '' && values(one).length > 0).map((one) => [one.name, one]));
    for (const node of nodes.values()) for (const value of values(node)) holders.set(value, [...(holders.get(value) ?? []), node]);
    if (nodes.size < 2) return undefined;
    const hits = [...holders.values()].filter(({ length }) => length > 1).flat();
    return answer(hits.map(({ quote, name }): Hit => ({ quote, node: name })));
  },
});

/** Peers keep the routes of a BIRD that ended for so long, and some time passes until somebody looks. Seconds. */
const justNow = 600;

const metric = (sign: Omit<Sign, 'look' | 'shownBy'>, key: string, is: (value: number) => boolean): Sign => ({
  ...sign,
  shownBy: ['metrics'],
  look: (seen) => {
    const samples = seen.nodes.flatMap(({ name, counters }) => counters.filter((one) => one.key === key).map((one) => ({ name, one })));
    if (samples.length === 0) return undefined;
    return answer(samples.filter(({ one }) => is(Number(one.value))).map(({ name, one }) => ({ quote: one.quote, node: name })));
  },
});

/** Who has nobody to talk to needs no peer. */
const oneNode: Sign = {
  id: 'cluster.one-node',
  base: 0.05,
  says: 'the cluster has one node',
  shownBy: ['kubernetes-nodes'],
  against: ['mesh-off-no-peers', 'duplicate-node-address', 'one-sided-peering', 'bgp-port-blocked', 'no-encapsulation-across-l3'],
  look: (seen) => {
    if (!seen.objects.some(({ kind, ofAll }) => kind === 'node' && ofAll === true)) return undefined;
    const only = onlyNode(seen);
    return answer(only ? [{ quote: only.quote, node: only.name }] : []);
  },
};

/** Of the node that is asked about, where the input names it. */
const allReady: Sign = {
  id: 'agent.pods-ready',
  base: 0.9,
  says: 'every pod of calico-node that is listed runs, with all its containers ready',
  shownBy: ['kubernetes-pods'],
  against: ['calico-node-down'],
  look: (seen) => {
    const listed = agentsOf(seen).filter(({ name }) => !name.startsWith('kube-flannel-'));
    const ready = listed.length > 0 && listed.every(({ ready: is, status }) => is === true && status === 'Running');
    const on = new Set(listed.map(({ node }) => node));
    const missing = seen.nodes.some(
      ({ name, agent }) => !on.has(name) && isNamed(name, on) && agent.some(({ says }) => says === 'calico-down'),
    );
    return ready && !missing ? answer(listed.slice(0, 3).map(({ quote, node }) => ({ quote, node }))) : undefined;
  },
};

/** The input has a name for the node, and the listing has nodes. */
const isNamed = (name: string, listed: ReadonlySet<string | undefined>): boolean => name !== '' && !listed.has(undefined);

export const kubernetesSigns: readonly Sign[] = [
  notInternal,
  flannelElsewhere,
  sharing(
    {
      id: 'address.shared-in-kubernetes',
      base: 0.003,
      says: 'Calico has one address for two nodes',
      shownBy: ['kubernetes-nodes'],
    },
    ({ calico, calico6 }) => [calico, calico6].flatMap((own) => own ?? []),
  ),
  sharing(
    { id: 'pod-cidr.shared', base: 0.0003, says: 'two nodes have one pod CIDR', shownBy: ['kubernetes-nodes'] },
    ({ podCidrs }) => podCidrs,
  ),
  about(
    { id: 'agent.pod-crashes', base: 0.02, says: 'a pod of calico-node or flannel crashes', shownBy: ['kubernetes-pods'] },
    { of: agentsOf, is: hasCrashed },
  ),
  about(
    {
      id: 'agent.pod-not-ready',
      base: 0.04,
      says: 'a pod of calico-node or flannel runs and is not ready',
      shownBy: ['kubernetes-pods'],
      against: ['healthy', 'probed-session'],
    },
    { of: agentsOf, is: ({ status = '', ready }) => ready === false && status === 'Running' },
  ),
  about(
    {
      id: 'node.not-ready',
      base: 0.03,
      says: 'a node is not Ready',
      shownBy: ['kubernetes-nodes'],
      against: ['healthy', 'probed-session'],
    },
    {
      of: (seen) => ofKind(seen, 'node', ({ ready }) => ready !== undefined),
      is: ({ ready }) => ready === false,
    },
  ),
  allReady,
  about(
    {
      id: 'agent.restarted',
      base: 0.1,
      says: 'a pod of calico-node or flannel started minutes ago',
      shownBy: ['kubernetes-pods'],
    },
    {
      of: (seen) => agentsOf(seen).filter((one) => (one.restarted ?? one.age) !== undefined && !hasCrashed(one)),
      is: ({ age, restarted }) => (restarted ?? age ?? 0) < justNow,
    },
  ),
  {
    id: 'pods.stuck',
    base: 0.25,
    says: 'pods do not start',
    shownBy: [],
    look: (seen) => (otherPods(seen).length === 0 ? undefined : answer(stuckPods(seen).map(({ quote, node }) => ({ quote, node })))),
  },
  oneNode,
  metric(
    { id: 'metric.not-in-sync', base: 0.02, says: 'Felix is not in sync with its datastore' },
    'felix_resync_state',
    (value) => value !== 3,
  ),
  metric(
    { id: 'metric.no-typha-client', base: 0.01, says: 'a Typha has no connection' },
    'typha_connections_active',
    (value) => value === 0,
  ),
];
