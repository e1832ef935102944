/** Collects what the extractors find, node by node. */
import type { LogHit, NodeSeen, Output } from './seen.js';
import type { Line, Text } from './text.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer V)[] ? V[] : T[K] extends ReadonlySet<infer S> ? Set<S> : T[K] };
export type NodeDraft = Mutable<NodeSeen>;

export type Draft = {
  readonly nodes: Map<string, NodeDraft>;
  readonly logs: LogHit[];
  readonly logsOf: Set<string>;
  readonly notes: Text[];
};

export const emptyDraft = (): Draft => ({ nodes: new Map(), logs: [], logsOf: new Set(), notes: [] });

/** The node of a line; `output` notes what was asked there, though the answer may be empty. */
export function nodeOf(draft: Draft, line: Pick<Line, 'node'>, output?: Output): NodeDraft {
  const node = draft.nodes.get(line.node) ?? emptyNode(line.node);
  draft.nodes.set(line.node, node);
  if (output) node.outputs.add(output);
  return node;
}

function emptyNode(name: string): NodeDraft {
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
    firewall: [],
    sockets: [],
    sysctls: [],
    counters: [],
    processes: [],
    routerIds: [],
    recovery: [],
    protocols: [],
    birdRoutes: [],
    config: [],
  };
}
