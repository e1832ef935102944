/** What the operator makes of provider and CNI plugin (tigera/operator 40788b9, pkg/controller/installation/core_controller.go:443-532). */
import { isKnown, type Known, knownValue } from '../../cluster/setting.js';
import type { ScalarNode } from '../../source/index.js';
import { setting } from '../stated.js';
import { assumed, field, isWritten, lengthOf, network, placeIn, type Spec, standing, word } from './spec.js';

const plugins = ['Calico', 'GKE', 'AmazonVPC', 'AzureVNET'] as const;
const ipams = ['Calico', 'HostLocal', 'AmazonVPC', 'AzureVNET'] as const;
export type Plugin = (typeof plugins)[number];
export type Ipam = (typeof ipams)[number];

export type Platform = {
  /** As written: without it the operator looks at the cluster. */
  readonly provider: Known<string> | undefined;
  readonly cni: Known<Plugin>;
  readonly ipam: Known<Ipam>;
  readonly bgp: Known<'Enabled' | 'Disabled'>;
};

const pluginOf: Readonly<Record<string, Plugin>> = { AKS: 'AzureVNET', EKS: 'AmazonVPC', GKE: 'GKE' };
const ipamOf: Readonly<Record<Plugin, Ipam>> = { Calico: 'Calico', GKE: 'HostLocal', AmazonVPC: 'AmazonVPC', AzureVNET: 'AzureVNET' };

/** Provider, CNI plugin, IPAM and BGP, with the operator's defaults where the input decides them. */
export function platformOf(spec: Spec): Platform {
  const provider = providerOf(spec);
  const cni = cniOf(spec, provider);
  return { provider, cni, ipam: ipamIn(spec, cni), bgp: bgpOf(spec, cni, provider) };
}

/** The chart's own `kubernetesProvider: ""` asks the operator to look. */
function providerOf(spec: Spec): Known<string> | undefined {
  const written = word(spec, ['kubernetesProvider']);
  const { chart } = spec;
  return chart && (written === undefined || (isKnown(written) && written.value === ''))
    ? setting(chart.provider, 'default', placeIn(spec, ['kubernetesProvider']), standing())
    : written;
}

const detected = {
  unknown: 'the operator detects the provider in the cluster, and it decides',
  settle: 'name the provider: kubernetesProvider, or write cni.type: Calico',
} as const;

function cniOf(spec: Spec, provider: Known<string> | undefined): Known<Plugin> {
  const written = field(spec, ['cni', 'type'], oneOf(plugins));
  if (written) return written;
  if (isKnown(provider) && provider.value !== '') return assumed(spec, ['cni', 'type'], pluginOf[provider.value] ?? 'Calico');
  return implied(spec) ?? detected;
}

/** Encapsulation and BGP go with Calico's own plugin only (pkg/controller/installation/validation.go:203-217). */
function implied(spec: Spec): Known<Plugin> | undefined {
  const count = lengthOf(spec, network('ipPools')) ?? 0;
  const pools = Array.from({ length: count }, (_, i) => word(spec, network('ipPools', i, 'encapsulation')));
  const tunnel = pools.filter(isKnown).find(({ value }) => /^(?:IPIP|VXLAN)/.test(value));
  const bgp = field(spec, network('bgp'), oneOf(['Enabled']));
  const sign = tunnel ?? (isKnown(bgp) ? bgp : undefined);
  return sign && setting('Calico', 'derived', sign.origin, standing());
}

function ipamIn(spec: Spec, cni: Known<Plugin>): Known<Ipam> {
  const written = field(spec, ['cni', 'ipam', 'type'], oneOf(ipams));
  if (written) return written;
  return isKnown(cni) ? assumed(spec, ['cni', 'ipam', 'type'], ipamOf[cni.value]) : cni;
}

function bgpOf(spec: Spec, cni: Known<Plugin>, provider: Known<string> | undefined): Platform['bgp'] {
  const path = network('bgp');
  const written = field(spec, path, oneOf(['Enabled', 'Disabled']), 'bgp');
  if (written) return written;
  if (!isKnown(cni)) return cni;
  if (cni.value !== 'Calico') return assumed(spec, path, 'Disabled', 'bgp');
  if (spec.chart) return assumed(spec, path, spec.chart.bgp, 'bgp');
  // Only EKS differs, and only where the plugin is Calico's.
  if (!isKnown(provider)) return { ...detected, settle: 'write bgp: Enabled or bgp: Disabled' };
  return assumed(spec, path, provider.value === 'EKS' ? 'Disabled' : 'Enabled', 'bgp');
}

/** A parser of a scalar that takes these words only; others are left to the rule schema. */
export function oneOf<const T extends string>(words: readonly T[]): (node: ScalarNode) => T | undefined {
  return ({ text }) => words.find((one) => one === text);
}

/** Whether Calico's own plugin carries the pods; undefined where that is not known. */
export function isCalico({ cni }: Platform): boolean | undefined {
  return isKnown(cni) ? cni.value === 'Calico' : undefined;
}

/** True where VPP carries the packets: it has routes and tunnels of its own. */
export function runsVpp(spec: Spec): boolean {
  return isWritten(spec, network('linuxDataplane')) && isKnown(field(spec, network('linuxDataplane'), oneOf(['VPP'])));
}

const planes = ['Iptables', 'BPF', 'VPP', 'Nftables'] as const;

/** The data plane of Linux nodes as the operator takes it: Iptables where none is written. Undefined where it is not known. */
export function linuxDataplane(spec: Spec): (typeof planes)[number] | undefined {
  const path = network('linuxDataplane');
  return knownValue(field(spec, path, oneOf(planes)) ?? (isWritten(spec, path) ? undefined : assumed<'Iptables'>(spec, path, 'Iptables')));
}

/** Whether Windows nodes are managed, which they are not where nothing is written. Undefined where it is not known. */
export function managesWindows(spec: Spec): boolean | undefined {
  const path = network('windowsDataplane');
  const plane =
    field(spec, path, oneOf(['HNS', 'Disabled'])) ?? (isWritten(spec, path) ? undefined : assumed<'Disabled'>(spec, path, 'Disabled'));
  return isKnown(plane) ? plane.value === 'HNS' : undefined;
}
