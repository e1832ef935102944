/** Calico's own manifests, with patches, and the resources that are applied to Calico itself. Facts: manifests/calico.yaml, calico-vxlan.yaml. */
import { atLeast, formatVersion, type Version } from '../../network/version.js';
import type { Generated } from '../generated.js';
import { kustomization } from './canal.js';
import { below, explained, type Line } from './lines.js';
import { internalIp, type Plan } from './plan.js';
import { check, dualStack, fetched, open, release } from './steps.js';

const modes = { None: 'Never', VXLAN: 'Always', VXLANCrossSubnet: 'CrossSubnet' } as const;

export function manifest(plan: Plan): Generated {
  // calico-vxlan.yaml has the backend vxlan, and probes that do not ask for BIRD.
  const base = plan.bird ? 'calico.yaml' : 'calico-vxlan.yaml';
  return {
    files: [
      { name: 'kustomization.yaml', text: kustomization(base, ['calico-config.yaml', 'calico-node.yaml']) },
      { name: 'calico-config.yaml', text: explained(config(plan)) },
      { name: 'calico-node.yaml', text: explained(node(plan)) },
      { name: 'calico-resources.yaml', text: explained([...pools(plan), ...felix(plan), ...bgp(plan)]) },
    ],
    next: [
      ...dualStack(plan),
      ...fetched(plan, base),
      check(plan, ['./']),
      open(['./']),
      'kubectl apply --kustomize ./',
      `calicoctl apply --filename calico-resources.yaml   # calicoctl ${release(plan)}, when calico-node runs`,
    ],
  };
}

function config(plan: Plan): readonly Line[] {
  const { bird, birdWhy, mtu, mtuWhy } = plan;
  return [
    ['apiVersion: v1'],
    ['kind: ConfigMap'],
    ['metadata:'],
    ['  name: calico-config'],
    ['  namespace: kube-system'],
    ['data:'],
    [`  calico_backend: ${bird ? 'bird' : 'vxlan'}`, birdWhy],
    [
      `  veth_mtu: "${mtu}"`,
      `${mtuWhy}; the manifest gives it to pods and tunnels alike (CNI_MTU, FELIX_*MTU), which beats a FelixConfiguration`,
    ],
    ...(plan.described.podCidrV6 === undefined ? [] : cni(plan)),
  ];
}

/** What the plugins are spoken to in: projectcalico/calico#13352, picked to v3.31.7 and to the branch of v3.32 behind v3.32.1. */
function cniVersion(calico: Version): string {
  const { minor, patch = 0 } = calico;
  const first: Readonly<Record<number, number>> = { 31: 7, 32: 2 };
  return minor > 32 || patch >= (first[minor] ?? Number.POSITIVE_INFINITY) ? '1.0.0' : '0.3.1';
}

/** The text of the manifest with one thing changed: manifests/calico.yaml, where the plugin bandwidth stands until v3.29. */
function cni({ described: { calico } }: Plan): readonly Line[] {
  const bandwidth = atLeast(calico, '3.30') ? '' : ',\n    { "type": "bandwidth", "capabilities": { "bandwidth": true } }';
  const text = `{
  "name": "k8s-pod-network",
  "cniVersion": "${cniVersion(calico)}",
  "plugins": [
    {
      "type": "calico",
      "log_level": "info",
      "log_file_path": "/var/log/calico/cni/cni.log",
      "datastore_type": "kubernetes",
      "nodename": "__KUBERNETES_NODE_NAME__",
      "mtu": __CNI_MTU__,
      "ipam": { "type": "calico-ipam", "assign_ipv4": "true", "assign_ipv6": "true" },
      "policy": { "type": "k8s" },
      "kubernetes": { "kubeconfig": "__KUBECONFIG_FILEPATH__" }
    },
    { "type": "portmap", "snat": true, "capabilities": { "portMappings": true } }${bandwidth}
  ]
}`;
  return [
    [`  # That of the manifest of ${formatVersion(calico)}, with assign_ipv4 and assign_ipv6: without them pods get no address of IPv6.`],
    ['  cni_network_config: |-'],
    ...below(
      4,
      text.split('\n').map((line): Line => [line]),
    ),
  ];
}

