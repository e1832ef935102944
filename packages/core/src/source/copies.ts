/** How much of a document may be copies that aliases make: as go-yaml has it, which kubectl and Helm read with. */
import type { Node } from './node.js';

/** Up to so many nodes 99 % may be copies, from `many` on 10 % (goyaml.v2 decode.go of sigs.k8s.io/yaml v1.6.0, allowedAliasRatio). */
const few = 400_000;
const many = 4_000_000;

/** The nodes of one document as a decoder meets them: `copied` are those that it meets by aliases. `sizes` of nodes with an anchor. */
export type Copies = { nodes: number; copied: number; readonly sizes: Map<Node, number> };

export function noCopies(): Copies {
  return { nodes: 0, copied: 0, sizes: new Map() };
}

/** Counts an alias of a node that has ended. True where go-yaml gives up: "document contains excessive aliasing". */
export function isExcessive(copies: Copies, target: Node): boolean {
  const size = copies.sizes.get(target) ?? 1;
  copies.nodes += 1 + size;
  copies.copied += size;
  const { nodes, copied } = copies;
  const most = 0.99 - 0.89 * Math.min(1, Math.max(0, (nodes - few) / (many - few)));
  return copied > 100 && nodes > 1000 && copied / nodes > most;
}
