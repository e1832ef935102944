/** One function reads the spec of an Installation into the model, wherever the spec stands. */
import { type Draft, state } from '../../cluster/draft.js';
import { isKnown, type Known, type Live } from '../../cluster/setting.js';
import { atLeast } from '../../network/version.js';
import { mapped, setting } from '../stated.js';
import type { Unit } from '../unit.js';
import { detectionOf } from './autodetection.js';
import { deadSettings } from './dead.js';
import { readDataplane, readMtu, readProvider, readRoutes } from './network.js';
import { isCalico, type Platform, platformOf, runsVpp } from './platform.js';
import { poolsOf } from './pools.js';
import { checks, releaseOf } from './refusals/index.js';
import { network, placeIn, type Spec, standing } from './spec.js';

/**
 * States what a spec says about the network: plane, backend, IPAM, pools, MTUs, node addresses, data plane, who programs routes. Its settings are
 * written back by the reader `operator`, in any document. The release of Calico is taken from the draft: where it is known, it is stated before.
 * What the operator will refuse is stated too; `units` are all documents of the cluster, of which some decide that.
 */
export function readInstallation(spec: Spec, draft: Draft, units: readonly Unit[] = []): void {
  if (spec.layers.length === 0) return;
  const platform = platformOf(spec);
  state(draft.plane, plane(platform));
  // Any plugin, any number of nodes: the operator always runs it (tigera/operator 40788b9, pkg/render/typha.go).
  state(draft.typha, setting(true, 'derived', placeIn(spec, []), standing()));
  readProvider(platform, draft);
  readDataplane(spec, draft);
  state(draft.backend, backend(spec, platform));
  const pools = isCalico(platform) === false ? [] : poolsOf(spec, platform, liveOf(draft));
  for (const family of [4, 6] as const) readAddress(spec, family, { platform, families: pools.map((pool) => pool.family), draft });
  const subject = { spec, platform, pools, release: releaseOf(draft), draft, units };
  draft.installer.refused.push(...checks.flatMap((check) => check(subject)));
  draft.installer.dead.push(...deadSettings(subject));
  if (isCalico(platform) === false) return;
  draft.pools.push(...pools);
  state(draft.ipam, ipam(platform));
  readMtu(spec, platform, draft);
  readRoutes(spec, draft);
}

/** With host-local and without BGP, routes of the cloud carry the pods, and Calico enforces policy (CAPZ, templates/addons/calico-ipv6). */
function plane({ cni, ipam: plugin, bgp }: Platform): Known<'calico' | 'policy-only'> | undefined {
  if (isKnown(cni) && cni.value === 'Calico' && isKnown(plugin) && plugin.value === 'HostLocal' && isKnown(bgp) && bgp.value === 'Disabled')
    return setting('policy-only', 'derived', bgp.origin, standing());
  return mapped<string, 'calico' | 'policy-only'>(cni, (plugin) => (plugin === 'Calico' ? 'calico' : 'policy-only'), 'drop');
}

/** Operators before 1.34 (Calico 3.28) wrote the pool into calico-node's environment (v1.30.0 pkg/render/node.go:1409-1435). */
function liveOf(draft: Draft): Live {
  const release = releaseOf(draft);
  return release && !atLeast(release, '3.28') ? 'first-install' : 'reconciled';
}

function ipam({ ipam: plugin }: Platform): Known<'calico-ipam' | 'host-local'> | undefined {
  return mapped<string, 'calico-ipam' | 'host-local'>(plugin, (one) => (one === 'HostLocal' ? 'host-local' : 'calico-ipam'), 'drop');
}

/** CALICO_NETWORKING_BACKEND (tigera/operator 40788b9, pkg/render/node.go:1550-1579). VPP brings a BGP daemon and routes of its own. */
function backend(spec: Spec, platform: Platform): Known<string> | undefined {
  const { bgp, cni, ipam: plugin } = platform;
  if (runsVpp(spec)) return { unknown: 'VPP has routes and tunnels of its own', origin: placeIn(spec, network('linuxDataplane')) };
  if (isKnown(cni) && cni.value !== 'Calico') return setting('none', 'derived', cni.origin, standing());
  if (!isKnown(bgp)) return bgp;
  const { write: _, ...said } = bgp;
  if (bgp.value === 'Enabled') return { ...said, value: 'bird' };
  // Whatever plugin another file or the provider brings, there is no BIRD.
  if (!isKnown(plugin)) return { ...plugin, unknown: `vxlan, or none: ${plugin.unknown}`, among: ['vxlan', 'none'] };
  return { ...said, value: plugin.value === 'HostLocal' ? 'none' : 'vxlan' };
}

type Around = { readonly platform: Platform; readonly families: readonly (4 | 6 | undefined)[]; readonly draft: Draft };

function readAddress(spec: Spec, family: 4 | 6, { platform, families, draft }: Around): void {
  const { ip, method } = detectionOf(spec, family, platform, families);
  state(family === 4 ? draft.nodeAddress.ip : draft.nodeAddress.ip6, ip);
  state(family === 4 ? draft.nodeAddress.method : draft.nodeAddress.method6, method);
}
