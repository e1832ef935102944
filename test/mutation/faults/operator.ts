/** Faults of an Installation of tigera-operator. */
import type { Fault } from '../engine.js';
import { value } from './texts.js';

const installation = /kind: Installation\n/;

export const operator: readonly Fault[] = [
  {
    rule: 'installer-validation',
    name: 'a pool that needs BGP',
    find: /encapsulation: VXLAN\w*/,
    write: value('IPIP', 'IPIPCrossSubnet'),
    where: [installation, /bgp: Disabled/, /tigera\/operator:v1\.40/],
  },
  {
    rule: 'installer-validation',
    name: 'a second method of detection',
    find: /^( +)(nodeAddressAutodetectionV4:)\n/,
    write: '$1§$2\n$1  canReach: 192.0.2.1\n',
    where: installation,
  },
  {
    rule: 'installer-validation',
    name: 'the bootstrap of BPF without BPF',
    find: /^( +)bgp: Disabled/,
    write: '$&\n$1§bpfNetworkBootstrap: Enabled',
    where: installation,
  },
  {
    rule: 'installer-validation',
    name: 'a field outside of the network',
    find: /variant: Calico$/,
    write: (found, random) =>
      `${found}\n  §${['controlPlaneReplicas: 0', 'flexVolumePath: none', 'windowsNodes: { vxlanAdapter: Ethernet }'][random(3)]}`,
    where: installation,
  },
  {
    rule: 'installer-dead-setting',
    name: 'kube-proxy managed without BPF',
    find: /kubeProxyManagement: Disabled/,
    write: value('Enabled'),
    where: installation,
  },
  {
    rule: 'autodetection-method',
    name: 'the last interface that is found',
    find: /kubernetes: NodeInternalIP/,
    write: 'firstFound: true',
    where: installation,
  },
  {
    rule: 'mtu-arithmetic',
    name: 'the MTU of the NIC in an Installation',
    find: /mtu: 1450/,
    write: value('1500', '1490', '9000'),
    where: installation,
  },
  {
    rule: 'resource-name',
    name: 'an Installation under another name',
    find: /kind: Installation\nmetadata:\n {2}name: default/,
    write: 'kind: Installation\nmetadata:\n  §name: calico',
  },
  {
    rule: 'pool-coverage',
    name: 'a handful of blocks',
    find: /- cidr: 10\.60\.0\.0\/16/,
    write: '- cidr: 10.60.0.0/25',
    where: installation,
  },
];
