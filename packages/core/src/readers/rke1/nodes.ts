import type { Draft } from '../../cluster/draft.js';
import { at, items, type Path } from '../../source/index.js';
import { stated, text } from '../stated.js';
import { originOf } from '../unit.js';
import { type Config, pathOf, reader } from './config.js';

/** The nodes with both of their addresses; RKE knows no prefix length. */
export function readNodes(config: Config, draft: Draft): void {
  const { unit } = config;
  const list = pathOf(config, 'nodes');
  items(at(unit.document.root, list)).forEach((_, i) => {
    const field = (...names: string[]): ReturnType<typeof stated<string>>[] =>
      names.map((name): ReturnType<typeof stated<string>> => stated(unit, [...list, i, name], text, { reader, layer: 'resource' }));
    const origin = originOf(unit, [...list, i] satisfies Path);
    const addresses = field('address', 'internal_address', 'internalAddress').filter((known) => known !== undefined);
    const [name] = field('hostname_override', 'hostnameOverride', 'address').filter((known) => known !== undefined);
    draft.nodes.push({
      name: name && 'value' in name ? name.value : `nodes[${i}]`,
      origin,
      addresses,
      podCidrs: [],
      asNumber: [],
      routeReflectorClusterID: [],
      labels: undefined,
    });
  });
}
