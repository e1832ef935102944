import { describe, expect, it } from 'vitest';
import { lint } from '../lint/run.js';

const kubespray = (name: string): string =>
  `calico_network_backend: bird\ncalico_ipip_mode: Never\ncalico_vxlan_mode: Never\ncalico_pool_name: ${JSON.stringify(name)}\n`;

const steps = async (name: string, text: string): Promise<readonly string[]> =>
  (await lint([{ name, text }])).findings.flatMap(({ fix }) => fix?.then ?? []);

it('names of the input are one word of a shell', async () => {
  const [patch] = await steps('k8s-net-calico.yml', kubespray("x; touch /tmp/y #'"));
  expect(patch).toMatch(/^calicoctl patch ippool 'x; touch \/tmp\/y #'\\''' --patch /);
});

it('file names with blanks are quoted', async () => {
  const pool = 'apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: {name: p}\nspec: {cidr: 10.0.0.0/16, vxlanMode: Never}\n';
  expect((await steps('a b.yaml', pool))[0]).toBe("kubectl apply -f 'a b.yaml'");
  expect((await steps('<stdin>', pool))[0]).toBe('render and apply it again');
});

it('an inventory is deployed by its playbook, wherever its first variable stands', async () => {
  const ini =
    '[kube_node]\nnode1 calico_mtu=1500\n[k8s_cluster:children]\nkube_node\n[k8s_cluster:vars]\nkube_network_plugin=calico\ncalico_ipip_mode=Never\ncalico_vxlan_mode=Never\n';
  const found = await steps('inv/hosts.ini', ini);
  expect(found).toContain('ansible-playbook -i <inventory> cluster.yml');
  expect(found.join('\n')).not.toContain('kubectl apply');
});

it('the operator changes its pools and restarts the nodes itself, from Calico 3.28', async () => {
  const text = `apiVersion: operator.tigera.io/v1
kind: Installation
metadata: { name: default }
spec: { cni: { type: Calico }, calicoNetwork: { bgp: Enabled, ipPools: [{ cidr: 10.60.0.0/16, encapsulation: None }] } }
`;
  const found = async (calicoVersion: string): Promise<readonly string[]> =>
    (await lint([{ name: 'installation.yaml', text }], { calicoVersion })).findings.flatMap(({ fix }) => fix?.then ?? []);
  const apply = ['kubectl apply -f installation.yaml', 'kubectl wait --for=condition=Available --timeout=10m tigerastatus/calico'];
  expect(await found('v3.30')).toEqual(apply);
  expect((await found('v3.27')).slice(1)).toEqual(apply);
  expect((await found('v3.27'))[0]).toContain('calicoctl patch ippool default-ipv4-ippool');
});

it('an image is rolled out by the template that names it, and a Job is made anew', async () => {
  const workload = (apiVersion: string, kind: string): string =>
    `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: t}\nspec: {template: {spec: {containers: [{name: c, image: quay.io/calico/kube-controllers}]}}}\n`;
  const node =
    'apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: calico-node}\nspec: {template: {spec: {containers: [{name: calico-node, image: "quay.io/calico/node:v3.31.7"}]}}}\n';
  const found = (text: string): Promise<readonly string[]> => steps('a.yaml', `${node}---\n${text}`);
  expect(await found(workload('apps/v1', 'Deployment'))).toEqual(['kubectl apply -f a.yaml']);
  expect(await found(workload('batch/v1', 'Job'))).toEqual(['kubectl replace --force -f a.yaml']);
});

describe('values of a chart go to the cluster with what carries them', () => {
  const values = (indent: string): string =>
    ['installation:', '  calicoNetwork:', '    bgp: Enabled', '    ipPools: [{ cidr: 10.60.0.0/16, encapsulation: None }]']
      .map((line) => `${indent}${line}\n`)
      .join('');
  const object = (apiVersion: string, kind: string, spec: string): string =>
    `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: calico }\nspec:\n${spec}`;
  it.each([
    ['values.yaml', values(''), 'helm upgrade <release> <chart> -f values.yaml'],
    [
      'app.yaml',
      object(
        'argoproj.io/v1alpha1',
        'Application',
        `  source:\n    chart: tigera-operator\n    helm:\n      valuesObject:\n${values('        ')}`,
      ),
      'commit app.yaml and let Argo CD sync it, or kubectl apply -f app.yaml',
    ],
    [
      'release.yaml',
      object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', `  chart: { spec: { chart: tigera-operator } }\n  values:\n${values('    ')}`),
      'commit release.yaml and let Flux reconcile it, or kubectl apply -f release.yaml',
    ],
    [
      'chart.yaml',
      object('helm.cattle.io/v1', 'HelmChart', `  chart: tigera-operator\n  valuesContent: |\n${values('    ')}`),
      'kubectl apply -f chart.yaml',
    ],
    [
      'cni/kustomization.yaml',
      `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nhelmCharts:\n- name: tigera-operator\n  valuesInline:\n${values('    ')}`,
      'kubectl kustomize --enable-helm cni/ | kubectl apply -f -',
    ],
    ['fleet.yaml', `helm:\n  chart: tigera-operator\n  values:\n${values('    ')}`, 'commit fleet.yaml and let Fleet deploy it'],
  ])('%s', async (name, text, deployed) => {
    expect((await steps(name, text))[0]).toBe(deployed);
  });

  it('but not the objects beside them', async () => {
    const felix = object('crd.projectcalico.org/v1', 'FelixConfiguration', '  wireguardEnabled: true\n  wireguardMTU: 1480\n').replace(
      'name: calico',
      'name: default',
    );
    const { findings } = await lint([
      { name: 'a/values.yaml', text: values('').replace('None', 'VXLAN') },
      { name: 'a/felix.yaml', text: felix },
    ]);
    const then = findings.flatMap(({ fix }) => fix?.then ?? []);
    expect(then).toContain('kubectl apply -f a/felix.yaml');
    expect(then.join('\n')).not.toContain('helm upgrade');
  });
});

describe('a file that kubectl cannot apply', () => {
  it.each([
    ['k3s/config.yaml', 'flannel-backend: wireguard\ncluster-cidr: 10.42.0.0/16\n', 'k3s'],
    ['rke2/config.yaml', 'cni: canel\ncluster-cidr: 10.42.0.0/16\n', 'rke2-server'],
  ])('%s is read by its service, when that starts', async (name, text, service) => {
    expect(await steps(name, text)).toEqual([`on the servers, one after the other: systemctl restart ${service}`]);
    const beside =
      'apiVersion: operator.tigera.io/v1\nkind: Installation\nmetadata: { name: default }\nspec: { calicoNetwork: { bgp: Disabled } }\n';
    const { findings } = await lint([
      { name, text },
      { name: name.replace('config', 'calico'), text: beside },
    ]);
    const own = findings.filter(({ location, fix }) => location.file === name && fix);
    expect(own.flatMap(({ fix }) => fix?.then ?? [])).toEqual([`on the servers, one after the other: systemctl restart ${service}`]);
  });

  it('the manifest of MicroK8s is one for its own kubectl', async () => {
    const node = `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: calico-node, namespace: kube-system }
spec: { template: { spec: { containers: [{ name: calico-node, image: "quay.io/calico/node:v3.31.7", env: [{ name: CALICO_IPV4POOL_VXLAN, value: Never }] }] } } }
`;
    const found = await steps('args/cni-network/cni.yaml', node);
    expect(found).toContain('microk8s kubectl apply -f args/cni-network/cni.yaml');
    expect(found.filter((step) => step.startsWith('kubectl'))).toEqual([]);
  });
});

it('Canal is restarted by its own name, as installers call it', async () => {
  const text = 'apiVersion: kubeone.k8c.io/v1beta2\nkind: KubeOneCluster\nname: a\nclusterNetwork: { cni: { canal: { mtu: 1500 } } }\n';
  expect((await steps('kubeone.yaml', text)).slice(0, 2)).toEqual([
    'kubeone apply --manifest kubeone.yaml',
    'kubectl -n kube-system rollout restart daemonset canal',
  ]);
});
