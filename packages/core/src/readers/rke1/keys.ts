import type { Keys } from '../keys.js';

const options = [
  ...['canal_iface', 'canal_flannel_backend_type', 'canal_flannel_backend_port', 'canal_flannel_backend_vni'],
  ...['canal_flex_volume_plugin_dir', 'canal_priority_class_name', 'calico_cloud_provider', 'calico_flex_volume_plugin_dir'],
  ...['calico_node_priority_class_name', 'calico_kube_controllers_priority_class_name', 'flannel_iface', 'flannel_backend_type'],
  ...['flannel_backend_port', 'flannel_backend_vni', 'kube_flannel_priority_class_name', 'weave_net_priority_class_name'],
];

/** The keys of `network` (rancher/rke 40c5dd4, types/rke_types.go, NetworkConfig; cluster/network.go for the options; those of aci are many). */
export const networkKeys: Keys = {
  plugin: 'open',
  mtu: 'open',
  node_selector: 'open',
  nodeSelector: 'open',
  update_strategy: 'open',
  updateStrategy: 'open',
  tolerations: 'open',
  enable_br_netfilter: 'open',
  enableBrNetfilter: 'open',
  ...Object.fromEntries(
    ['calico', 'canal', 'flannel', 'weave', 'aci'].flatMap((name) => [
      [`${name}_network_provider`, 'open'] as const,
      [`${name}NetworkProvider`, 'open'] as const,
    ]),
  ),
  options: Object.fromEntries(options.map((name) => [name, 'open'] as const)),
};

/** Names from Canal's manifest and from Rancher's page. */
export const networkMeant: Readonly<Record<string, string>> = {
  'options.canal_interface': 'options.canal_iface',
  'options.iface': 'options.canal_iface',
  'options.flannel_interface': 'options.flannel_iface',
  'options.veth_mtu': 'mtu',
  'options.mtu': 'mtu',
  canal_iface: 'options.canal_iface',
};
