/** Faults of MTUs and tunnels. */
import type { Fault } from '../engine.js';
import { felix, ipipPool, pick, value } from './texts.js';

export const mtu: readonly Fault[] = [
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
    rule: 'mtu-arithmetic',
    name: 'an MTU without room for the header',
    find: /veth_mtu: "(?:0|14[0-9]0)"/,
    write: value('"1500"', '"9000"', '"1490"'),
    unless: /calico_backend: "?none|canal-config/,
  },
  {
    rule: 'mtu-arithmetic',
    name: 'a pattern that does not compile',
    find: felix,
    write: (found) => `${found}  §mtuIfacePattern: "eth(0"\n`,
  },
  {
    rule: 'mtu-arithmetic',
    name: 'a pattern that misses the NIC',
    find: felix,
    write: (found) => `${found}  §mtuIfacePattern: "^ens.*"\n`,
    where: /interface=eth0/,
  },
  { rule: 'mtu-arithmetic', name: 'less than IPv6 allows', find: /veth_mtu: "\d+"/, write: value('"1200"', '"1279"'), where: /cidr: fd00/ },
  { rule: 'mtu-arithmetic', name: 'no room in the inventory', find: /calico_mtu: 1480/, write: value('1500', '9000') },
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
  },
  { rule: 'mtu-no-effect', name: 'a number as text', find: /calico_mtu: 1480/, write: value('"1480"') },
  { rule: 'installer-dead-setting', name: 'the MTU of pods alone', find: /calico_mtu: 1480/, write: 'calico_veth_mtu: 1480' },
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
    rule: 'tunnel-override',
    name: 'a tunnel for nothing',
    find: /^ {2}vxlanEnabled: false/,
    write: value('true'),
    where: [/veth_mtu: "0"/, ipipPool],
  },
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
    rule: 'wireguard',
    name: 'one node only',
    find: /^---\napiVersion: .*\nkind: BGPConfiguration\n/,
    write: (found) =>
      `---\napiVersion: projectcalico.org/v3\nkind: FelixConfiguration\nmetadata:\n  name: node.worker-1\nspec:\n  §wireguardEnabled: true\n${found}`,
    where: /veth_mtu: "0"/,
  },
];
