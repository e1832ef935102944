import { type Cause, defineCause, type Remedy, type Told } from '../../cause.js';
import { passing } from '../../denial.js';
import { openBetween } from '../../fix/cloud.js';
import { podPing } from '../../fix/encapsulation.js';
import { behind, quotesOf } from '../../fix/evidence.js';
import { openOnHosts } from '../../fix/firewall.js';
import { type Port, vxlanPorts } from '../../fix/ports.js';
import { byHand, eachNode, run } from '../../fix/step.js';

function onHosts(told: Told, ports: readonly Port[], sign: string): Pick<Remedy, 'then' | 'back'> {
  const opened = ports.map((port) => openOnHosts(told, port, sign));
  return { then: opened.flatMap(({ then }) => then), back: opened.flatMap(({ back }) => back) };
}

export const cause: Cause = defineCause({
  id: 'vxlan-port-blocked',
  title: 'a firewall or the network drops VXLAN (UDP 4789 or 8472) between nodes',
  prior: 0.08,
  signs: {
    'cluster.one-node': 0.002,
    'words.vxlan-port-blocked': 0.7,
    'vxlan.probe-lost': 0.95,
    'firewall.vxlan': 0.5,
    'firewall.vxlan-unnamed': 0.5,
    'route.tunnelled': 0.98,
    'route.ipip': 0.03,
    'pods.lost': 0.97,
    'pods.all-lost': 0.5,
    'bgp.down': 0.05,
    'route.missing': 0.02,
    'ping.peer-gone': 0.01,
    'vxlan.ports-differ': 0.003,
    'vxlan.stale-entry': 0.003,
    'sysctl.forwarding-off': 0.003,
    'block.shared': 0.003,
    'firewall.179': 0.01,
    'capture.vxlan': 0.95,
    'capture.vxlan-answered': 0.02,
    'capture.echo-only': 0.005,
    'capture.vxlan-one-way': 0.6,
    'words.across-nodes': 0.5,
    'words.vxlan': 0.85,
    'words.vxlan-not-ipip': 0.35,
    'words.never-arrives': 0.3,
    'words.ping-only': 0.01,
    'words.udp-only': 0.005,
    'words.service-only': 0.02,
    'probe.ping-only': 0.005,
    'words.ipip': 0.03,
    'words.virtual-machines': 0.3,
  },
  words: [
    {
      says: /\b(?:4789|8472)\b[^\n]{0,60}(?:block|drop|filter|firewall|open|allow|nsx|used by|conflict|udp)|(?:udp|port)[^\n]{0,12}\b(?:4789|8472)\b/i,
      unless: passing,
    },
    /(?:nsx|vmware|vsphere|esxi)[^\n]{0,80}vxlan|vxlan[^\n]{0,80}(?:nsx|vmware|vsphere)/i,
  ],
  rules: ['underlay-port-blocked'],
  remedy: (told) => {
    const sign = ['firewall.vxlan', 'firewall.vxlan-unnamed'].find((one) => quotesOf(told, one).length > 0);
    const named = behind(told, 'firewall.vxlan', ({ firewall }) => firewall).flatMap(({ item }) => item.port ?? []);
    const ports = vxlanPorts(told.seen, named);
    const between = openBetween(ports, told);
    const hosts = sign === undefined ? undefined : onHosts(told, ports, sign);
    return {
      summary:
        ports.length > 1
          ? 'allow VXLAN between all nodes, in both directions: UDP 4789 is that of Calico, UDP 8472 that of flannel and Canal; one of them carries the pods'
          : `allow UDP ${ports[0]?.port} between all nodes, in both directions`,
      then: hosts
        ? [...hosts.then, byHand('the same on each node whose firewall is set up alike: VXLAN goes both ways')]
        : [run('does a firewall of a host drop it', 'sudo iptables-save; sudo nft list ruleset', eachNode), ...between.then],
      verify: [podPing(told)],
      back: hosts?.back ?? between.back,
      manifests: hosts ? [] : between.manifests,
    };
  },
});
