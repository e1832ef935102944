/** The VXLAN devices of the nodes against each other. */
import type { NodeSeen, Seen } from '../seen.js';
import { answer, asked, perNode, type Sign } from '../sign.js';
import { holders } from '../view.js';

const ports: Sign = {
  id: 'vxlan.ports-differ',
  base: 0.003,
  says: 'the nodes use different VXLAN ports or network ids',
  shownBy: ['links'],
  look: (seen) => {
    const all = asked(seen, 'links').flatMap(({ name, links }) =>
      links.flatMap((link) =>
        link.vxlan ? [{ device: link.name, key: `${link.vxlan.port}/${link.vxlan.id}`, quote: link.quote, node: name }] : [],
      ),
    );
    if (new Set(all.map(({ node }) => node)).size < 2) return undefined;
    const common = new Map<string, number>();
    for (const { key } of all) common.set(key, (common.get(key) ?? 0) + 1);
    const often = (key: string): number => common.get(key) ?? 0;
    const kinds = [...new Map(all.map((one) => [`${one.device} ${one.key}`, one])).values()];
    const rarer = kinds.filter((one) =>
      kinds.some((other) => other.device === one.device && other.key !== one.key && often(other.key) >= often(one.key)),
    );
    return answer(all.filter((one) => rarer.some(({ device, key }) => device === one.device && key === one.key)));
  },
};

/** An entry for an address that no node has, where the nodes that may have it are known. */
const stale = perNode({
  id: 'vxlan.stale-entry',
  base: 0.005,
  says: 'a VXLAN device sends to an address that no node has as its own',
  shownBy: ['fdb', 'addresses'],
  of: 'fdb',
  hits: (node, seen) => node.forwards.filter(({ to }) => !isOwned(seen, to) && isOdd(seen, node, to)),
});

const isOwned = (seen: Seen, address: string): boolean =>
  holders(seen, address).length > 0 || seen.nodes.some(({ links }) => links.some(({ vxlan }) => vxlan?.local === address));

/** A listing of all nodes lacks it, or a node that is known gets no entry in its place, or the other nodes have no such entry. */
function isOdd(seen: Seen, node: NodeSeen, address: string): boolean {
  const listed = seen.objects.filter(({ kind, ofAll }) => kind === 'node' && ofAll === true);
  if (listed.length > 0) return !listed.some(({ addresses }) => addresses.includes(address));
  const sends = ({ forwards }: NodeSeen, to: (address: string) => boolean): boolean => forwards.some((entry) => to(entry.to));
  const others = asked(seen, 'addresses').filter((other) => other !== node);
  const left = others.some(({ addresses }) => !sends(node, (to) => addresses.some((card) => card.address === to)));
  return left || others.some((other) => other.outputs.has('fdb') && !sends(other, (to) => to === address));
}

export const vxlanSigns: readonly Sign[] = [ports, stale];
