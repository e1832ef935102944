/** New pools, and the way to them: the range and the block size of a pool cannot be changed. */
import type { Remedy } from '../cause.js';
import type { Seen } from '../seen.js';
import { bare, hostCidr, isDefault, within } from '../view.js';
import { byHand, type Manifest, run, type Step } from './step.js';

export const newPool = (range: string): Manifest => ({
  title: 'a pool beside the old one: VXLAN needs no help of the network',
  name: 'ippool.yaml',
  language: 'yaml',
  text: `apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: pods-2
spec:
  cidr: ${range}
  ipipMode: Never
  vxlanMode: CrossSubnet
  natOutgoing: true
  nodeSelector: all()
`,
});

export const newPool6: Manifest = {
  title: 'a pool of IPv6: no IPIP, blocks of 116 to 128 bits',
  name: 'ippool6.yaml',
  language: 'yaml',
  text: `apiVersion: projectcalico.org/v3
kind: IPPool
metadata:
  name: pods-ipv6
spec:
  cidr: <range of the pods, as fd00:10:244::/48>
  blockSize: 122
  ipipMode: Never
  vxlanMode: CrossSubnet
  natOutgoing: true
  nodeSelector: all()
`,
};

/** Ranges that no installer uses by default: not those of kubeadm (10.96.0.0/12, 10.244), Kubespray (10.233), RKE2 and K3s (10.42, 10.43). */
const free = ['10.245.0.0/16', '10.246.0.0/16', '10.201.0.0/16', '10.221.0.0/16'];

/** A range that nothing in the input uses. */
export function freeRange(seen: Seen): string {
  const nodes = seen.nodes.flatMap(({ addresses, peers }) => [...addresses, ...peers].map(({ address }) => hostCidr(bare(address))));
  const routes = seen.nodes.flatMap((node) => node.routes.filter((route) => !isDefault(route)).map(({ to }) => to));
  const objects = seen.objects.flatMap(({ addresses, podCidrs }) => [...addresses.map(hostCidr), ...podCidrs]);
  const taken = [...seen.clusters.flatMap(({ ranges }) => ranges), ...nodes, ...routes, ...objects];
  return free.find((range) => !taken.some((one) => within(one, range) || within(range, one))) ?? '<a free range>';
}

/** What must not hold the range of a new pool, nor lie in it. */
export const rangesTaken: Step = run(
  'ranges that are taken: the new one must meet none of pods, nodes, services and networks beyond',
  'calicoctl get ippool -o wide; kubectl get nodes -o wide; ip route; kubectl cluster-info dump | grep -m2 -E "cluster-cidr|service-cluster-ip-range"; kubectl get service -A | awk \'{print $4}\' | sort | tail -3',
);

/** Pods that run keep working in the old pool until they are made again. */
export function movePods(range: string): Required<Pick<Remedy, 'then' | 'verify' | 'back' | 'manifests'>> {
  return {
    then: [
      rangesTaken,
      byHand('check the range in the file; with other encapsulation in the old pool, the same as there'),
      run('make the new pool', 'calicoctl create -f ippool.yaml'),
      run('no new pods from the old one', `calicoctl patch ippool <old pool> -p '{"spec":{"disabled":true}}'`),
      byHand('recreate the pods, node by node; when none is left (calicoctl ipam show --show-blocks), delete the old pool'),
    ],
    verify: [run('new pods have addresses of the new range', 'kubectl get pods -A -o wide')],
    back: [
      run('pods from the old pool again', `calicoctl patch ippool <old pool> -p '{"spec":{"disabled":false}}'`),
      run('and none from the new one', `calicoctl patch ippool pods-2 -p '{"spec":{"disabled":true}}'`),
    ],
    manifests: [newPool(range)],
  };
}
