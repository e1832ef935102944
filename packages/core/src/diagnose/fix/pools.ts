/** New pools, and the way to them: the range and the block size of a pool cannot be changed. */
import type { Remedy } from '../cause.js';
import { byHand, type Manifest, run } from './step.js';

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

/** Pods that run keep working in the old pool until they are made again. */
export function movePods(range: string): Required<Pick<Remedy, 'then' | 'verify' | 'back' | 'manifests'>> {
  return {
    then: [
      run(
        'ranges that are taken: pods, nodes, services',
        'calicoctl get ippool -o wide; kubectl get nodes -o wide; kubectl cluster-info dump | grep -m2 -E "cluster-cidr|service-cluster-ip-range"',
      ),
      byHand('write the range into the file; with other encapsulation in the old pool, the same as there'),
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
