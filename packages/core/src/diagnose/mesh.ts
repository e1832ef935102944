/** The address that the others' tables know a node by, where nothing else tells which one its BIRD speaks from. */
import type { NodeDraft } from './draft.js';

/** A full mesh: each node lists all the others, so that what is in all other tables and not in its own is the node itself. */
export function nameByMesh(nodes: readonly NodeDraft[]): void {
  const tables = nodes.map((node) => ({ node, listed: meshOf(node) })).filter(({ listed }) => listed.size > 0);
  if (tables.length < 2) return;
  for (const { node, listed } of tables) {
    if (node.config.length > 0 || node.routerIds.length > 0) continue;
    const others = tables.filter((table) => table.node !== node).map((table) => table.listed);
    const everywhere = [...(others[0] ?? [])].filter((address) => !listed.has(address) && others.every((other) => other.has(address)));
    const [own, second] = everywhere;
    if (own !== undefined && second === undefined) node.meshAddress = own;
  }
}

const meshOf = ({ peers }: NodeDraft): ReadonlySet<string> =>
  new Set(peers.filter(({ type }) => type === 'node-to-node mesh').map(({ address }) => address.replace(/\.port\.\d+$/, '')));
