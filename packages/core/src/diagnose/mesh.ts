/** The addresses that the others' tables know a node by, one of each family: where nothing else tells which ones its BIRDs speak from. */
import type { NodeDraft } from './draft.js';

/** A full mesh: each node lists all the others, so that what is in all other tables and not in its own is the node itself. */
export function nameByMesh(nodes: readonly NodeDraft[]): void {
  for (const node of nodes) node.meshAddresses = [];
  for (const six of [false, true]) {
    const tables = nodes.map((node) => ({ node, listed: meshOf(node, six) })).filter(({ listed }) => listed.size > 0);
    if (tables.length < 2) continue;
    for (const { node, listed } of tables) {
      const others = tables.filter((table) => table.node !== node).map((table) => table.listed);
      const everywhere = [...(others[0] ?? [])].filter((address) => !listed.has(address) && others.every((other) => other.has(address)));
      const [own, second] = everywhere;
      if (own !== undefined && second === undefined) node.meshAddresses.push(own);
    }
  }
}

const meshOf = ({ peers }: NodeDraft, six: boolean): ReadonlySet<string> =>
  new Set(
    peers
      .filter(({ type, address }) => type === 'node-to-node mesh' && address.includes(':') === six)
      .map(({ address }) => address.replace(/\.port\.\d+$/, '')),
  );
