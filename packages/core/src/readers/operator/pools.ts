/** `ipPools` of an Installation, which the operator turns into IPPools (tigera/operator 40788b9, pkg/controller/ippool). */
import type { Pool } from '../../cluster/model.js';
import { isKnown, type Known, knownValue, type Live, type Setting } from '../../cluster/setting.js';
import { type Cidr, parseCidr } from '../../network/cidr.js';
import { type Encapsulation, modesOf, parseEncapsulation } from '../../network/encapsulation.js';
import { formatAddress } from '../../network/ip.js';
import type { Path, ScalarNode } from '../../source/index.js';
import { bool, integer, statedWords, text } from '../stated.js';
import { type Platform, runsVpp } from './platform.js';
import { assumed, field, isWritten, layerOf, lengthOf, network, placeIn, reader, type Spec, standing, word } from './spec.js';

/** The pools that an Installation asks for; without `ipPools` the one that the operator makes; none for the empty list. */
export function poolsOf(spec: Spec, platform: Platform, live: Live): readonly Pool[] {
  const count = lengthOf(spec, network('ipPools'));
  const list = Array.from({ length: count ?? 0 }, (_, i) => i);
  const families = list.map((i) => familyOf(word(spec, poolPath(i, 'cidr'))));
  if (count !== undefined) return list.map((i) => poolAt(i, { spec, platform, live, families }));
  // A template may list any.
  if (isWritten(spec, network('ipPools'))) return [];
  const made = defaultPool(spec, platform, live);
  return made ? [made] : [];
}

export const poolPath = (index: number, ...steps: Path): Path => network('ipPools', index, ...steps);

function familyOf(cidr: Known<string> | undefined): 4 | 6 | undefined {
  return isKnown(cidr) ? parseCidr(cidr.value)?.family : undefined;
}

type Place = {
  readonly spec: Spec;
  readonly platform: Platform;
  readonly live: Live;
  readonly families: readonly (4 | 6 | undefined)[];
};

/** Defaults of a pool that is listed: pkg/controller/ippool/defaults.go:176-256. */
function poolAt(index: number, { spec, platform, live, families }: Place): Pool {
  const family = families[index];
  const path = (name: string): Path => poolPath(index, name);
  const or = <T>(name: string, parse: (node: ScalarNode) => T | undefined, fallback: T): Known<T> =>
    field(spec, path(name), parse, name) ?? assumed(spec, path(name), fallback, name);
  const encapsulation = alive(encapsulationAt(spec, index, { platform, family }), live);
  return {
    origin: placeIn(spec, poolPath(index)),
    from: 'resource',
    reader,
    family,
    name: word(spec, path('name')) ?? nameOf(spec, index, families),
    cidr: field(spec, path('cidr'), text, 'cidr') ?? assumed(spec, path('cidr'), '', 'cidr'),
    ipipMode: modeOf(encapsulation, 'ipipMode'),
    vxlanMode: modeOf(encapsulation, 'vxlanMode'),
    encapsulation,
    natOutgoing: or('natOutgoing', enabled, family !== 6),
    blockSize: or('blockSize', integer, family === 6 ? 122 : 26),
    nodeSelector: or('nodeSelector', text, 'all()'),
    disabled: or('disableNewAllocations', bool, false),
    disableBGPExport: or('disableBGPExport', bool, false),
    allowedUses: usesAt(spec, index),
    live,
  };
}

type At = { readonly platform: Platform; readonly family: 4 | 6 | undefined };

/** IPIP on IPv4 with Calico's own plugin, None otherwise (defaults.go:188-208). */
function encapsulationAt(spec: Spec, index: number, { platform, family }: At): Known<Encapsulation> {
  const path = poolPath(index, 'encapsulation');
  const written = field(spec, path, text, 'encapsulation');
  if (written && !isKnown(written)) return written;
  if (written) {
    const value = parseEncapsulation(written.value);
    return value ? { ...written, value } : { unknown: 'no encapsulation of the operator', origin: written.origin };
  }
  if (runsVpp(spec)) return { unknown: 'VPP has routes and tunnels of its own', origin: placeIn(spec, path) };
  if (family === undefined) return { unknown: 'the family of the pool decides, and its cidr is not known', origin: placeIn(spec, path) };
  if (family === 6) return assumed(spec, path, 'None', 'encapsulation');
  const { cni } = platform;
  if (!isKnown(cni)) return { ...cni, origin: placeIn(spec, path) };
  return assumed(spec, path, cni.value === 'Calico' ? 'IPIP' : 'None', 'encapsulation');
}

