/** The VXLAN devices of the nodes against each other. */
import { answer, asked, perNode, type Sign } from '../sign.js';

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

/** An entry for an address that no node has any more, where each node's cards were given. */
const stale = perNode({
  id: 'vxlan.stale-entry',
  base: 0.005,
  says: 'a VXLAN device sends to an address that no node has as its own',
  shownBy: ['fdb', 'addresses'],
  of: 'fdb',
  hits: ({ forwards }, seen) => {
    const own = new Set(asked(seen, 'addresses').flatMap(({ addresses }) => addresses.map(({ address }) => address)));
    if (own.size === 0 || asked(seen, 'addresses').length < asked(seen, 'fdb').length) return [];
    const locals = new Set(seen.nodes.flatMap(({ links }) => links.map(({ vxlan }) => vxlan?.local)));
    return forwards.filter(({ to }) => !own.has(to) && !locals.has(to));
  },
});

export const vxlanSigns: readonly Sign[] = [ports, stale];
