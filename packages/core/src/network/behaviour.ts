// What Calico does by release, and what it assumes where nothing is written.

import { blockSizeRange } from './cidr.js';
import type { Mode } from './encapsulation.js';
import { atLeast, type Version } from './version.js';

export type RouteOwner = 'felix' | 'bird' | 'nobody' | 'both' | 'unknown';

/**
 * The programClusterRoutes of FelixConfiguration (or FELIX_PROGRAMCLUSTERROUTES) and of BGPConfiguration, as written, and the backend:
 * BIRD programs nothing where it does not run. Absent: it runs.
 */
export type ClusterRoutes = {
  readonly felix?: string | undefined;
  readonly bgp?: string | undefined;
  readonly backend?: 'bird' | 'vxlan' | 'none' | undefined;
};

type Kind = 'ipip' | 'plain';

type Era = {
  readonly since: `${number}.${number}`;
  readonly felix: string; // what an absent or unreadable value means; Disabled also where there is no such field yet
  readonly bgp: string;
  readonly reads: { readonly felix: boolean; readonly bgp: boolean; readonly kinds: boolean };
};

// felix/config/config_params.go:318 (v3.31.0:303, v3.32.1:313); confd/pkg/backends/calico/bgp_processor.go:1147-1181;
// api/pkg/apis/projectcalico/v3/felixconfig.go:628-651. Newest first.
const eras: readonly Era[] = [
  { since: '3.33', felix: 'EnabledIPIPOnly', bgp: 'EnabledNoEncapOnly', reads: { felix: true, bgp: true, kinds: true } },
  { since: '3.32', felix: 'Disabled', bgp: 'Enabled', reads: { felix: true, bgp: true, kinds: false } },
  { since: '3.31', felix: 'Disabled', bgp: 'Enabled', reads: { felix: true, bgp: false, kinds: false } },
  { since: '0.0', felix: 'Disabled', bgp: 'Enabled', reads: { felix: false, bgp: false, kinds: false } },
];

const kindsOf: ReadonlyMap<string, readonly Kind[]> = new Map<string, readonly Kind[]>([
  ['Disabled', []],
  ['Enabled', ['ipip', 'plain']],
  ['EnabledIPIPOnly', ['ipip']],
  ['EnabledNoEncapOnly', ['plain']],
]);

const namesKind = (value: string | undefined): boolean => value === 'EnabledIPIPOnly' || value === 'EnabledNoEncapOnly';

/** Felix reads its one-of values in any case (felix/config/param_types.go:707-713). */
function felixSpelling(value: string | undefined): string | undefined {
  return [...kindsOf.keys()].find((known) => known.toLowerCase() === value?.toLowerCase());
}

function programs(kind: Kind, value: string | undefined, fallback: string, era: Era): boolean {
  const readable = value !== undefined && kindsOf.has(value) && (era.reads.kinds || !namesKind(value));
  return (kindsOf.get(readable ? value : fallback) ?? []).includes(kind);
}

function ownerIn(era: Era, kind: Kind, settings: ClusterRoutes): RouteOwner {
  const felix = programs(kind, era.reads.felix ? felixSpelling(settings.felix) : undefined, era.felix, era);
  const runs = settings.backend === undefined || settings.backend === 'bird';
  // Whether BIRD stands back in v3.31, which has Felix's field only, was not read: no quarrel is claimed there.
  const bird = runs && (era.reads.bgp ? programs(kind, settings.bgp, era.bgp, era) : !felix);
  if (felix && bird) return 'both';
  if (felix) return 'felix';
  return bird ? 'bird' : 'nobody';
}

/** The releases in which what is written can have a meaning: a field or value dates its file. */
function possibleEras(settings: ClusterRoutes): readonly Era[] {
  const kinds = namesKind(felixSpelling(settings.felix)) || namesKind(settings.bgp);
  return eras.filter(
    (era) =>
      (!kinds || era.reads.kinds) && (settings.felix === undefined || era.reads.felix) && (settings.bgp === undefined || era.reads.bgp),
  );
}

/**
 * Who programs the routes to pods of other nodes, by kind of pool (`plain`: both modes Never). VXLAN is Felix's in every release. `both`
 * fight over them; with `nobody` the pods of other nodes are out of reach unless the underlay routes them. On an unknown release: what all
 * releases that know the settings agree on, `both` not being claimed where one of them has a single owner; else `unknown`.
 * Source: beside the table above.
 */
export function routeOwner(kind: Kind | 'vxlan', version: Version | undefined, settings: ClusterRoutes = {}): RouteOwner {
  if (kind === 'vxlan') return 'felix';
  if (version !== undefined) {
    const era = eras.find(({ since }) => atLeast(version, since));
    return era === undefined ? 'unknown' : ownerIn(era, kind, settings);
  }
  const owners = new Set(possibleEras(settings).map((era) => ownerIn(era, kind, settings)));
  const [only, ...others] = [...owners].filter((owner) => owner !== 'both' || owners.size === 1);
  return only === undefined || others.length > 0 || (owners.has('both') && only === 'nobody') ? 'unknown' : only;
}

/**
 * The modes of an IPPool that says neither: Never, in both API groups and every release. projectcalico.org fills them in
 * (libcalico-go/lib/clientv3/ippool.go:71-109); crd.projectcalico.org does not, and there the empty mode means Never
 * (api/pkg/apis/projectcalico/v3/ippool.go:85-153).
 */
export function absentModes(_apiGroup: 'projectcalico.org' | 'crd.projectcalico.org'): { ipipMode: Mode; vxlanMode: Mode } {
  return { ipipMode: 'Never', vxlanMode: 'Never' };
}

/**
 * The mode of the first pool where CALICO_IPV4POOL_IPIP or CALICO_IPV*POOL_VXLAN is unset; for IPIP Calico's docs say Always
 * (node/pkg/lifecycle/startup/startup.go:972-973,1087-1110).
 */
export function absentPoolEnvMode(): Mode {
  return 'Never';
}

/**
 * The first pool's range where CALICO_IPV*POOL_CIDR is unset and kubeadm names no podSubnet; a host address inside it moves it to the first
 * free 172.16-31.0.0/16. Undefined for IPv6: a random /48 below fd00::/8 (node/pkg/lifecycle/startup/startup.go:907-1077).
 */
export function defaultPoolCidr(family: 4 | 6): string | undefined {
  return family === 4 ? '192.168.0.0/16' : undefined;
}

/** The blockSize (a prefix length) of a pool that names none: 26 or 122 (node/pkg/lifecycle/startup/startup.go:799-826). */
export function defaultBlockSize(family: 4 | 6): number {
  return blockSizeRange(family).default;
}

/**
 * natOutgoing where it is absent: false in an IPPool (api/pkg/apis/projectcalico/v3/ippool.go:85-153); for the first pool made from env,
 * true on IPv4 and false on IPv6 (node/pkg/lifecycle/startup/startup.go:842-857,1065,1073).
 */
export function defaultNatOutgoing(source: 'resource' | 'env', family: 4 | 6): boolean {
  return source === 'env' && family === 4;
}
