import type { Keys } from '../keys.js';
import type { Plugin } from './spec.js';

const open = (...names: string[]): Keys => Object.fromEntries(names.map((name) => [name, 'open' as const]));

const prometheus = [
  ...['prometheusMetricsEnabled', 'prometheusMetricsPort', 'prometheusGoMetricsEnabled', 'prometheusProcessMetricsEnabled'],
  ...['typhaPrometheusMetricsEnabled', 'typhaPrometheusMetricsPort', 'typhaReplicas'],
];

/** The keys of each plugin (pkg/apis/kops/v1alpha2/networking.go, v1alpha3/networking.go; Canal at v1.27.0). */
export const pluginKeys: Readonly<Record<Plugin, Keys>> = {
  calico: open(
    ...['registry', 'version', 'allowIPForwarding', 'awsSrcDstCheck', 'bpfEnabled', 'bpfExternalServiceMode'],
    ...['bpfKubeProxyIptablesCleanupEnabled', 'bpfLogLevel', 'chainInsertMode', 'cpuRequest', 'crossSubnet', 'encapsulationMode'],
    ...['ipipMode', 'ipv4AutoDetectionMethod', 'ipv6AutoDetectionMethod', 'iptablesBackend', 'nftablesMode', 'logSeverityScreen'],
    ...['mtu', 'majorVersion', 'vxlanMode', 'wireguardEnabled', ...prometheus],
  ),
  canal: open(
    ...['chainInsertMode', 'cpuRequest', 'defaultEndpointToHostAction', 'disableFlannelForwardRules', 'flanneldIptablesForwardRules'],
    ...['disableTxChecksumOffloading', 'iptablesBackend', 'logSeveritySys', 'mtu', ...prometheus],
  ),
  flannel: open('backend', 'disableTxChecksumOffloading', 'iptablesResyncSeconds'),
};

/** Names from the operator, from Calico's environment and from other installers. */
export const calicoMeant: Readonly<Record<string, string>> = {
  encapsulation: 'encapsulationMode',
  ipip: 'ipipMode',
  vxlan: 'vxlanMode',
  vethMTU: 'mtu',
  veth_mtu: 'mtu',
  wireguard: 'wireguardEnabled',
  bpf: 'bpfEnabled',
  ipAutodetectionMethod: 'ipv4AutoDetectionMethod',
  nodeAddressAutodetectionV4: 'ipv4AutoDetectionMethod',
};
