/** What the user says of the network under the nodes; it is in no manifest. */
import { type Draft, state } from '../cluster/draft.js';
import type { Known } from '../cluster/setting.js';
import { parseVersion } from '../network/version.js';
import type { Document } from '../source/index.js';
import { setting } from './stated.js';

export type UnderlayFacts = { readonly cloud?: string; readonly nicMtu?: number; readonly l2?: boolean; readonly routesPods?: boolean };

/** States the facts of the command line or configuration. Their place is the option itself. */
export function readUnderlay(facts: UnderlayFacts, calicoVersion: string | undefined, draft: Draft): void {
  const said = <T>(name: string, value: T | undefined): Known<T> | undefined =>
    value === undefined ? undefined : setting(value, 'explicit', { document: option(name), path: [] }, { reader: 'user', layer: 'user' });
  state(draft.underlay.cloud, said('--underlay cloud', facts.cloud));
  state(draft.underlay.l2, said('--underlay l2', facts.l2));
  state(draft.underlay.routesPods, said('--underlay routesPods', facts.routesPods));
  state(draft.mtu.nic, said('--underlay nicMtu', facts.nicMtu));
  if (calicoVersion !== undefined) state(draft.product.calico, said('--calico-version', parseVersion(calicoVersion)));
}

function option(name: string): Document {
  return { source: { name }, index: 0, piece: { text: '', start: 0, line: 0 }, root: undefined, structural: false };
}
