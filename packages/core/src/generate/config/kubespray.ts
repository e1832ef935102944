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
    ...(described.serviceCidr === undefined
      ? []
      : [[`kube_service_addresses: ${described.serviceCidr}`, 'the range of Services'] as const]),
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
      'ansible-playbook --inventory INVENTORY --become cluster.yml   # INVENTORY: your own',
    ],
  };
}

/**
 * The last patches that Kubespray held under a name with v, by minor, in v2.27.1; older minors have no other name there. From v2.28.0 on, which
 * begins with 3.27.0, names have none. Sources: tags v2.24.0 to v2.30.0, calico_node_image_tag of download.yml, calico_crds_archive_checksums.
 */
const named: Readonly<Record<number, number>> = { 27: 5, 28: 3, 29: 4 };

/** The release as the Kubespray that pins it calls it: v2.28.0 is the first without v, at 3.29.3. */
function version(calico: Version): Line {
  const { minor, patch } = calico;
  if (patch === undefined) return ['# calico_version is not set: Kubespray takes the newest release that it holds.'];
  const [tag, bare] = [formatVersion(calico), formatVersion(calico).slice(1)];
  const last = named[minor] ?? (minor < 27 ? Number.POSITIVE_INFINITY : -1);
  const line = `calico_version: ${patch > last || bare === '3.29.3' ? bare : tag}`;
  if (minor < 27 || patch > last) return [line, 'pinned; Kubespray refuses a release whose checksums it does not hold'];
  return [line, `pinned. Kubespray up to v2.27 calls it ${tag}, from v2.28 on ${bare}: it holds checksums for one of both only`];
}
