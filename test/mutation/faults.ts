/** One or more fault generators a rule, in the order of the rules' names: what is replaced, by what, and where the rule must speak. */
import type { Fault, Random } from './engine.js';

const pick =
  (...texts: readonly string[]): ((found: string, random: Random) => string) =>
  (_, random) =>
    texts[random(texts.length)] ?? '';

/** What stands behind the colon is replaced by one of the texts. */
const value =
  (...texts: readonly string[]): ((found: string, random: Random) => string) =>
  (found, random) =>
    `${found.slice(0, found.indexOf(':') + 1)} ${texts[random(texts.length)]}`;

const felix = /kind: FelixConfiguration\nmetadata:\n {2}name: default\nspec:\n/;
const bird = /calico_backend: "?bird/;
const vxlanBackend = /calico_backend: "?vxlan/;
/** The template of Kubespray is known by its method: with another, the variables of the pool count as meant. */
const kubesprayTemplate = ['setting-no-effect'];
const ipipPool = /ipipMode: (?:Always|CrossSubnet)/;
const nodeImage = /image: \S*calico\/node:v[\d.]+/;

export const faults: readonly Fault[] = [
  {
    rule: 'alert-metric',
    name: 'a metric that nobody exports',
    find: /felix_int_dataplane_failures|felix_cluster_num_hosts/,
    write: pick('felix_cluster_num_hosts_running', 'felix_int_dataplane_failurs', 'felix_bgp_sessions'),
  },
  {
    rule: 'autodetection-method',
    name: 'a method that does not parse',
    find: /IP_AUTODETECTION_METHOD\n +value: .*|ip_autodetection_method: .*|calico_ip_auto_method: .*/,
    write: (found, random) =>
      found.replace(/(:|value:) [^\n]*$/, `$1 §${['interface:eth0', 'can-reach', 'cidr=10.0.0', 'eth0'][random(4)]}`),
    unless: /calico_backend: "?none/,
    also: kubesprayTemplate,
  },
  {
    rule: 'autodetection-method',
    name: 'first-found',
    find: /IP_AUTODETECTION_METHOD\n +value: .*|ip_autodetection_method: .*|calico_ip_auto_method: .*/,
    write: (found) => found.replace(/(:|value:) [^\n]*$/, '$1 §first-found'),
    also: kubesprayTemplate,
  },
  {
    rule: 'bgp-as-number',
    name: 'a peer expects another AS than the node at its address has',
    find: /peerIP: 10\.0\.1\.1\n/,
    write: 'peerIP: 10.0.2.12\n§',
  },
  {
    rule: 'bgp-mesh',
    name: 'the mesh is off and there is no peer',
    find: /nodeToNodeMeshEnabled: true/,
    write: value('false'),
    where: ipipPool,
  },
  {
    rule: 'bgp-mesh',
    name: 'a reflector that no peer chooses',
    find: /kind: Node\nmetadata:\n {2}name: (\S+)$/,
    write: 'kind: Node\nmetadata:\n  name: $1\n  annotations:\n    §projectcalico.org/RouteReflectorClusterID: 244.0.0.1',
    where: [/nodeToNodeMeshEnabled: true/, ipipPool],
  },
  { rule: 'bgp-peer', name: 'a filter that there is not', find: /filters: \[own-routes\]/, write: 'filters: [no-such-filter]' },
  {
    rule: 'bgp-peer',
    name: 'the sessions of another peer',
    find: /^---\napiVersion: .*\nkind: BGPPeer\nmetadata:\n {2}name: .*\nspec:\n(?: {2}.*\n)+/,
    write: (found) => found + found.replace(/name: .*/, 'name: twin').replace('apiVersion', '§apiVersion'),
  },
  { rule: 'bgp-peer', name: 'a peer of no node', find: /nodeSelector: rack == '\w'/, write: "nodeSelector: rack == 'c'" },
  {
    rule: 'canal-mtu',
    name: "flannel's header taken off twice",
    find: /"Backend": \{ "Type": "vxlan" \}/,
    write: pick('"Backend": { "Type": "vxlan", "MTU": 1450 }'),
    where: /veth_mtu: "1450"/,
    at: /veth_mtu: /,
  },
  { rule: 'canal-mtu', name: 'no number for the pods', find: /veth_mtu: "1450"/, write: value('"0"'), where: /"Type": "vxlan"/ },
  {
    rule: 'duplicate-object',
    name: 'an object once more',
    find: /^---\napiVersion: .*\nkind: (?:IPPool|BGPPeer|FelixConfiguration|BGPConfiguration|HostEndpoint|ServiceAccount)\nmetadata:\n(?: {2}.*\n)+(?:spec:\n(?: {2}.*\n)+)?/,
    write: (found) => found + found.replace(/(metadata:\n(?: {2}(?!name:).*\n)*)( {2}name:)/, '$1§$2'),
  },
  {
    rule: 'encapsulation-backend',
    name: 'a backend without BIRD under a pool that needs it',
    find: /calico_backend: "?bird"?/,
    write: 'calico_backend: vxlan',
    where: /kind: IPPool[\s\S]*ipipMode: (?:Always|CrossSubnet)/,
    several: true,
    also: ['probe-backend', 'route-owner', 'bgp-mesh', 'bgp-peer', 'mtu-no-effect'],
  },
  {
    rule: 'encapsulation-backend',
    name: 'a backend that is spelled otherwise',
    find: /calico_backend: (?:"bird"|bird|"vxlan"|vxlan)$/,
    write: value('BIRD', 'VXLAN', 'Vxlan', 'bgp'),
    also: ['probe-backend'],
  },
  {
    rule: 'encapsulation-required',
    name: 'no mode',
    find: /(ipip|vxlan)Mode: (?:Always|CrossSubnet)/,
    write: value('Never'),
    unless: /kind: BGPPeer/,
    at: /(?:ipip|vxlan)Mode: Never/,
    also: ['tunnel-override', 'mtu-arithmetic', 'autodetection-method', 'route-owner', 'encapsulation-backend'],
  },
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
    rule: 'image-pinned',
    name: 'a tag that moves, or none',
    find: nodeImage,
    write: (found, random) => found.replace(/:v[\d.]+$/, [':latest', '', ':master'][random(3)] ?? ''),
    also: ['image-version-skew'],
  },
  {
    rule: 'image-version-skew',
    name: 'one image of another release',
    find: /image: \S*calico\/cni:v[\d.]+/,
    write: (found, random) => found.replace(/:v[\d.]+$/, [':v3.20.1', ':v3.24.0', ':v3.27.3'][random(3)] ?? ''),
  },
  {
    rule: 'mtu-arithmetic',
    name: 'an MTU without room for the header',
    find: /veth_mtu: "(?:0|14[0-9]0)"/,
    write: value('"1500"', '"9000"', '"1490"'),
    unless: /calico_backend: "?none|canal-config/,
    also: ['wireguard'],
  },
  {
    rule: 'mtu-no-effect',
    name: 'FelixConfiguration against the environment',
    find: felix,
    write: (found, random) => `${found}  §ipipMTU: ${[1400, 1300, 1450][random(3)]}\n  vxlanMTU: 1300\n`.replace(/ {2}vxlanMTU.*\n/, ''),
    where: /FELIX_IPINIPMTU/,
  },
  {
    rule: 'mtu-no-effect',
    name: 'a number in place of __CNI_MTU__',
    find: /"mtu": __CNI_MTU__/,
    write: '"mtu": 1400',
    where: [/name: CNI_MTU/, /veth_mtu: "14[58]0"/],
    at: /veth_mtu: "14[58]0"/,
    also: ['setting-no-effect'],
  },
  {
    rule: 'placeholder-left',
    name: 'a value that nobody filled in',
    find: /(?:logSeverityScreen|DATASTORE_TYPE\n +value|CLUSTER_TYPE\n +value|calico_backend|canal_iface): .*/,
    write: (found, random) => found.replace(/(:) [^\n]*$/, `$1 §"${['<FILL_IN>', '__YOUR_VALUE__', '<your value>'][random(3)]}"`),
    also: ['schema', 'encapsulation-backend', 'flannel-network', 'probe-backend', 'autodetection-method', 'setting-no-effect'],
  },
  {
    rule: 'pool-cidr',
    name: 'bits behind the prefix',
    find: /^ {2}cidr: 10\.\d+\.0\.0\/1[67]$/,
    write: (found, random) => found.replace('.0.0/', `.${1 + random(100)}.${random(200)}/`),
  },
  { rule: 'pool-cidr', name: 'no range', find: /^ {2}cidr: \d\S+\/\d+$/, write: value('10.300.0.0/16', '10.244.0.0/33', '10.244.0/16') },
  { rule: 'pool-cidr', name: 'a range of the Internet', find: /^ {2}cidr: 10\S+\/\d+$/, write: value('8.8.0.0/16', '11.0.0.0/16') },
  {
    rule: 'pool-cidr',
    name: 'smaller than a block',
    find: /^ {2}cidr: 10\S+\/\d+$/,
    write: value('10.99.0.0/28'),
    also: ['pool-coverage'],
  },
  {
    rule: 'pool-coverage',
    name: 'a pool for no node',
    find: /nodeSelector: all\(\)/,
    write: "nodeSelector: rack == 'z'",
    where: /kind: Node$/m,
    unless: /name: more-pods/,
    at: /apiVersion: .*(?=\nkind: Node\n)/g,
    also: ['bgp-mesh', 'encapsulation-required', 'tunnel-override'],
  },
  {
    rule: 'pool-coverage',
    name: 'fewer blocks than nodes',
    find: /^ {2}cidr: 10\S+$/,
    write: value('10.244.0.0/26'),
    where: /kind: Node$/m,
    unless: /name: more-pods/,
  },
  {
    rule: 'pool-coverage',
    name: 'no pool that is on',
    find: /^ {2}natOutgoing: true/,
    write: '  natOutgoing: true\n§  disabled: true',
    where: /kind: Node$/m,
    unless: /name: more-pods/,
  },
  {
    rule: 'pool-modes',
    name: 'a mode in other letters',
    find: /^ {2}(?:ipip|vxlan)Mode: (?:Always|CrossSubnet)/,
    write: (found) => found.replace(/(Always|CrossSubnet)$/, (mode) => mode.toLowerCase()),
    also: ['schema'],
  },
  {
    rule: 'pool-modes',
    name: 'both at once',
    find: /^ {2}vxlanMode: (Always|CrossSubnet)$/,
    write: '§  vxlanMode: $1\n  ipipMode: Always',
    unless: /ipipMode/,
  },
  {
    rule: 'pool-modes',
    name: 'both at once, the other way',
    find: /^ {2}ipipMode: (Always|CrossSubnet)\n {2}vxlanMode: Never/,
    write: '  ipipMode: $1\n  §vxlanMode: Always',
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
    where: /calico_backend: "?(?:vxlan|none)/,
  },
  {
    rule: 'resource-name',
    name: 'a name that nobody reads',
    find: /kind: (?:FelixConfiguration|BGPConfiguration)\nmetadata:\n {2}name: default/,
    write: (found, random) => found.replace(/default$/, `§${['cluster', 'defaults', 'my-config'][random(3)]}`),
    also: ['bgp-mesh', 'route-owner', 'bgp-as-number', 'mtu-arithmetic', 'failsafe-ports'],
  },
  { rule: 'route-owner', name: 'Felix and BIRD both', find: /programClusterRoutes: Disabled/, write: value('Enabled'), where: bird },
  {
    rule: 'route-owner',
    name: 'neither Felix nor BIRD',
    find: /programClusterRoutes: Enabled/,
    write: value('Disabled'),
    where: /programClusterRoutes: Disabled/,
    at: /programClusterRoutes: Disabled/,
  },
  {
    rule: 'schema',
    name: 'a field that there is not',
    find: /natOutgoing: true|asNumber: \d+|interfaceName: eth0|logSeverityScreen: Info/,
    write: (found) => `x${found}`,
  },
  { rule: 'schema', name: 'a type that does not fit', find: /^ {2}natOutgoing: true/, write: value('"yes"', '[]', '17') },
  { rule: 'schema', name: 'an address that is none', find: /peerIP: \S+/, write: value('10.0.1', '10.0.0.256', 'router-1') },
  { rule: 'schema', name: 'a value that is none', find: /action: Allow/, write: value('Permit', 'allow') },
  {
    rule: 'setting-no-effect',
    name: 'a variable that Felix lacks',
    find: /^( +)- name: (?:CLUSTER_TYPE|IP)\n/,
    write: (found, random) => {
      const lead = found.replace(/\S[\s\S]*$/, '');
      const [name, text] = [
        ['FELIX_IPIPENABLED', 'true'],
        ['FELIX_IPIPMTU', '1400'],
      ][random(2)] ?? ['', ''];
      return `${lead}- §name: ${name}\n${lead}  value: "${text}"\n${found}`;
    },
  },
  {
    rule: 'setting-no-effect',
    name: 'a value in other letters',
    find: /^( +)- name: (?:CLUSTER_TYPE|IP)\n/,
    write: '$1- name: DISABLE_NODE_IP_CHECK\n$1  §value: "True"\n$&',
    where: nodeImage,
  },
  {
    rule: 'syntax',
    name: 'a bracket that is not closed, in the last line',
    find: /command: \[.*\](?=\n---|\n?$(?![\s\S]))/,
    write: (found) => found.slice(0, -1),
  },
  {
    rule: 'syntax',
    name: 'a bracket that is not closed',
    find: /command: \[.*\]\n(?=[ a-z])/,
    write: (found) => found.replace(']\n', '\n§'),
  },
  {
    rule: 'syntax',
    name: 'a key twice',
    find: /^( {2})(natOutgoing: true|asNumber: \d+|typha_service_name: .*)\n/,
    write: '§$1$2\n$1$2\n',
  },
  {
    rule: 'syntax',
    name: 'half a document of JSON',
    find: /^ {6}"Backend": .*\n {4}\}\n/,
    write: (found) => found.replace(/ {4}\}\n$/, ''),
  },
  {
    rule: 'tool-in-image',
    name: 'calicoctl in an image without',
    find: /image: \S*calico\/ctl:(v[\d.]+)\n( +)command: \[/,
    write: 'image: quay.io/calico/node:$1\n$2§command: [',
  },
  {
    rule: 'tunnel-override',
    name: 'the tunnel of a pool is off',
    find: felix,
    write: (found) => `${found}  §ipipEnabled: false\n`,
    where: ipipPool,
    unless: /ipipEnabled/,
  },
  { rule: 'tunnel-override', name: 'the tunnel of a pool switched off', find: /^ {2}(?:vxlan|ipip)Enabled: true/, write: value('false') },
  { rule: 'tunnel-override', name: 'no routes', find: /routeSyncDisabled: false/, write: value('true') },
  {
    rule: 'wireguard',
    name: 'one port for two devices',
    find: /wireguardListeningPortV6: 51821/,
    write: value('51820'),
  },
  {
    rule: 'wireguard',
    name: 'one family only',
    find: /wireguardEnabled(?:V6)?: true/,
    write: (f) => f.replace('true', 'false'),
    at: /wireguardEnabled(?:V6)?: true/,
  },
  {
    rule: 'wireguard',
    name: 'host encryption without WireGuard',
    find: /wireguardEnabled: true\n {2}wireguardEnabledV6: true\n((?:.*\n)*? {2}wireguardHostEncryptionEnabled): false/,
    write: 'wireguardEnabled: false\n  wireguardEnabledV6: false\n$1: true',
    at: /wireguardHostEncryptionEnabled: true/,
  },
  {
    rule: 'yaml-type',
    name: 'text without quotes',
    find: /veth_mtu: "\d+"|FELIX_IPV6SUPPORT\n +value: "false"|masquerade: "true"|USE_POD_CIDR\n +value: "true"/,
    write: (found) => found.replace(/"([^"]*)"$/, '§$1'),
  },
];
