/** The variables that Kubespray reads, and since and until which of its releases it did. */

/** `since: 19` is v2.19.0; `until: 28` is the last patch of v2.28. */
export type Reading = { readonly since: number; readonly until: number };

/** Names without the prefix `calico_` that only Kubespray uses. */
const others: readonly string[] = [
  ...['kube_network_plugin', 'kube_network_node_prefix', 'kube_network_node_prefix_ipv6', 'kube_proxy_mode'],
  ...['kube_pods_subnet', 'kube_pods_subnet_ipv6', 'kube_service_addresses', 'kube_service_addresses_ipv6'],
  ...['nat_outgoing', 'nat_outgoing_ipv6', 'global_as_num', 'peer_with_router', 'peer_with_calico_rr'],
  ...['typha_enabled', 'typha_replicas', 'typha_secure', 'typha_max_connections_lower_limit'],
  ...['typha_prometheusmetricsenabled', 'typha_prometheusmetricsport'],
];

/**
 * Behind `calico_`, by first release: the words of roles, playbooks and templates at the tags v2.8.0 to v2.31.0 and at 46dbdd3, without what
 * tasks register. Releases before 2.12 count as 0. `name<28`: v2.28 is the last that reads it.
 */
const calico: Readonly<Record<number, string>> = {
  0: `advertise_cluster_ips baremetal_nodename cert_dir cni_digest_checksum cni_image_repo cni_image_tag cni_version ctl_version datastore
    endpoint_to_host_action feature_control felix_prometheusgometricsenabled felix_prometheusmetricsenabled felix_prometheusmetricsport
    felix_prometheusprocessmetricsenabled healthhost ip_auto_method ipv4pool_ipip loglevel mtu network_backend node_cpu_limit
    node_cpu_requests node_digest_checksum node_ignorelooserpf node_image_repo node_image_tag node_memory_limit node_memory_requests
    policy_controller_cpu_limit policy_controller_cpu_requests policy_controller_memory_limit policy_controller_memory_requests
    policy_digest_checksum policy_image_repo policy_image_tag policy_version pool_cidr pool_name typha_digest_checksum typha_image_repo
    typha_image_tag typha_version version kubelet_name<26 rr_cpu_limit<10 rr_cpu_requests<10 rr_ip<10 rr_memory_limit<10
    rr_memory_requests<10 rr_digest_checksum<12 rr_image_repo<12 rr_image_tag<12 rr_version<12 upgrade_enabled<15 upgrade_url<15
    upgrade_version<15`,
  12: 'pool_blocksize',
  13: 'felix_chaininsertmode ipip_mode iptables_backend iptables_lock_timeout_secs usage_reporting vxlan_mode',
  14: 'node_extra_envs use_default_route_src_ipaddr veth_mtu',
  15: 'advertise_service_external_ips ipam_host_local min_version_required no_global_as_num vxlan_port vxlan_vni',
  16: `advertise_service_loadbalancer_ips bgp_listen_port crds_download_url ipip_mode_ipv6 node_startup_loglevel pool_blocksize_ipv6
    pool_cidr_ipv6 vxlan_mode_ipv6 crds_archive_checksum<27 crds_archive_checksums<30`,
  17: `bpf_enabled bpf_log_level bpf_service_mode ds_nodeselector felix_log_severity_screen felix_reporting_interval
    policy_controller_deployment_nodeselector wireguard_enabled wireguard_packages wireguard_repo flexvol_image_repo<26
    flexvol_image_tag<26 flexvol_version<26`,
  18: 'allow_ip_forwarding node_livenessprobe_timeout node_readinessprobe_timeout flexvol_digest_checksum<26',
  19: `apiserver_digest_checksum apiserver_enabled apiserver_image_repo apiserver_image_tag apiserver_version cni_name ip6_auto_method
    ipam_maxblocksperhost ipam_strictaffinity cni_pool<28 cni_pool_ipv6<28`,
  20: 'cni_log_file_path feature_detect_override group_id ipam_autoallocateblocks rr_id',
  21: 'felix_floating_ips felix_mtu_iface_pattern',
  22: 'kubeconfig_wait_timeout',
  26: 'policy_controller_log_level',
  29: 'nftable_mode',
  31: 'crds_checksums',
};

/** Other roles have variables of these names too. */
const shared: ReadonlySet<string> = new Set([
  ...['calico_version', 'calico_mtu', 'calico_cni_version', 'calico_datastore', 'calico_node_image_repo', 'calico_node_image_tag'],
  ...['calico_cni_image_repo', 'calico_cni_image_tag', 'calico_wireguard_enabled', 'calico_bpf_enabled', 'nat_outgoing'],
]);

const readings: ReadonlyMap<string, Reading> = new Map([
  ...others.map((name): [string, Reading] => [name, { since: 0, until: Number.POSITIVE_INFINITY }]),
  ...Object.entries(calico).flatMap(([since, names]) =>
    names.split(/\s+/).map((word): [string, Reading] => {
      const [name = '', until = 'Infinity'] = word.split('<');
      return [`calico_${name}`, { since: Number(since), until: Number(until) }];
    }),
  ),
]);

/** The words that every claimed document holds: each claimed name starts with one of them. */
export const words: readonly string[] = [
  ...['calico_', 'flannel_', 'kube_network_plugin', 'kube_network_node_prefix', 'kube_proxy_mode', 'typha_', 'kube_pods_subnet'],
  ...['kube_service_addresses', 'nat_outgoing', 'global_as_num', 'local_as', 'peer_with_', 'k8s_cluster', 'k8s-cluster'],
  ...['kube_control_plane', 'kube-master', 'peers', 'kube_version', 'kubespray_version', 'kubernetes_sigs', 'kubernetes-sigs/kubespray'],
];

/** When Kubespray reads a variable of Calico; undefined where no release does. */
export function readingOf(name: string): Reading | undefined {
  return readings.get(name);
}

/** Every name that some release reads. */
export const knownNames: readonly string[] = [...readings.keys()];

/** True for a variable of the field: `calico_…`, known or not, or a name that only Kubespray uses. */
export function isOwn(name: string): boolean {
  return name.startsWith('calico_') || name === 'local_as' || readings.has(name);
}

/** True for a variable that Kubespray reads; other roles have a `calico_…` of their own (k3s-ansible: `calico_iface`). */
export function isKubespray(name: string): boolean {
  return readings.has(name);
}

/** True for a variable that no other role is known to have: the input is Kubespray's for sure. */
export function isDistinct(name: string): boolean {
  return readings.has(name) && !shared.has(name);
}
