import type { Keys } from '../keys.js';

/**
 * The keys of rke2-canal (rancher/rke2-charts 262e21a, packages/rke2-canal/charts/values.yaml and its templates; `felixConfiguration` in builds of
 * 2025).
 */
export const canalKeys: Keys = {
  podCidr: 'open',
  podCidrv6: 'open',
  flannel: {
    ...opens('iface regexIface enableNFTables args backend backendPort mtu vni GBP directRouting macPrefix backendPortv6 psk tunnelMode'),
    ...opens('keepaliveInterval healthz resources'),
    image: opens('repository tag'),
  },
  calico: {
    ...opens('datastoreType waitForDatastore usePodCIDR networkingBackend clusterType disableFileLogging felixIpv6Support'),
    ...opens('felixIptablesRefreshInterval felixIptablesBackend felixLogSeverityScreen felixHealthEnabled felixPrometheusMetricsEnabled'),
    ...opens('felixXDPEnabled felixIptablesMarkMask masquerade felixDefaultEndpointToHostAction vethuMTU typhaServiceName'),
    ...opens('flexVolumePluginDir felixFailsafeInboundHostPorts felixFailsafeOutboundHostPorts ipAutoDetectionMethod'),
    ...opens('ip6AutoDetectionMethod calicoKubeControllers felixFeatureDetectOverride resources livenessProbe readinessProbe'),
    ...opens('felixConfiguration'),
    cniImage: opens('repository tag'),
    nodeImage: opens('repository tag'),
    flexvolImage: opens('repository tag'),
    kubeControllerImage: opens('repository tag'),
  },
  calico_init: 'open',
  flexvol: 'open',
  global: 'open',
};

/** Names from Canal's manifest, from flannel and from the operator, which people write here. */
export const canalMeant: Readonly<Record<string, string>> = {
  'calico.mtu': 'calico.vethuMTU',
  'calico.veth_mtu': 'calico.vethuMTU',
  'calico.iface': 'flannel.iface',
  'calico.canal_iface': 'flannel.iface',
  'flannel.interface': 'flannel.iface',
  'flannel.port': 'flannel.backendPort',
  'flannel.type': 'flannel.backend',
  'flannel.backendType': 'flannel.backend',
  'calico.backend': 'calico.networkingBackend',
};

/** The keys of flannel's chart (flannel-io/flannel v0.28.9, chart/kube-flannel/values.yaml and its templates; `image_cni` in older ones). */
export const flannelKeys: Keys = {
  podCidr: 'open',
  podCidrv6: 'open',
  flannel: {
    ...opens('cniBinDir cniConfDir skipCNIConfigInstallation enableNFTables args backend backendPort mtu vni GBP directRouting macPrefix'),
    ...opens('backendPortv6 psk tunnelMode keepaliveInterval cniConf resources healthz tolerations nodeSelector daemonSet'),
    ...opens('podLabels podAnnotations image_cni'),
    image: opens('repository tag'),
    flannel_cni: { image: opens('repository tag') },
  },
  netpol: 'open',
  global: 'open',
};

/** The interface is an argument of flanneld; `vethuMTU` and its like are of rke2-canal. */
export const flannelMeant: Readonly<Record<string, string>> = {
  'flannel.iface': 'flannel.args',
  'flannel.interface': 'flannel.args',
  'flannel.port': 'flannel.backendPort',
  'flannel.type': 'flannel.backend',
  'flannel.backendType': 'flannel.backend',
};

function opens(names: string): Keys {
  return Object.fromEntries(names.split(' ').map((name) => [name, 'open'] as const));
}