/** One word stands for both modes, at one place. */
function modeOf(encapsulation: Known<Encapsulation>, mode: 'ipipMode' | 'vxlanMode'): Known<string> {
  if (!isKnown(encapsulation)) return encapsulation;
  const { write, ...rest } = encapsulation;
  const made: Setting<string> = { ...rest, value: modesOf(encapsulation.value)[mode] };
  return write ? { ...made, write: { ...write, as: mode } } : made;
}

function alive<T>(known: Known<T>, live: Live): Known<T> {
  return isKnown(known) ? { ...known, live } : known;
}

function enabled({ text: said }: ScalarNode): boolean | undefined {
  if (said === 'Enabled') return true;
  return said === 'Disabled' ? false : undefined;
}

/** A pool that exists already keeps its name (defaults.go:224-252): what is said here holds for a new cluster. */
function nameOf(spec: Spec, index: number, families: readonly (4 | 6 | undefined)[]): Known<string> {
  const family = families[index];
  const path = poolPath(index, 'name');
  const cidr = knownValue(word(spec, poolPath(index, 'cidr')));
  const range = cidr === undefined ? undefined : parseCidr(cidr);
  if (family === undefined || !range) return { unknown: 'the operator makes the name of the cidr', origin: placeIn(spec, path) };
  const usual = families.length === 1 || (families.length === 2 && families.includes(4) && families.includes(6));
  return assumed(spec, path, usual ? `default-ipv${family}-ippool` : nameFrom(range));
}

/** `10.1.0.0-16`, `fd00.0000.….0000-48` (defaults.go:45-66). */
function nameFrom({ family, base, prefix }: Cidr): string {
  const groups = base.toString(16).padStart(32, '0').match(/.{4}/g) ?? [];
  return `${family === 4 ? formatAddress({ family, address: base }) : groups.join('.')}-${prefix}`;
}

function usesAt(spec: Spec, index: number): Pool['allowedUses'] {
  const path = poolPath(index, 'allowedUses');
  const unit = layerOf(spec, path);
  return (unit && statedWords(unit, path, standing())) ?? assumed<readonly string[]>(spec, path, ['Workload', 'Tunnel']);
}

/** The pool of a cluster that names none, with Calico's IPAM only (defaults.go:122-146). OpenShift and kubeadm tell its range, RKE2 its chart. */
function defaultPool(spec: Spec, platform: Platform, live: Live): Pool | undefined {
  const { cni, ipam, provider } = platform;
  if (!isKnown(cni) || cni.value !== 'Calico' || !isKnown(ipam) || ipam.value !== 'Calico' || runsVpp(spec)) return undefined;
  const path = network('ipPools');
  const eks = isKnown(provider) && provider.value === 'EKS';
  const sure = isKnown(provider) && provider.value !== '';
  const encapsulation: Known<Encapsulation> = spec.chart
    ? alive(spec.chart.encapsulation, live)
    : sure
      ? alive(assumed(spec, path, eks ? 'VXLAN' : 'IPIP'), live)
      : { unknown: 'IPIP, and on EKS VXLAN: the operator detects the provider', origin: placeIn(spec, path) };
  return {
    origin: placeIn(spec, path),
    from: 'resource',
    reader,
    family: 4,
    name: assumed(spec, path, 'default-ipv4-ippool'),
    cidr: {
      unknown: spec.chart
        ? 'the chart makes a pool of each range of cluster-cidr in the config.yaml of RKE2'
        : "the cluster's pod network where kubeadm or OpenShift names one, else 192.168.0.0/16 (on EKS 172.16.0.0/16)",
      settle: 'list the pools in ipPools',
      origin: placeIn(spec, path),
    },
    ipipMode: modeOf(encapsulation, 'ipipMode'),
    vxlanMode: modeOf(encapsulation, 'vxlanMode'),
    encapsulation,
    natOutgoing: spec.chart?.natOutgoing ?? assumed(spec, path, true),
    blockSize: assumed(spec, path, 26),
    nodeSelector: assumed(spec, path, 'all()'),
    disabled: assumed(spec, path, false),
    disableBGPExport: assumed(spec, path, false),
    allowedUses: assumed<readonly string[]>(spec, path, ['Workload', 'Tunnel']),
    live,
  };
}
