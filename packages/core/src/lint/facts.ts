/** What the user says of the network under the nodes, by option or by configuration. */
import type { UserFacts } from '../readers/underlay.js';
import type { Document, Origin } from '../source/index.js';
import type { LintOptions } from './options.js';

/** The facts with the places where they were said. An option beats the configuration; its place is the flag of the command. */
export function userFacts({ underlay = {}, calicoVersion, config }: LintOptions): UserFacts {
  const { cloud, nicMtu, l2, routesPods } = underlay;
  return {
    ...config?.underlay,
    ...(config?.calicoVersion && { calicoVersion: config.calicoVersion }),
    ...(cloud !== undefined && { cloud: { value: cloud, origin: unwritten('--underlay cloud') } }),
    ...(nicMtu !== undefined && { nicMtu: { value: nicMtu, origin: unwritten('--underlay nicMtu') } }),
    ...(l2 !== undefined && { l2: { value: l2, origin: unwritten('--underlay l2') } }),
    ...(routesPods !== undefined && { routesPods: { value: routesPods, origin: unwritten('--underlay routesPods') } }),
    ...(calicoVersion !== undefined && { calicoVersion: { value: calicoVersion, origin: unwritten('--calico-version') } }),
  };
}

/** The place of what stands in no file: a flag, a preset. Reports show its name only. */
export function unwritten(name: string): Origin {
  const document: Document = { source: { name }, index: 0, piece: { text: '', start: 0, line: 0 }, root: undefined, structural: false };
  return { document, path: [] };
}
