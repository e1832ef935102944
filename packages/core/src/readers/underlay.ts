/** What the user says of the network under the nodes; it is in no manifest. */
import { type Draft, state } from '../cluster/draft.js';
import type { Known } from '../cluster/setting.js';
import { parseVersion } from '../network/version.js';
import type { Origin } from '../source/index.js';
import { setting } from './stated.js';

type Said<T> = { readonly value: T; readonly origin: Origin };

export type UserFacts = {
  readonly cloud?: Said<string>;
  readonly nicMtu?: Said<number>;
  readonly l2?: Said<boolean>;
  readonly routesPods?: Said<boolean>;
  readonly calicoVersion?: Said<string>;
};

/** States the facts of the command line or configuration, each with the place where it was said. */
export function readUnderlay({ cloud, nicMtu, l2, routesPods, calicoVersion }: UserFacts, draft: Draft): void {
  state(draft.underlay.cloud, known(cloud));
  state(draft.underlay.l2, known(l2));
  state(draft.underlay.routesPods, known(routesPods));
  state(draft.mtu.nic, known(nicMtu));
  const version = calicoVersion && parseVersion(calicoVersion.value);
  if (calicoVersion && version) state(draft.product.calico, known({ value: version, origin: calicoVersion.origin }));
}

function known<T>(said: Said<T> | undefined): Known<T> | undefined {
  return said && setting(said.value, 'explicit', said.origin, { reader: 'user', layer: 'user' });
}
