import { describe, expect, it } from 'vitest';
import { insertKey, readSource, removeKey, renameKey, replaceScalar } from '../../source/index.js';
import { unitsOf } from '../unit.js';
import { renderedObject } from './rendered.js';
import { valuesOf } from './values.js';

/** `chart at dotted path` of each map of values in a text. */
function found(text: string, name = 'values.yaml'): readonly string[] {
  return readSource({ name, text }, () => true)
    .documents.flatMap((document) => unitsOf(document))
    .flatMap(valuesOf)
    .map(({ chart, base, named }) => `${chart} at ${base.join('.') || 'the top'}${named ? ', named' : ''}`);
}

describe('values of charts', () => {
  it.each([
    ['of the operator', 'installation: { calicoNetwork: { bgp: Enabled } }', ['tigera-operator at the top']],
    ['of the operator, by its image', 'tigeraOperator: { version: v1.40.0 }', ['tigera-operator at the top']],
    ['of rke2-calico', 'installation: { backend: VXLAN, calicoNetwork: { mtu: 1400 } }', ['rke2-calico at the top']],
    ['of rke2-canal', 'calico: { vethuMTU: 1400 }', ['rke2-canal at the top']],
    ['of flannel', 'podCidr: 10.244.0.0/16\nflannel: { backend: vxlan }', ['kube-flannel at the top']],
    ['of a dependency', 'tigera-operator: { installation: { registry: x } }', ['tigera-operator at tigera-operator']],
    ['of a dependency with an alias', 'cni: { installation: { calicoNetwork: { mtu: 1400 } } }', ['tigera-operator at cni']],
  ])('%s', (_, text, wanted) => {
    expect(found(text)).toEqual(wanted);
  });

  it.each([
    ['an installation of something else', 'installation: { enabled: true, registry: quay.io, cni: { type: x } }'],
    ['a switch for Calico', 'calico: { enabled: true, mtu: 1400 }\nflannel: { enabled: false }'],
    ['a range without flannel', 'podCidr: 10.244.0.0/16\ncalico: { enabled: true }'],
    ['an object', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\ninstallation: { calicoNetwork: { bgp: Enabled } }'],
    ['a list', '- installation: { calicoNetwork: { bgp: Enabled } }'],
    ['values two maps deep', 'a: { b: { installation: { calicoNetwork: { bgp: Enabled } } } }'],
  ])('not %s', (_, text) => {
    expect(found(text)).toEqual([]);
  });

  const values = 'installation: { calicoNetwork: { bgp: Enabled } }';
  const object = (group: string, kind: string, rest: string): string =>
    `apiVersion: ${group}\nkind: ${kind}\nmetadata: { name: rke2-calico }\n${rest}\n`;

  it.each([
    [
      'HelmChartConfig',
      object('helm.cattle.io/v1', 'HelmChartConfig', `spec: { valuesContent: '${values}' }`),
      'rke2-calico at the top, named',
    ],
    [
      'HelmChart',
      object(
        'helm.cattle.io/v1',
        'HelmChart',
        `spec: { chart: https://x.example/tigera-operator-v3.31.2.tgz, valuesContent: '${values}' }`,
      ),
      'tigera-operator at the top, named',
    ],
    [
      'HelmRelease by chartRef',
      object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', `spec: { chartRef: { name: tigera-operator }, values: { ${values} } }`),
      'tigera-operator at spec.values, named',
    ],
    [
      'Application with several sources',
      object(
        'argoproj.io/v1alpha1',
        'Application',
        `spec: { sources: [{ chart: other }, { chart: tigera-operator, helm: { valuesObject: { ${values} } } }] }`,
      ),
      'tigera-operator at spec.sources.1.helm.valuesObject, named',
    ],
    [
      'kustomization',
      object('kustomize.config.k8s.io/v1beta1', 'Kustomization', `helmCharts: [{ name: tigera-operator, valuesInline: { ${values} } }]`),
      'tigera-operator at helmCharts.0.valuesInline, named',
    ],
  ])('in a %s', (_, text, wanted) => {
    expect(found(text)).toEqual([wanted]);
  });

  it('in a fleet.yaml', () => {
    expect(found(`helm: { chart: tigera-operator, values: { ${values} } }`, 'calico/fleet.yaml')).toEqual([
      'tigera-operator at helm.values, named',
    ]);
  });

  it('not of another chart that an object names', () => {
    expect(
      found(object('argoproj.io/v1alpha1', 'Application', `spec: { source: { chart: other, helm: { valuesObject: { ${values} } } } }`)),
    ).toEqual([]);
  });
});

describe('the object that a chart makes of values', () => {
  const [values] = readSource(
    { name: 'values.yaml', text: 'installation:\n  variant: Calico\n  calicoNetwork: { mtu: 1400 }\n' },
    () => true,
  )
    .documents.flatMap((document) => unitsOf(document))
    .flatMap(valuesOf);
  const head = { apiVersion: 'operator.tigera.io/v1', kind: 'Installation', name: 'default', omit: [] };
  const made = values && renderedObject(values, 'installation', head);

  it('can be edited where it is the values', () => {
    const document = made?.document ?? expect.fail('there is no object');
    expect(replaceScalar({ document, path: ['spec', 'variant'] }, 'X')).toHaveLength(1);
  });

  it.each([[['apiVersion']], [['kind']], [['metadata', 'name']], [['metadata']]])('cannot be edited at %j', (path) => {
    const document = made?.document ?? expect.fail('there is no object');
    expect(replaceScalar({ document, path }, 'X')).toBeUndefined();
    expect(renameKey({ document, path }, 'x')).toBeUndefined();
    expect(removeKey(document, path)).toBeUndefined();
    expect(insertKey(document, path, 'x', 'y')).toBeUndefined();
  });
});
