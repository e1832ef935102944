/** Variables in places that Ansible does not read, or not for the host that counts. */
import type { Setting } from '../../cluster/setting.js';
import { originOf } from '../unit.js';
import { dead, type Remarking } from './dead-variable.js';
import { type Inventory, told, type Vars } from './maps.js';
import { isKubespray } from './names.js';

/**
 * What Kubespray renders once, as the first control plane node sees it (tasks/install.yml: `inventory_hostname == groups['kube_control_plane'][0]`).
 * Left out is what some release used on each node: the CNI configuration was a file of each node up to v2.22.
 */
const once = new RegExp(
  `^(?:${[
    ...['calico_(?:network_backend|ipip_mode|vxlan_mode|ipip_mode_ipv6|vxlan_mode_ipv6|ip_auto_method|ip6_auto_method|veth_mtu)'],
    ...[
      'calico_(?:pool_\\w+|vxlan_vni|vxlan_port|felix_\\w+|bpf_\\w+|iptables_\\w+|ipam_(?:strictaffinity|autoallocateblocks|maxblocksperhost))',
    ],
    ...[
      'calico_(?:node_(?:extra_envs|ignorelooserpf|\\w+limit|\\w+requests)|endpoint_to_host_action|loglevel|bgp_listen_port|advertise_\\w+)',
    ],
    ...['calico_(?:nftable_mode|usage_reporting|use_default_route_src_ipaddr|ipv4pool_ipip)', 'nat_outgoing(?:_ipv6)?', 'global_as_num'],
    ...['typha_(?:enabled|replicas|max_connections_lower_limit)'],
  ].join('|')})$`,
);

export function readDeadPlaces(inventory: Inventory, remarking: Remarking): void {
  readHidden(inventory, remarking);
  const { first } = inventory.membership;
  if (first === undefined) return;
  const unseen = inventory.elsewhere.flatMap((map) => [...map.names].filter((name) => once.test(name)).map((name) => ({ map, name })));
  for (const { map, name, count } of told(unseen)) {
    const whose = ownerOf(map) + (count > 1 ? ` and ${count - 1} more` : '');
    dead(remarking, placeOf(map, name), {
      why: `Kubespray renders it once, as ${first} sees it, and this is written for ${whose}`,
      advice: 'write it for all of the cluster, in group_vars/k8s_cluster',
    });
  }
}

function ownerOf({ owner }: Vars): string {
  return 'name' in owner ? `${owner.kind} ${owner.name}` : 'nobody';
}

function placeOf(map: Vars, name: string): Pick<Setting<unknown>, 'origin'> {
  return { origin: originOf(map.unit, [...map.path, name], 'key') };
}

/** A folder of the same name hides the file: Ansible takes what it finds first (ansible-core 2.19, parsing/dataloader.py, `find_vars_files`). */
function readHidden({ hidden }: Inventory, remarking: Remarking): void {
  for (const map of hidden) {
    const [first, ...others] = [...map.names].filter(isKubespray);
    if (first === undefined) continue;
    const file = map.unit.document.source.name.split(/[\\/]/).at(-1) ?? '';
    const folder = file.replace(/\.\w+$/, '');
    const more = others.length > 0 ? `, nor sees the other ${others.length} of its variables` : '';
    dead(remarking, placeOf(map, first), {
      why: `Ansible found the folder ${folder} and does not open ${file} beside it${more}`,
      advice: `move the file into the folder ${folder}`,
    });
  }
}
