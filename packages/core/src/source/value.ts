import { entries, followed, items, type Node } from './node.js';

/**
 * The JSON value of a node, as Kubernetes decodes it: aliases and merge keys followed, the last of equal keys. What a template fills in stays
 * the text that is written. Numbers beyond 2^53 lose digits, as in every JSON of JavaScript.
 */
export function jsonOf(node: Node): unknown {
  const at = followed(node);
  if (at.kind === 'seq') return items(at).map(jsonOf);
  if (at.kind === 'map') return Object.fromEntries(entries(at).map(({ name, value }) => [name, jsonOf(value)]));
  if (at.templated) return at.text;
  return typeof at.value === 'bigint' ? Number(at.value) : at.value;
}

/** True where a template fills in some value below a node. */
export function holdsTemplate(node: Node): boolean {
  const at = followed(node);
  if (at.kind === 'scalar') return at.templated;
  return (at.kind === 'seq' ? items(at) : entries(at).map(({ value }) => value)).some(holdsTemplate);
}

/** How many nodes a node has once its aliases are expanded; each is counted once only, since aliases that fan out would take for ever. */
export function expandedSize(node: Node, known: WeakMap<Node, number> = new WeakMap()): number {
  const at = followed(node);
  const done = known.get(at);
  if (done !== undefined) return done;
  const inner = at.kind === 'seq' ? items(at) : at.kind === 'map' ? entries(at).map(({ value }) => value) : [];
  const size = inner.reduce((sum, one) => sum + expandedSize(one, known), 1);
  known.set(at, size);
  return size;
}
