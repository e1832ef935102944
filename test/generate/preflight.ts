/** Inputs of which each asks something else of the preflight. */
import { type Cluster, network } from '@canal-lint/core';
import { podNetworks } from '@canal-lint/core/generate';

export const inputs = {
  operator: `apiVersion: operator.tigera.io/v1
kind: Installation
metadata: { name: default }
spec:
  calicoNetwork:
    bgp: Enabled
    mtu: 1450
    ipPools: [{ cidr: 10.244.0.0/16, encapsulation: VXLANCrossSubnet }]
    nodeAddressAutodetectionV4: { interface: 'eth.*' }
`,
  canal: `apiVersion: v1
kind: ConfigMap
metadata: { name: canal-config, namespace: kube-system }
data:
  canal_iface: ens5
  veth_mtu: "0"
  net-conf.json: '{ "Network": "10.244.0.0/16", "Backend": { "Type": "vxlan" } }'
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: canal, namespace: kube-system }
spec:
  selector: { matchLabels: { k8s-app: canal } }
  template:
    metadata: { labels: { k8s-app: canal } }
    spec:
      initContainers:
        - name: install-cni
          image: docker.io/calico/cni:v3.28.2
          env:
            - { name: CNI_MTU, valueFrom: { configMapKeyRef: { name: canal-config, key: veth_mtu } } }
      containers:
        - name: calico-node
          image: docker.io/calico/node:v3.28.2
          env:
            - { name: CALICO_NETWORKING_BACKEND, value: none }
            - { name: USE_POD_CIDR, value: "true" }
            - { name: CLUSTER_TYPE, value: "k8s,canal" }
        - name: kube-flannel
          image: docker.io/flannel/flannel:v0.24.4
          command: [/opt/bin/flanneld, --ip-masq, --kube-subnet-mgr]
          env:
            - { name: FLANNELD_IFACE, valueFrom: { configMapKeyRef: { name: canal-config, key: canal_iface } } }
`,
  pool: `apiVersion: projectcalico.org/v3
kind: IPPool
metadata: { name: pods }
spec: { cidr: 10.244.0.0/16, ipipMode: Always }
---
apiVersion: projectcalico.org/v3
kind: BGPConfiguration
metadata: { name: default }
spec: { nodeToNodeMeshEnabled: false, listenPort: 1790 }
---
apiVersion: projectcalico.org/v3
kind: FelixConfiguration
metadata: { name: default }
spec: { wireguardEnabled: true }
`,
} as const;

export async function clusterOf(name: keyof typeof inputs): Promise<Cluster> {
  return await clusterIn(`${name}.yaml`, inputs[name]);
}

/** The one network that a text describes. */
export async function clusterIn(name: string, text: string): Promise<Cluster> {
  const [cluster] = podNetworks(await network([{ name, text }]));
  if (!cluster) throw new Error(`${name}: no pod network`);
  return cluster;
}