/** CALICO_IPV4POOL_* make the pool of the first start; it is called as the one of calico-resources.yaml. */
function node(plan: Plan): readonly Line[] {
  const { described, encapsulation, why, method, methodWhy } = plan;
  const { podCidr, podCidrV6 } = described;
  const first = 'for the first start alone: later the pool decides, see calico-resources.yaml';
  return [
    ['apiVersion: apps/v1'],
    ['kind: DaemonSet'],
    ['metadata:'],
    ['  name: calico-node'],
    ['  namespace: kube-system'],
    ['spec:'],
    ['  template:'],
    ['    spec:'],
    ['      containers:'],
    ['        - name: calico-node'],
    ['          env:'],
    ...variable('IP_AUTODETECTION_METHOD', method, methodWhy),
    ...variable('CALICO_IPV4POOL_CIDR', podCidr, `the range of the pods; ${first}`),
    ...variable('CALICO_IPV4POOL_IPIP', 'Never', 'one of both modes at most'),
    ...variable('CALICO_IPV4POOL_VXLAN', modes[encapsulation], why),
    ...(podCidrV6 === undefined
      ? []
      : [
          ...variable('IP6', 'autodetect', 'without it nodes have no IPv6 address'),
          ...variable('IP6_AUTODETECTION_METHOD', internalIp, 'the IPv6 address that the kubelet registered: its --node-ip names both'),
          ...variable('FELIX_IPV6SUPPORT', 'true', 'the manifest turns it off'),
          ...variable('CALICO_IPV6POOL_CIDR', podCidrV6, first),
          ...variable('CALICO_IPV6POOL_VXLAN', modes[encapsulation], why),
          ...variable('CALICO_IPV6POOL_NAT_OUTGOING', 'true', 'off where it is not given, unlike that of IPv4'),
        ]),
  ];
}

function variable(name: string, value: string, why: string): readonly Line[] {
  return [[`            - name: ${name}`, why], [`              value: "${value}"`]];
}

function pools({ described, encapsulation, why }: Plan): readonly Line[] {
  const { podCidr, podCidrV6 } = described;
  const one = (name: string, cidr: string, family: 4 | 6): readonly Line[] => [
    ['apiVersion: projectcalico.org/v3'],
    ['kind: IPPool'],
    ['metadata:'],
    [`  name: ${name}`, 'as calico-node calls the one that it makes at its first start'],
    ['spec:'],
    [`  cidr: ${cidr}`, 'inside of the cluster CIDR; it cannot be changed later'],
    [`  blockSize: ${family === 4 ? 26 : 122}`, '64 addresses in a block, which a node takes at a time; it cannot be changed later'],
    ['  ipipMode: Never', 'one of both modes at most'],
    [`  vxlanMode: ${modes[encapsulation]}`, why],
    ['  natOutgoing: true', 'to addresses outside of the pools pods go with the address of their node'],
    ['  nodeSelector: all()', 'for every node'],
  ];
  return [
    ...one('default-ipv4-ippool', podCidr, 4),
    ...(podCidrV6 === undefined ? [] : [['---'] as const, ...one('default-ipv6-ippool', podCidrV6, 6)]),
  ];
}

function felix({ described: { encryption, podCidrV6 } }: Plan): readonly Line[] {
  if (encryption === 'none') return [];
  return [
    ['---'],
    ['apiVersion: projectcalico.org/v3'],
    ['kind: FelixConfiguration'],
    ['metadata:'],
    ['  name: default', 'for every node'],
    ['spec:'],
    [
      '  wireguardEnabled: true',
      'packets between pods of different nodes are encrypted; each kernel needs WireGuard (Linux 5.6, or the module)',
    ],
    ...(podCidrV6 === undefined ? [] : [['  wireguardEnabledV6: true', 'the same for IPv6'] as const]),
  ];
}

function bgp({ bird }: Plan): readonly Line[] {
  if (!bird) return [];
  return [
    ['---'],
    ['apiVersion: projectcalico.org/v3'],
    ['kind: BGPConfiguration'],
    ['metadata:'],
    ['  name: default', 'no other name is read, but node.<name>'],
    ['spec:'],
    ['  nodeToNodeMeshEnabled: true', 'each node talks to each other one; above some 100 nodes route reflectors take its place'],
    ['  asNumber: 64512', 'the same for all nodes: sessions inside of one AS. It is private (RFC 6996)'],
  ];
}
