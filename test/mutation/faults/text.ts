/** Faults of the text itself, and of settings that nothing reads. */
import type { Fault } from '../engine.js';
import { nodeImage, pick, value } from './texts.js';

const placeholder: Fault['write'] = (found, random) =>
  found.replace(/(:) [^\n]*$/, `$1 §"${['<FILL_IN>', '__YOUR_VALUE__', '<your value>'][random(3)]}"`);

export const text: readonly Fault[] = [
  {
    rule: 'alert-metric',
    name: 'a metric that nobody exports',
    find: /felix_int_dataplane_failures|felix_cluster_num_hosts/,
    write: pick('felix_cluster_num_hosts_running', 'felix_int_dataplane_failurs', 'felix_bgp_sessions'),
  },
  {
    rule: 'duplicate-object',
    name: 'an object once more',
    find: /^---\napiVersion: .*\nkind: (?:IPPool|BGPPeer|FelixConfiguration|BGPConfiguration|HostEndpoint|ServiceAccount)\nmetadata:\n(?: {2}.*\n)+(?:spec:\n(?: {2}.*\n)+)?/,
    write: (found) => found + found.replace(/(metadata:\n(?: {2}(?!name:).*\n)*)( {2}name:)/, '$1§$2'),
  },
  {
    rule: 'placeholder-left',
    name: 'a value that nobody filled in',
    find: /(?:logSeverityScreen|DATASTORE_TYPE\n +value|CLUSTER_TYPE\n +value|calico_backend): .*/,
    write: placeholder,
    also: ['schema', 'encapsulation-backend'],
  },
  {
    rule: 'placeholder-left',
    name: 'an interface that nobody filled in',
    find: /canal_iface: .*/,
    write: placeholder,
    where: /kind: ConfigMap/,
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
  { rule: 'schema', name: 'a selector that does not parse', find: /rack == '(\w)'/, write: "rack = '$1'" },
  { rule: 'schema', name: 'a duration without a unit', find: /reportingInterval: 30s/, write: value('"30"', '30 seconds') },
  { rule: 'schema', name: 'a number that is too large', find: /wireguardListeningPort: 51820/, write: value('70000') },
  { rule: 'schema', name: 'a severity that there is not', find: /logSeverityScreen: Info/, write: value('Verbose', 'Warn') },
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
    rule: 'setting-no-effect',
    name: 'a method for an address that is given',
    find: /- name: IP\n( +)value: autodetect/,
    write: '- name: IP\n$1value: 10.0.0.11',
    at: /(?:- name: IP_AUTODETECTION_METHOD\n +value: |^ {2}ip_autodetection_method: )/,
    where: /IP_AUTODETECTION_METHOD/,
  },
  {
    rule: 'setting-no-effect',
    name: 'a method where nothing is detected',
    find: /^( +)- name: CLUSTER_TYPE\n/,
    write: '$1- name: IP_AUTODETECTION_METHOD\n$1  §value: can-reach=10.0.0.1\n$&',
    where: /canal-config/,
  },
  {
    rule: 'setting-no-effect',
    name: 'a pool where none is made',
    find: /^( +)- name: IP\n/,
    write: '$1- name: NO_DEFAULT_POOLS\n$1  value: "true"\n$1- name: CALICO_IPV4POOL_CIDR\n$1  §value: 10.244.0.0/16\n$&',
    unless: /CALICO_IPV4POOL/,
  },
  {
    rule: 'setting-no-effect',
    name: 'a flag of flanneld as a variable',
    find: /^( +)- name: FLANNELD_IFACE$/,
    write: '$1- name: FLANNELD_IP_MASQ\n$1  §value: "false"\n$&',
    where: /--ip-masq/,
    unless: /FLANNELD_IP_MASQ/,
  },
  {
    rule: 'setting-no-effect',
    name: 'a field that the environment beats',
    find: /^( +)- name: IP\n/,
    write: '$1- name: FELIX_WIREGUARDENABLED\n$1  value: "false"\n$&',
    where: /wireguardEnabled: true/,
    at: /wireguardEnabled: true/,
    also: ['wireguard'],
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
  { rule: 'syntax', name: 'a tab for spaces', find: /^ {2}(?=natOutgoing: true|calico_backend)/, write: '\t' },
  {
    rule: 'syntax',
    name: 'a quote that is not closed',
    find: /(veth_mtu: "\d+)"(\n {2}cni_network_config: \|-\n {4}\{\n) {6}"/,
    write: '$1$2§      "',
  },
  {
    rule: 'yaml-type',
    name: 'text without quotes',
    find: /veth_mtu: "\d+"|FELIX_IPV6SUPPORT\n +value: "false"|masquerade: "true"|USE_POD_CIDR\n +value: "true"/,
    write: (found) => found.replace(/"([^"]*)"$/, '§$1'),
  },
  {
    rule: 'yaml-type',
    name: 'a map for text',
    find: /net-conf\.json: \|-?$/,
    write: 'net-conf.json:',
  },
  {
    rule: 'installer-dead-setting',
    name: 'the port of VXLAN beside the backend bird',
    find: /calico_mtu: 1480/,
    write: '$&\n§calico_vxlan_port: 8472',
    where: /calico_network_backend: bird/,
  },
  {
    rule: 'installer-dead-setting',
    name: 'the mode of the environment',
    find: /nat_outgoing: true/,
    write: '§calico_ipv4pool_ipip: Always\n$&',
    where: /kube_network_plugin: calico/,
  },
  {
    rule: 'installer-unknown-key',
    name: 'a slip in a variable',
    find: /calico_network_backend: bird/,
    write: '$&\n§calico_felix_prometheusmetricenabled: true',
  },
];
