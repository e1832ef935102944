/** Collects what the extractors find, node by node. */
import type { Former, KubeObject, LogHit, NodeSeen, Output, Seen } from './seen.js';
import type { Line, Text } from './text.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer V)[] ? V[] : T[K] extends ReadonlySet<infer S> ? Set<S> : T[K] };
export type NodeDraft = Mutable<NodeSeen>;

export type Draft = {
  readonly nodes: Map<string, NodeDraft>;
  readonly logs: LogHit[];
  readonly logsOf: Set<string>;
  /** How often a signature was met at a node. */
  readonly repeated: Map<string, number>;
  readonly notes: Text[];
  readonly prose: Text[];
  readonly settings: Text[];
  readonly objects: KubeObject[];
  readonly former: Former[];
  readonly absent: Set<string>;
  readonly unread: Seen['unread'][number][];
  /** Texts that may be configuration, everything else in them blank. */
  readonly configuration: Text[];
};

export const emptyDraft = (): Draft => ({
  nodes: new Map(),
  logs: [],
  logsOf: new Set(),
  repeated: new Map(),
  notes: [],
  prose: [],
  settings: [],
  objects: [],
  former: [],
  absent: new Set(),
  unread: [],
  configuration: [],
});

/** What the signs look at: the symptoms, and what the linter says of the configuration beside them. */
export function seenOf({ nodes, repeated: _, configuration: __, ...said }: Draft, { clusters, findings }: Configured): Seen {
  return { ...said, nodes: [...nodes.values()], clusters, findings };
}

type Configured = Pick<Seen, 'clusters' | 'findings'>;

/** The node of a line; `output` notes what was asked there, though the answer may be empty. */
export function nodeOf(draft: Draft, line: Pick<Line, 'node'>, output?: Output): NodeDraft {
  const node = draft.nodes.get(line.node) ?? emptyNode(line.node);
  draft.nodes.set(line.node, node);
  if (output) node.outputs.add(output);
  return node;
}

export function emptyNode(name: string): NodeDraft {
  return {
    name,
    outputs: new Set(),
    peers: [],
    agent: [],
    addresses: [],
    links: [],
    routes: [],
    neighbours: [],
    forwards: [],
    probes: [],
    packets: [],
    firewall: [],
    sockets: [],
    handshakes: [],
    sysctls: [],
    counters: [],
    processes: [],
    routerIds: [],
    recovery: [],
    protocols: [],
    config: [],
    meshAddresses: [],
  };
}

/** Adds what one text said: `nameOf` tells the node that a name in it stands for. Devices and addresses that several outputs show are one. */
export function merge(all: Draft, one: Draft, nameOf: (name: string) => string): void {
  for (const [name, said] of one.nodes) mergeNode(nodeOf(all, { node: nameOf(name) }), said);
  for (const hit of one.logs) all.logs.push({ ...hit, node: nameOf(hit.node) });
  for (const row of one.former) all.former.push({ ...row, node: nameOf(row.node) });
  for (const component of one.logsOf) all.logsOf.add(component);
  for (const program of one.absent) all.absent.add(program);
  for (const key of ['notes', 'prose', 'settings', 'objects', 'unread', 'configuration'] as const) append<unknown>(all[key], one[key]);
}

function mergeNode(into: NodeDraft, said: NodeDraft): void {
  for (const output of said.outputs) into.outputs.add(output);
  const { name: _, outputs: __, meshAddresses: ___, links, addresses, ...lists } = said;
  for (const key of Object.keys(lists) as (keyof typeof lists)[]) append<unknown>(into[key], lists[key]);
  for (const link of links) {
    const known = into.links.findIndex(({ name }) => name === link.name);
    if (known < 0) into.links.push(link);
    else into.links[known] = { ...into.links[known], ...link };
  }
  const held = new Set(into.addresses.map(({ dev, address }) => `${dev} ${address}`));
  for (const card of addresses) if (!held.has(`${card.dev} ${card.address}`)) into.addresses.push(card);
}

function append<T>(into: T[], more: readonly T[]): void {
  for (const one of more) into.push(one);
}
