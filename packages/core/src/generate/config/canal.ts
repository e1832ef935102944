/** Canal: flannel carries the pods, Calico enforces policy. Facts: manifests/canal.yaml; rancher/rke2-charts packages/rke2-canal. */
import type { Generated } from '../generated.js';
import { below, explained, type Line } from './lines.js';
import { chartConfig } from './operator.js';
import type { Plan } from './plan.js';
import { check, fetched, open } from './steps.js';

const mtuWhy = (plan: Plan): string =>
  `${plan.mtuWhy}: as the device of flannel; "0" would give pods the MTU of the NIC, since Felix does not see flannel's tunnel`;
const backendWhy = ({ flannel }: Plan): string =>
  flannel === 'vxlan'
    ? "flannel's VXLAN, UDP 8472: it passes every network that lets UDP through"
    : "flannel's WireGuard, UDP 51820: what is between the nodes is encrypted; their kernels need WireGuard (Linux 5.6, or the module)";
const ifaceWhy = 'flannel takes the interface of the default route; name another one where the nodes reach each other by that';

/** A patch for canal-config of Calico's manifest: the keys that are not named stay as they are. */
export function canal(plan: Plan): Generated {
  const { podCidr } = plan.described;
  const config: readonly Line[] = [
    ['apiVersion: v1'],
    ['kind: ConfigMap'],
    ['metadata:'],
    ['  name: canal-config'],
    ['  namespace: kube-system'],
    ['data:'],
    ['  canal_iface: ""', ifaceWhy],
    [`  veth_mtu: "${plan.mtu}"`, mtuWhy(plan)],
    [`  # Network: the range that the nodes' podCIDRs are cut from (--cluster-cidr), or flannel gives no lease.`],
    [`  # Type: ${backendWhy(plan)}.`],
    ['  net-conf.json: |'],
    ['    {'],
    [`      "Network": "${podCidr}",`],
    [`      "Backend": { "Type": "${plan.flannel}" }`],
    ['    }'],
  ];
  return {
    files: [
      { name: 'kustomization.yaml', text: kustomization('canal.yaml', ['canal-config.yaml']) },
      { name: 'canal-config.yaml', text: explained(config) },
    ],
    next: [...fetched(plan, 'canal.yaml'), check(plan, ['./']), open(['./']), 'kubectl apply --kustomize ./'],
  };
}

export function kustomization(manifest: string, patches: readonly string[]): string {
  return explained([
    ['apiVersion: kustomize.config.k8s.io/v1beta1'],
    ['kind: Kustomization'],
    ['resources:'],
    [`  - ${manifest}`, "Calico's own manifest, as it was released; what is special here stands in the patches"],
    ['patches:'],
    ...patches.map((path): Line => [`  - path: ${path}`]),
  ]);
}

export function rke2(plan: Plan): Generated {
  const own: readonly Line[] = [
    ['flannel:'],
    ['  iface: ""', ifaceWhy],
    [`  backend: ${plan.flannel}`, backendWhy(plan)],
    ['calico:'],
    [`  vethuMTU: ${plan.mtu}`, `${plan.mtuWhy}; so it is spelled, and 1450 where it is not given`],
  ];
  return chartConfig(plan, { chart: 'rke2-canal', cni: 'canal', own: below(0, own) });
}
