/** What no configuration can be written for. */
import { blockSizeRange, type Cidr, hasHostBits, masked, overlaps, parseCidr, touchesLinkLocal } from '../../network/cidr.js';
import { atLeast } from '../../network/version.js';
import { type Described, type Installer, ipv6Installers, isCanal, ownServiceCidr } from './described.js';
import { planFor } from './plan.js';

export type Fault = { readonly message: string; readonly hint: string };

/** The first fault of a description, with what to do about it. */
export function faultOf(described: Described): Fault | undefined {
  for (const look of [ofRelease, ofNodes, ofIpv6, ofRanges, ofServices, ofMtu]) {
    const found = look(described);
    if (found) return found;
  }
  return undefined;
}

/** Those whose next steps, or files, name one release. */
const pinned: readonly Installer[] = ['manifest', 'operator', 'helm', 'canal', 'k3s'];

function ofRelease({ calico, installer }: Described): Fault | undefined {
  if (calico.major !== 3) return { message: `there is no Calico ${calico.major}`, hint: 'releases are v3.x: write it as v3.31.4' };
  if (calico.patch !== undefined || !pinned.includes(installer)) return undefined;
  return {
    message: `v3.${calico.minor} names no patch release, and ${installer} installs one`,
    hint: `write all three numbers, such as --calico-version v3.${calico.minor}.4`,
  };
}

function ofNodes({ calico, installer, nodeNetwork }: Described): Fault | undefined {
  if (nodeNetwork !== undefined && isCanal(installer))
    return { message: 'in Canal flannel chooses the interface, not the range of an address', hint: 'leave --node-network out' };
  // node/pkg/lifecycle/startup/autodetection: kubernetes-internal-ip since v3.22.
  if (nodeNetwork !== undefined || isCanal(installer) || atLeast(calico, '3.22')) return undefined;
  return {
    message: 'before v3.22 Calico cannot take the address of the kubelet',
    hint: 'give the range of the addresses with --node-network',
  };
}

/** felix/dataplane/linux/int_dataplane.go: VXLAN over IPv6 since v3.23, WireGuard over IPv6 since v3.24. */
function ofIpv6({ podCidrV6, calico, installer }: Described): Fault | undefined {
  if (podCidrV6 === undefined) return undefined;
  if (!ipv6Installers.includes(installer))
    return { message: `IPv6 is not written for ${installer}`, hint: `--pod-cidr-v6 takes --installer ${ipv6Installers.join(', ')}` };
  if (atLeast(calico, '3.24')) return undefined;
  return { message: 'this release is too old for IPv6', hint: 'VXLAN over IPv6 came with v3.23, and WireGuard with v3.24' };
}

function ofRanges({ podCidr, podCidrV6, nodeNetwork }: Described): Fault | undefined {
  const [pods, pods6, nodes] = [podCidr, podCidrV6 ?? '', nodeNetwork ?? ''].map(parseCidr);
  const found = ofPods('--pod-cidr', pods) ?? ofPods('--pod-cidr-v6', pods6) ?? withHostBits('--node-network', nodes);
  if (found || !pods || !nodes || !overlaps(pods, nodes)) return found;
  return {
    message: `--pod-cidr ${podCidr} and --node-network ${nodeNetwork} overlap: a pod could have the address of a node`,
    hint: 'give the pods a range that no other network uses',
  };
}

/** Two networks in one range: kube-proxy takes the packets to pods for packets to Services. */
function ofServices({ installer, podCidr, serviceCidr }: Described): Fault | undefined {
  const own = ownServiceCidr[installer];
  const [pods, services] = [podCidr, serviceCidr ?? own ?? ''].map(parseCidr);
  const found = withHostBits('--service-cidr', services);
  if (found || !pods || !services || !overlaps(pods, services)) return found;
  const message = `--pod-cidr ${podCidr} and the range of Services overlap:`;
  if (serviceCidr !== undefined) return { message: `${message} --service-cidr ${serviceCidr}`, hint: 'give another range for one of them' };
  return {
    message: `${message} ${installer} takes ${own} where nothing else is said`,
    hint: 'give another --pod-cidr, or the range of your Services with --service-cidr',
  };
}

function ofPods(flag: string, range: Cidr | undefined): Fault | undefined {
  if (!range || hasHostBits(range)) return withHostBits(flag, range);
  if (touchesLinkLocal(range))
    return { message: `${flag} ${range.text} lies in link-local space, from which Calico takes no pool`, hint: 'give another range' };
  const block = blockSizeRange(range.family).default;
  if (range.prefix <= block) return undefined;
  return {
    message: `${flag} ${range.text} is smaller than a block: nodes take addresses by the /${block}`,
    hint: `give at least a /${block} for each node`,
  };
}

function withHostBits(flag: string, range: Cidr | undefined): Fault | undefined {
  if (!range || !hasHostBits(range)) return undefined;
  return { message: `${flag} ${range.text} is an address in a range`, hint: `the range is ${masked(range)}` };
}

/** RFC 8200: IPv6 needs 1280 bytes on every link. Networks of nodes with less do not exist, but for mistyped ones. */
const least = 1280;

function ofMtu(described: Described): Fault | undefined {
  const { nicMtu, podCidrV6 } = described;
  if (nicMtu < least) return { message: `--nic-mtu ${nicMtu} is below ${least}`, hint: 'ip link shows on a node what it is' };
  const { mtu, mtuWhy } = planFor(described);
  if (podCidrV6 === undefined || mtu >= least) return undefined;
  return {
    message: `IPv6 needs an MTU of ${least}, and pods would have ${mtuWhy}`,
    hint: 'leave --pod-cidr-v6 out, or raise the MTU of the NICs',
  };
}
