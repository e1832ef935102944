/** The pool that calico-node makes at its first start from what kops writes into its environment, and the backend beside it. */
import type { Pool } from '../../cluster/model.js';
import { isExplicit, isKnown, type Known, type Setting } from '../../cluster/setting.js';
import { parseCidr } from '../../network/cidr.js';
import { type Encapsulation, encapsulationOf, parseResourceMode } from '../../network/encapsulation.js';
import { firstInstallPool } from '../first-install.js';
import { setting, text } from '../stated.js';
import type { Unit } from '../unit.js';
import { cloudOf, isIpv6Only, made, networkKey, placeOf, reader, written, writtenOr } from './spec.js';

export const modeKey = 'networking.calico.encapsulationMode';
export const modeKeys = { ipip: 'networking.calico.ipipMode', vxlan: 'networking.calico.vxlanMode' } as const;

/** Azure's fabric drops IPIP, so kops goes by VXLAN there (pkg/model/components/calico.go:38). */
export function encapsulationMode(unit: Unit): Known<string> {
  const cloud = cloudOf(unit);
  const only6 = isIpv6Only(unit);
  const unseen = (cloud && !isKnown(cloud)) || only6 === undefined;
  const said = written(unit, modeKey, text);
  if (said) return said;
  if (unseen) return { unknown: 'the cloud and nonMasqueradeCIDR decide', settle: `set ${modeKey}` };
  const azure = isKnown(cloud) && cloud.value === 'azure';
  return writtenOr(unit, modeKey, text, only6 ? 'none' : azure ? 'vxlan' : 'ipip');
}

/** CrossSubnet, but Always for IPIP on OpenStack and for VXLAN on Azure (facts of the defaults: pkg/model/components/calico.go). */
function modeOf(unit: Unit, tunnel: 'ipip' | 'vxlan', mode: Setting<string>): Known<string> {
  const cloud = cloudOf(unit);
  const always = tunnel === 'ipip' ? 'openstack' : 'azure';
  const said = written(unit, modeKeys[tunnel], text, 'pool-env');
  const as = `${tunnel}Mode`;
  // Beside another tunnel nothing but Never passes.
  if (mode.value !== tunnel)
    return said ?? setting('Never', 'derived', placeOf(unit, 'networking.calico', 'key'), { reader, layer: 'pool-env', as });
  if (said) return isKnown(said) ? { ...said, live: 'first-install' as const } : said;
  if (cloud && !isKnown(cloud)) return { unknown: 'the cloud decides', settle: `set ${modeKeys[tunnel]}` };
  return writtenOr(unit, modeKeys[tunnel], text, cloud?.value === always ? 'Always' : 'CrossSubnet', 'pool-env');
}

/** The pool of an IPv4 cluster. `refused`: kops takes none of its modes as they are written. */
export function poolOf(unit: Unit, refused: boolean): Pool {
  const always = <T>(value: T): Known<T> => made(unit, 'networking.calico', value);
  const mode = encapsulationMode(unit);
  const known = isKnown(mode) && !refused ? mode : undefined;
  const unknown = isKnown(mode) ? { unknown: 'kops refuses the modes as they are written' } : mode;
  const [ipipMode, vxlanMode] = (['ipip', 'vxlan'] as const).map((tunnel) => (known ? modeOf(unit, tunnel, known) : unknown));
  const cidr = rangeOf(unit);
  return {
    origin: placeOf(unit, 'networking.calico', 'key'),
    ...firstInstallPool(always),
    reader,
    family: isKnown(cidr) ? parseCidr(cidr.value)?.family : 4,
    cidr,
    ipipMode: ipipMode ?? unknown,
    vxlanMode: vxlanMode ?? unknown,
    encapsulation: known ? encapsulationIn(unit, known, { ipipMode, vxlanMode }) : unknown,
  };
}

/** CALICO_IPV4POOL_CIDR is the clusterCIDR of kube-controller-manager, which is podCIDR unless it is set (k8s-1.25.yaml.template:7339). */
function rangeOf(unit: Unit): Known<string> {
  const key = networkKey(unit, 'podCIDR');
  return (
    written(unit, 'kubeControllerManager.clusterCIDR', text, 'pool-env') ??
    written(unit, key, text, 'pool-env') ?? { unknown: 'kops takes it out of nonMasqueradeCIDR', settle: `set ${key}` }
  );
}

type Modes = { readonly ipipMode: Known<string> | undefined; readonly vxlanMode: Known<string> | undefined };

/** Both modes in one word, at the place that decides: the mode of the tunnel where it is written, else the tunnel. */
function encapsulationIn(unit: Unit, mode: Setting<string>, { ipipMode, vxlanMode }: Modes): Known<Encapsulation> {
  if (!isKnown(ipipMode)) return ipipMode ?? { unknown: 'no mode' };
  if (!isKnown(vxlanMode)) return vxlanMode ?? { unknown: 'no mode' };
  const [ipip, vxlan] = [parseResourceMode(ipipMode.value), parseResourceMode(vxlanMode.value)];
  const value = ipip && vxlan && encapsulationOf(ipip, vxlan);
  if (!value) return { unknown: 'the modes do not parse', origin: mode.origin };
  const own = mode.value === 'vxlan' ? vxlanMode : ipipMode;
  const leading = isExplicit(own) ? own : mode;
  const place = isExplicit(leading) ? leading.origin : placeOf(unit, 'networking.calico', 'key');
  return setting(value, leading.how, place, { reader, layer: 'pool-env', live: 'first-install', as: 'encapsulation' });
}
