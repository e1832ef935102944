/** Faults of what runs on the nodes: calico-node, flannel, images. */
import type { Fault } from '../engine.js';
import { bird, felix, nodeImage, pick, value, vxlanBackend } from './texts.js';

export const node: readonly Fault[] = [
  {
    rule: 'autodetection-method',
    name: 'a method that does not parse',
    find: /IP_AUTODETECTION_METHOD\n +value: .*|ip_autodetection_method: .*|calico_ip_auto_method: .*/,
    write: (found, random) =>
      found.replace(/(:|value:) [^\n]*$/, `$1 §${['interface:eth0', 'can-reach', 'cidr=10.0.0', 'eth0'][random(4)]}`),
    unless: /calico_backend: "?none/,
  },
  {
    rule: 'autodetection-method',
    name: 'first-found',
    find: /IP_AUTODETECTION_METHOD\n +value: .*|ip_autodetection_method: .*|calico_ip_auto_method: .*/,
    write: (found) => found.replace(/(:|value:) [^\n]*$/, '$1 §first-found'),
  },
  { rule: 'autodetection-method', name: 'a glob', find: /interface=\^?eth0(?:\.\*)?/, write: 'interface=eth*' },
  { rule: 'autodetection-method', name: 'a pattern that does not compile', find: /interface=\^?eth0(?:\.\*)?/, write: 'interface=eth(0' },
  {
    rule: 'failsafe-ports',
    name: 'a list that lacks what nodes need',
    find: / {4}- \{ protocol: TCP, port: (?:22|179|6443|2379) \}\n/,
    write: '',
    at: /failsafeInboundHostPorts:/,
  },
  {
    rule: 'failsafe-ports',
    name: 'a list that is all there is',
    find: felix,
    write: (found) => `${found}  §failsafeOutboundHostPorts: [{ protocol: UDP, port: 53 }]\n`,
    where: /kind: HostEndpoint/,
  },
  {
    rule: 'failsafe-ports',
    name: 'a port that is none',
    find: /^( +)- name: IP\n/,
    write: '$1- name: FELIX_FAILSAFEINBOUNDHOSTPORTS\n$1  §value: tcp:ssh\n$&',
    unless: /failsafeInbound/,
  },
  {
    rule: 'failsafe-ports',
    name: 'BGP on a port that is not open',
    find: /nodeToNodeMeshEnabled: false/,
    write: '$&\n  §listenPort: 178',
    where: /kind: HostEndpoint/,
  },
  {
    rule: 'flannel-network',
    name: 'a network that the pod ranges are not in',
    find: /"Network": "10\.244\.0\.0\/16"/,
    write: pick('"Network": "10.245.0.0/16"', '"Network": "172.16.0.0/12"', '"Network": "10.244.0.0/33"'),
    where: /podSubnet: 10\.244/,
  },
  {
    rule: 'flannel-network',
    name: 'a backend that flannel lacks',
    find: /"Type": "vxlan"/,
    write: pick('"Type": "vxlam"', '"Type": "geneve"', '"Type": "ipip2"'),
  },
  { rule: 'flannel-network', name: 'a pattern for a name', find: /canal_iface: ".*"/, write: value('"eth.*"', '"^ens[0-9]+$"') },
  {
    rule: 'flannel-network',
    name: 'a part of the pod range',
    find: /"Network": "10\.244\.0\.0\/16"/,
    write: '"Network": "10.244.0.0/17"',
    where: /podSubnet: 10\.244/,
  },
  {
    rule: 'flannel-network',
    name: 'a backend without a type',
    find: /"Backend": \{ "Type": "vxlan" \}/,
    write: '"Backend": { "VNI": 4096 }',
  },
  {
    rule: 'flannel-network',
    name: 'IPv6 without a range',
    find: /"Network": "10\.244\.0\.0\/16"/,
    write: '"Network": "10.244.0.0/16", "EnableIPv6": true',
  },
  {
    rule: 'image-pinned',
    name: 'a tag that moves, or none',
    find: nodeImage,
    write: (found, random) => found.replace(/:v[\d.]+$/, [':latest', '', ':master'][random(3)] ?? ''),
  },
  {
    rule: 'image-pinned',
    name: 'flannel at a tag that moves',
    find: /image: \S*flannel\/flannel:v[\d.]+/,
    write: (found) => found.replace(/:v[\d.]+$/, ':latest'),
  },
  {
    rule: 'image-version-skew',
    name: 'one image of another release',
    find: /image: \S*calico\/cni:v[\d.]+/,
    write: (found, random) => found.replace(/:v[\d.]+$/, [':v3.20.1', ':v3.24.0', ':v3.27.3'][random(3)] ?? ''),
  },
  {
    rule: 'probe-backend',
    name: 'a probe of BIRD where none runs',
    find: /(?<=command: \[.*)-felix-(?:live|ready)"?(?=\])/,
    write: (found) => `${found}, ${found.startsWith('-') && found.endsWith('"') ? '"' : ''}${found.replace(/felix/, 'bird')}`,
    where: vxlanBackend,
  },
  {
    rule: 'probe-backend',
    name: 'a probe of BIRD where none runs, in a list',
    find: /^( +- )-felix-(live|ready)$/,
    write: '$1-felix-$2\n$1§-bird-$2',
    where: /calico_backend: "?(?:vxlan|none)|CALICO_NETWORKING_BACKEND\n +value: "none"/,
  },
  {
    rule: 'tool-in-image',
    name: 'calicoctl in an image without',
    find: /image: \S*calico\/ctl:(v[\d.]+)\n( +)command: \[/,
    write: 'image: quay.io/calico/node:$1\n$2§command: [',
  },
  {
    rule: 'tool-in-image',
    name: 'calicoctl inside of calico-node',
    find: /command: \[calicoctl, get, ippools\]/,
    write: 'command: [kubectl, exec, -n, kube-system, ds/calico-node, --, calicoctl, get, ippools]',
  },
  {
    rule: 'node-identity',
    name: 'one router ID for all nodes',
    find: /^( +)- name: IP\n/,
    write: '$1- name: CALICO_ROUTER_ID\n$1  §value: 10.0.0.11\n$&',
    where: bird,
  },
  {
    rule: 'node-identity',
    name: 'the address of one node for all',
    find: felix,
    write: (found, random) => `${found}  §${['natOutgoingAddress', 'deviceRouteSourceAddress'][random(2)]}: 192.0.2.77\n`,
  },
  {
    rule: 'datastore-mismatch',
    name: 'endpoints of etcd beside Kubernetes',
    find: /^( +)- name: IP\n/,
    write: '$1- name: ETCD_ENDPOINTS\n$1  §value: http://192.0.2.5:2379\n$&',
    where: /name: DATASTORE_TYPE\n +value: "?kubernetes/,
  },
  {
    rule: 'datastore-mismatch',
    name: 'a datastore that there is not',
    find: /name: DATASTORE_TYPE\n +value: "?kubernetes"?/,
    write: (found, random) => found.replace(/value: .*/, `§value: ${['Kubernetes', 'etcd', 'k8s'][random(3)]}`),
  },
  {
    rule: 'datastore-mismatch',
    name: 'the plugin writes to etcd',
    find: /"datastore_type": "kubernetes"/,
    write: '"datastore_type": "etcdv3"',
    where: /name: DATASTORE_TYPE\n +value: "?kubernetes/,
  },
  {
    rule: 'typha-tls',
    name: 'one file of four',
    find: /^( +)- name: IP\n/,
    write: (found, random) => {
      const indent = ' '.repeat(found.indexOf('-'));
      const name = ['KEYFILE', 'CERTFILE', 'CAFILE', 'CN'][random(4)];
      return `${indent}- §name: FELIX_TYPHA${name}\n${indent}  value: /certs/some\n${found}`;
    },
    unless: /image: \S*calico\/typha:/,
  },
  {
    rule: 'kube-proxy-mode',
    name: 'nftables beside iptables',
    find: new RegExp(`^apiVersion: projectcalico\\.org/v3\\n${felix.source}`),
    write: (found, random) => {
      const [mode, proxy] = [
        ['Enabled', 'iptables'],
        ['Enabled', 'ipvs'],
        ['Disabled', 'nftables'],
      ][random(3)] ?? [''];
      return `apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nmode: ${proxy}\n---\n${found}  §nftablesMode: ${mode}\n`;
    },
  },
  {
    rule: 'cni-configuration',
    name: 'ranges of nodes beside blocks',
    find: /^( +)- name: IP\n/,
    write: '$1- name: USE_POD_CIDR\n$1  §value: "true"\n$&',
    where: [/calico-ipam/, /calico_backend: "?(?:bird|vxlan)/],
  },
  {
    rule: 'cni-configuration',
    name: 'other interfaces than those of pods',
    find: felix,
    write: (found, random) => `${found}  §interfacePrefix: ${['eni', 'veth,tap', 'calico'][random(3)]}\n`,
    where: /"type": "calico/,
  },
  {
    rule: 'setting-no-effect',
    name: 'a slip in a name of Felix',
    find: /name: FELIX_(?:HEALTHENABLED|IPINIPMTU|VXLANMTU)$/,
    write: (found) => found.replace(/FELIX_(.*)$/, (_, name: string) => `FELIX_${name.slice(0, 5)}_${name.slice(5)}`),
  },
  {
    rule: 'tunnel-override',
    name: 'nobody forwards',
    find: felix,
    write: '$&  §ipForwarding: Disabled\n',
  },
];
