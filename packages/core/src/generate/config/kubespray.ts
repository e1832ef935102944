/** Kubespray's variables. Facts: roles/network_plugin/calico_defaults/defaults/main.yml and templates/calico-node.yml.j2. */
import { formatVersion } from '../../network/version.js';
import type { Generated } from '../generated.js';
import { explained, type Line } from './lines.js';
import type { Plan } from './plan.js';
import { check, open } from './steps.js';

const vxlanModes = { None: 'Never', VXLAN: 'Always', VXLANCrossSubnet: 'CrossSubnet' } as const;

export function kubespray(plan: Plan): Generated {
  const { described, encapsulation, why, bird, birdWhy, mtu, mtuWhy, method, methodWhy } = plan;
  const { calico } = described;
  const name = 'group_vars/k8s_cluster/k8s-net-calico.yml';
  const lines: readonly Line[] = [
    ['kube_network_plugin: calico'],
    ...(calico.patch === undefined
      ? []
      : [
          [
            `calico_version: ${formatVersion(calico).slice(1)}`,
            'pinned; Kubespray refuses a release whose checksums it does not hold',
          ] as const,
        ]),
    [`kube_pods_subnet: ${described.podCidr}`, 'the range of the pods; it cannot be changed later'],
    [`calico_network_backend: ${bird ? 'bird' : 'vxlan'}`, birdWhy],
    ['calico_ipip_mode: Never', 'one of both modes at most'],
    [`calico_vxlan_mode: ${vxlanModes[encapsulation]}`, why],
    [`calico_mtu: ${mtu}`, `${mtuWhy}; a number without quotes. calico_veth_mtu alone would change nothing`],
    [`calico_ip_auto_method: ${method}`, methodWhy],
    ['nat_outgoing: true', 'to addresses outside of the pool pods go with the address of their node'],
    ...(described.encryption === 'none'
      ? []
      : [
          ['calico_wireguard_enabled: true', 'packets between pods of different nodes are encrypted; each kernel needs WireGuard'] as const,
        ]),
  ];
  return {
    files: [{ name, text: explained(lines) }],
    next: [
      `put ${name} below your inventory; other files of group_vars/ and host_vars/ beat what it says`,
      check(plan, [name]),
      open([name]),
      'ansible-playbook --inventory <inventory> --become cluster.yml',
    ],
  };
}
