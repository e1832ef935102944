/** What network an underlay asks for, each choice with its reason. */
import { type Budget, flannelOverhead, podMtu, sum, type Tunnel } from '../../network/mtu.js';
import { type Described, isCanal } from './described.js';

export type Plan = {
  readonly described: Described;
  readonly encapsulation: 'None' | 'VXLAN' | 'VXLANCrossSubnet';
  readonly why: string;
  /** The device of flannel, in Canal. */
  readonly flannel: 'vxlan' | 'wireguard';
  readonly bird: boolean;
  readonly birdWhy: string;
  readonly mtu: number;
  /** The sum, as `canal-lint mtu` shows it. */
  readonly mtuWhy: string;
  /** As IP_AUTODETECTION_METHOD spells it. */
  readonly method: string;
  readonly methodWhy: string;
};

/** The plan for a description. */
export function planFor(described: Described): Plan {
  const { encapsulation, why } = encapsulationFor(described);
  const bird = encapsulation === 'None';
  const flannel = described.encryption === 'wireguard' ? 'wireguard' : 'vxlan';
  const budget = isCanal(described.installer) ? flannelBudget(described, flannel) : podMtu(described.nicMtu, tunnelsOf(described, !bird));
  return {
    described,
    encapsulation,
    why,
    flannel,
    bird,
    birdWhy: bird
      ? 'BIRD tells each node the routes to the pods of the others; TCP 179 has to be open between the nodes'
      : 'Felix programs the routes of VXLAN itself: without BIRD there is no BGP session that could fail',
    mtu: budget.mtu,
    mtuWhy: mtuWhy(budget),
    ...methodFor(described),
  };
}

type Choice = Pick<Plan, 'encapsulation' | 'why'>;

/** Sources: Calico networking/vxlan-ipip (Azure), felix/config/config_params.go:401 (AWS); docs/rules/cloud-encapsulation.md tells the rest. */
const reasons: Readonly<Record<string, string>> = {
  aws: "EC2's source/destination check drops what has a pod's address outside: every packet between nodes is encapsulated",
  azure: "Azure drops IPIP, and packets with a pod's address outside: VXLAN passes",
  gcp: "Google's network knows no addresses of pods; CrossSubnet would encapsulate all the same, as hosts there have addresses of /32",
  openstack: 'port security drops packets with the address of a pod outside: every packet between nodes is encapsulated',
  digitalocean: 'Cloud Firewalls pass TCP, UDP and ICMP only: VXLAN is UDP, IPIP would be dropped',
  hetzner: 'private networks send each packet through a gateway that knows no pods: every packet between nodes is encapsulated',
};

function encapsulationFor({ cloud, l2 }: Described): Choice {
  const own = cloud === 'bare-metal' || cloud === 'vsphere';
  if (own && l2)
    return { encapsulation: 'None', why: 'all nodes share one L2 segment: they reach the pods of each other without a tunnel' };
  if (own)
    return {
      encapsulation: 'VXLANCrossSubnet',
      why: 'routers between the nodes know no pods: packets to another subnet are encapsulated, those inside of one are not',
    };
  return {
    encapsulation: 'VXLAN',
    why: reasons[cloud] ?? 'nothing is known that would carry addresses of pods: every packet between nodes is encapsulated',
  };
}

/** Every tunnel that Felix will count, since the smallest MTU among them is that of the pods. */
function tunnelsOf({ encryption, podCidrV6 }: Described, vxlan: boolean): readonly Tunnel[] {
  const v6 = podCidrV6 !== undefined;
  return [
    ...(vxlan ? (['vxlan', ...(v6 ? ['vxlan-v6' as const] : [])] as const) : []),
    ...(encryption === 'wireguard' ? (['wireguard', ...(v6 ? ['wireguard-v6' as const] : [])] as const) : []),
  ];
}

function flannelBudget({ nicMtu: nic }: Described, type: Plan['flannel']): Budget {
  const bytes = flannelOverhead(type) ?? 0;
  return { nic, parts: [{ name: type === 'vxlan' ? 'vxlan' : `${type} of flannel`, bytes }], mtu: nic - bytes };
}

function mtuWhy(budget: Budget): string {
  return budget.parts.length === 0 ? `${sum(budget)}: that of the NIC, as no tunnel takes a share` : sum(budget);
}

/** As IP_AUTODETECTION_METHOD and IP6_AUTODETECTION_METHOD spell the address that the kubelet registered. */
export const internalIp = 'kubernetes-internal-ip';

function methodFor({ nodeNetwork }: Described): Pick<Plan, 'method' | 'methodWhy'> {
  if (nodeNetwork !== undefined) return { method: `cidr=${nodeNetwork}`, methodWhy: 'the address in this range, on whatever interface' };
  return {
    method: internalIp,
    methodWhy: 'the address that the kubelet registered; first-found would take whatever interface comes first',
  };
}
