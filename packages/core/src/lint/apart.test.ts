/** A fleet in one file: no cluster is judged by the settings of another one. */
import { describe, expect, it } from 'vitest';
import { readers } from '../readers/index.js';
import { fix } from './fix.js';
import { lint } from './run.js';

type Kind = { readonly reader: string; readonly kind: string; readonly text: (name: string, odd: boolean) => string };

/** Sound alone, and at odds with each other in mode, MTU and ranges. */
const kinds: readonly Kind[] = [
  {
    reader: 'kops',
    kind: 'Cluster of kops',
    text: (name, odd) => `apiVersion: kops.k8s.io/v1alpha2
kind: Cluster
metadata: { name: ${name}.example.com }
spec:
  cloudProvider: aws
  kubernetesVersion: 1.30.2
  ${odd ? 'podCIDR: 100.96.0.0/11\n  serviceClusterIPRange: 100.64.0.0/13' : 'podCIDR: 100.64.0.0/11\n  serviceClusterIPRange: 100.96.0.0/13'}
  networking: { calico: ${odd ? '{ encapsulationMode: vxlan, wireguardEnabled: true }' : '{ encapsulationMode: ipip, mtu: 8981 }'} }
`,
  },
  {
    reader: 'rke1',
    kind: 'Cluster of Rancher',
    text: (name, odd) => `apiVersion: management.cattle.io/v3
kind: Cluster
metadata: { name: ${name} }
spec:
  rancherKubernetesEngineConfig:
    network: ${odd ? '{ plugin: canal, mtu: 1450 }' : '{ plugin: calico, mtu: 8981 }'}
    services: { kubeController: ${odd ? '{ clusterCidr: 10.42.0.0/16, serviceClusterIpRange: 10.43.0.0/16 }' : '{ clusterCidr: 10.43.0.0/16, serviceClusterIpRange: 10.42.0.0/16 }'} }
`,
  },
  {
    reader: 'kubeone',
    kind: 'cluster of KubeOne',
    text: (name, odd) => `apiVersion: kubeone.k8c.io/v1beta2
kind: KubeOneCluster
name: ${name}
cloudProvider: { aws: {} }
clusterNetwork: ${
      odd
        ? '{ podSubnet: 10.1.0.0/16, serviceSubnet: 10.2.0.0/16, cni: { canal: { mtu: 1450 } } }'
        : '{ podSubnet: 10.2.0.0/16, serviceSubnet: 10.1.0.0/16, cni: { canal: { mtu: 8951 } } }'
    }
`,
  },
  {
    reader: 'kubernetes',
    kind: 'configuration of kubeadm',
    text: (name, odd) => `apiVersion: kubeadm.k8s.io/v1beta3
kind: ClusterConfiguration
clusterName: ${name}
networking: ${odd ? '{ podSubnet: 10.1.0.0/16, serviceSubnet: 10.2.0.0/16 }' : '{ podSubnet: 10.2.0.0/16, serviceSubnet: 10.1.0.0/16 }'}
`,
  },
  {
    reader: 'helm-values',
    kind: 'Cluster of Rancher for RKE2',
    text: (name, odd) => `apiVersion: provisioning.cattle.io/v1
kind: Cluster
metadata: { name: ${name}, namespace: fleet-default }
spec:
  rkeConfig:
    machineGlobalConfig: ${odd ? '{ cni: calico, cluster-cidr: 10.42.0.0/16 }' : '{ cni: canal, cluster-cidr: 10.43.0.0/16 }'}
    chartValues: ${
      odd
        ? '{ rke2-calico: { installation: { calicoNetwork: { bgp: Disabled, mtu: 1450, ipPools: [{ cidr: 10.42.0.0/16, encapsulation: VXLAN }] } } } }'
        : '{ rke2-canal: { calico: { vethuMTU: 8951 }, flannel: { backend: vxlan } } }'
    }
`,
  },
  {
    reader: 'helm-values',
    kind: 'Application of Argo CD',
    text: (name, odd) => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: ${name}, namespace: argocd }
spec:
  source:
    repoURL: https://docs.tigera.io/calico/charts
    chart: tigera-operator
    targetRevision: v3.30.2
    helm:
      valuesObject: { installation: { calicoNetwork: ${
        odd
          ? '{ bgp: Disabled, mtu: 1450, ipPools: [{ cidr: 10.42.0.0/16, encapsulation: VXLAN }] }'
          : '{ bgp: Enabled, mtu: 8980, ipPools: [{ cidr: 10.42.0.0/16, encapsulation: IPIP }] }'
      } } }
`,
  },
];

/** One folder, one cluster: what a second one would be in the same file is the same object twice, or another file of the inventory. */
const single = ['calico-node', 'operator', 'kubespray', 'microk8s'];

it('every reader that knows installs has a fleet here, or holds one of its kind in a file', () => {
  const known = readers.filter(({ install }) => install).map(({ name }) => name);
  expect([...new Set([...kinds.map(({ reader }) => reader), ...single])].toSorted()).toEqual(known.toSorted());
});

describe.each(kinds)('$kind', ({ text }) => {
  const both = `${text('a', true)}---\n${text('b', false)}`;

  it('two in one file are two clusters', async () => {
    const { findings, clusters } = await lint([{ name: 'fleet.yaml', text: both }]);
    expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
    expect(clusters).toHaveLength(2);
  });

  it('two in one folder are too', async () => {
    const inputs = [
      { name: 'fleet/a.yaml', text: text('a', true) },
      { name: 'fleet/b.yaml', text: text('b', false) },
    ];
    expect((await lint(inputs)).findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  });

  it('nothing is mended by the settings of the other', async () => {
    expect((await fix([{ name: 'fleet.yaml', text: both }], { unsafe: true })).changed).toEqual([]);
  });
});
