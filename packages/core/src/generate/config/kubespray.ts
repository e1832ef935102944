/** Kubespray's variables. Facts: roles/network_plugin/calico_defaults/defaults/main.yml and templates/calico-node.yml.j2. */
import { formatVersion, type Version } from '../../network/version.js';
import type { Generated } from '../generated.js';
import { explained, type Line } from './lines.js';
import type { Plan } from './plan.js';
import { check, open } from './steps.js';

const vxlanModes = { None: 'Never', VXLAN: 'Always', VXLANCrossSubnet: 'CrossSubnet' } as const;

export function kubespray(plan: Plan): Generated {
  const { described, encapsulation, why, bird, birdWhy, mtu, mtuWhy, method, methodWhy } = plan;
  const name = 'group_vars/k8s_cluster/k8s-net-calico.yml';
  const lines: readonly Line[] = [
    ['kube_network_plugin: calico'],
    version(described.calico),
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

/**
 * Kubespray holds checksums by release: with a v up to v2.27.1 (v3.25.2 to v3.29.4 there), without from v2.28.0 (3.27.0) on. Sources: its tags
 * v2.24.0 to v2.30.0, calico_version and calico_node_image_tag of download.yml, calico_crds_archive_checksums of checksums.yml.
 */
function version(calico: Version): Line {
  if (calico.patch === undefined) return ['# calico_version is not set: Kubespray takes the release that it holds first.'];
  const tag = formatVersion(calico);
  const isAfter = (minor: number, patch: number): boolean =>
    calico.minor > minor || (calico.minor === minor && calico.patch !== undefined && calico.patch >= patch);
  const pinned = 'pinned; Kubespray refuses a release whose checksums it does not hold';
  // v2.28.0 is the first that pins one without the v, 3.29.3.
  const spelled = `calico_version: ${isAfter(29, 3) ? tag.slice(1) : tag}`;
  if (isAfter(29, 5) || !isAfter(27, 0)) return [spelled, pinned];
  return [spelled, `pinned. Kubespray up to v2.27 calls it ${tag}, from v2.28 on ${tag.slice(1)}: it holds checksums for one of both only`];
}
