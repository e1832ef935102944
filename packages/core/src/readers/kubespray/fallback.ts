/** What a variable is where no inventory writes it. */
import type { Known } from '../../cluster/setting.js';
import type { Origin } from '../../source/index.js';
import { setting } from '../stated.js';
import type { Vars } from './maps.js';
import { defaultIn, type Release } from './release.js';
import { reader } from './variables.js';

/** What is in sight of an inventory. `anchor`: a variable that is written, beside which another one can be added. */
export type Sight = { readonly vars: readonly Vars[]; readonly release: Release | undefined; readonly anchor?: Origin };

/** What Kubespray's newest releases take, for the line that would settle an unknown. */
const usual: Readonly<Record<string, string>> = {
  calico_network_backend: 'vxlan',
  calico_ipip_mode: 'Never',
  calico_vxlan_mode: 'Always',
  calico_ipip_mode_ipv6: 'Never',
  calico_vxlan_mode_ipv6: 'Always',
  calico_pool_blocksize: '26',
  calico_pool_blocksize_ipv6: '122',
  nat_outgoing: 'true',
  nat_outgoing_ipv6: 'false',
};

/** The default of a variable, at the line that says the release; unknown where the releases that fit differ. */
export function fallback<T>({ release, anchor }: Sight, name: string, parse: (value: string) => T): Known<T> {
  const value = defaultIn(release, name);
  if (release && value !== undefined) {
    const known = setting(parse(value), 'default', release.origin, { reader, layer: 'role-default' });
    if (!anchor) return known;
    const place = { document: anchor.document, path: [...anchor.path.slice(0, -1), name] };
    return { ...known, write: { reader, as: name, place, beside: anchor } };
  }
  const unknown = `${name} is not written; its default is that of a Kubespray release which the input does not name`;
  return usual[name] === undefined ? { unknown } : { unknown, settle: `${name}: ${usual[name]}` };
}
