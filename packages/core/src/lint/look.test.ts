/** The look before parsing is sound: what it passes over would have brought no finding but of `syntax`. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readers } from '../readers/index.js';
import type { Run } from '../report/reporter.js';
import { lookFor } from './look.js';
import { lint } from './run.js';

/** Ways to write one word so that a search for its letters misses it. */
const hidden = (word: string): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(word, `"${word}"`, `'${word}'`) },
    fc.nat(word.length - 1).chain((i) => {
      const code = word.charCodeAt(i).toString(16);
      const spellings = [
        `\\x${code.padStart(2, '0')}`,
        `\\u${code.padStart(4, '0')}`,
        `\\U${code.padStart(8, '0')}`,
        `\\\n      ${word[i]}`,
      ];
      return fc.constantFrom(...spellings).map((spelt) => `"${word.slice(0, i)}${spelt}${word.slice(i + 1)}"`);
    }),
    fc.constantFrom(
      `!!binary ${btoa(word)}`,
      `!<tag:yaml.org,2002:binary> ${btoa(word)}`,
      `!!str ${word}`,
      `"${word.replaceAll('/', '\\/')}"`,
    ),
  );

const fill = (parts: readonly (string | fc.Arbitrary<string>)[]): fc.Arbitrary<string> =>
  fc.tuple(...parts.map((part) => (typeof part === 'string' ? fc.constant(part) : part))).map((texts) => texts.join(''));

const apiVersions = fc
  .constantFrom(
    'projectcalico.org/v3',
    'crd.projectcalico.org/v1',
    'v1',
    'apps/v1',
    'apiextensions.k8s.io/v1',
    'kubeproxy.config.k8s.io/v1alpha1',
    'example.org/v1',
  )
  .chain(hidden);
const kinds = fc
  .constantFrom(
    'IPPool',
    'BGPPeer',
    'ConfigMap',
    'DaemonSet',
    'Pod',
    'Node',
    'ServiceAccount',
    'CustomResourceDefinition',
    'KubeProxyConfiguration',
    'List',
  )
  .chain(hidden);
const names = fc
  .constantFrom('calico-node', 'calico-config', 'default', 'web', 'kubeadm-config', 'felixconfigurations.crd.projectcalico.org')
  .chain(hidden);
const specs = fc.constantFrom(
  '  cidr: 10.0.0.0/33\n  ipipMode: Always\n  vxlanMode: Always\n',
  '  clusterCIDR: 10.0.0.0/16\n',
  '  template:\n    spec:\n      containers:\n        - {name: x, image: "calico/node:latest"}\n',
  '  containers: [{name: calico-node, image: "quay.io/c\\x61lico/node:latest"}]\n',
  '  containers:\n    - name: web\n      image: nginx:latest\n      command: [kube-proxy, --cluster-cidr=10.0.0.0/99]\n',
  '  podCIDR: 10.1.0.0/16\n',
  '  x: 1\n',
);

const object = fill(['apiVersion: ', apiVersions, '\nkind: ', kinds, '\nmetadata:\n  name: ', names, '\nspec:\n', specs]);
const config = fill([
  'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ',
  names,
  '}\ndata:\n  ? ',
  fc.constantFrom('veth_mtu', 'net-conf.json', 'calico_backend', 'other').chain(hidden),
  '\n  : ',
  fc.constantFrom('"9999"', '\'{"Backend": {"MTU": 1}}\'', 'bird'),
  '\n',
]);
const vars = fill([
  fc.constantFrom('calico_ipip_mode', 'kube_network_plugin', 'calico_mtu', 'kube_pods_subnet', 'other').chain(hidden),
  ': ',
  fc.constantFrom('Never', 'calico', '9999', '10.0.0.0/99'),
  '\n',
  fc.constantFrom('calico_vxlan_mode: Never\n', 'x: 1\n'),
]);
const proxy = fill([
  'apiVersion: ',
  apiVersions,
  '\nkind: ',
  fc.constant('KubeProxyConfiguration').chain(hidden),
  '\nclusterCIDR: 10.0.0.0/8\n---\napiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: {name: p}\nspec: {cidr: 192.168.0.0/16, vxlanMode: Always}\n',
]);
const explicit = fill([
  '? apiVersion\n: ',
  apiVersions,
  '\n? ',
  hidden('kind'),
  '\n: &k IPPool\n"metadata": {name: ',
  names,
  '}\nspec: {cidr: 10.0.0.0/33}\n',
]);
const handles = fill([
  '%TAG !c! tag:yaml.org,2002:\n---\napiVersion: !c!binary ',
  fc.constantFrom(btoa('projectcalico.org/v3'), btoa('v1')),
  '\nkind: IPPool\nmetadata: {name: x}\nspec: {cidr: 10.0.0.0/33}\n',
]);
const list = fill([
  'apiVersion: v1\nkind: ',
  fc.constantFrom('List', 'IPPoolList').chain(hidden),
  '\nitems:\n- apiVersion: ',
  apiVersions,
  '\n  kind: IPPool\n  metadata: {name: a}\n  spec: {cidr: 10.0.0.0/33}\n',
]);
const anchored = fill(['x: &v ', apiVersions, '\napiVersion: *v\nkind: IPPool\nmetadata: {name: b}\nspec: {<<: {cidr: 10.0.0.0/33}}\n']);
const definition = fill([
  'apiVersion: apiextensions.k8s.io/v1\n',
  fc.constantFrom(
    'kind: CustomResourceDefinition\n',
    'kind: CustomResourceDefinition # c\n',
    'kind: CustomResourceDefinition\nkind: IPPool\napiVersion: projectcalico.org/v3\n',
    'note: "\nkind: CustomResourceDefinition\n"\nkind: IPPool\napiVersion: projectcalico.org/v3\n',
    'kind: CustomResourceDefinition\n  Pool\n',
    'kind: CustomResourceDefinition\n\n  Pool\n',
    '"kind": IPPool\nother: "\nkind: CustomResourceDefinition\nx"\napiVersion: projectcalico.org/v3\n',
    '<<: {kind: IPPool, apiVersion: projectcalico.org/v3}\nnote: "\nkind: CustomResourceDefinition\nx"\n',
    'kind: CustomResourceDefinition\n...\nkind: IPPool\napiVersion: projectcalico.org/v3\nmetadata: {name: z}\nspec: {cidr: 10.0.0.0/33}\n...\n',
  ),
  'metadata: {name: ippools.crd.projectcalico.org}\nspec: {cidr: 10.0.0.0/33}\n',
]);
const indented = fc.constantFrom(
  '  apiVersion: projectcalico.org/v3\n  kind: IPPool\n  metadata: {name: i}\n  spec: {cidr: 10.0.0.0/33}\n  note: "\nkind: CustomResourceDefinition\nx"\n',
  '--- {apiVersion: projectcalico.org/v3, kind: IPPool, spec: {cidr: 10.0.0.0/33}, note:\n"\nkind: CustomResourceDefinition\nx"}\n',
);
const other = fc.constantFrom(
  'a: 1\n',
  '# Source: chart/templates/x.yaml\na: 1\n',
  '# c\n',
  '',
  'b: [1\n',
  'a: 1\n...\nb: 2\n',
  'x: {{ .y }}\n{{ if z }}\n',
  'a: 1\rb: 2\r',
  '"\\u0061": 1\n',
);

const document = fc.oneof(object, object, config, vars, proxy, explicit, handles, list, anchored, definition, indented, other);
const stream = fc
  .array(fc.tuple(document, fc.constantFrom('---\n', '---\n', '--- # c\n', '...\n', '---\r\n')), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.flat().join(''));

function judged({ findings }: Run): unknown {
  return findings
    .filter(({ rule }) => rule !== 'syntax')
    .map(({ rule, message, severity, location, cluster }) => ({ rule, message, severity, location, cluster }));
}

async function bothWays(files: readonly string[]): Promise<readonly [unknown, unknown]> {
  const inputs = files.map((text, i) => ({ name: `f${i}.yaml`, text }));
  return [judged(await lint(inputs)), judged(await lint(inputs, { parseEverything: true }))];
}

it('the findings are those of parsing everything', async () => {
  let told = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(stream, { minLength: 1, maxLength: 2 }), async (files) => {
      const [looked, all] = await bothWays(files);
      told += (all as readonly unknown[]).length;
      expect(looked).toEqual(all);
    }),
    { seed: 19, numRuns: 3000 },
  );
  expect(told).toBeGreaterThan(3000);
});

describe('lookFor', () => {
  const look = lookFor(['calico', 'calico_', 'net-conf.json', 'projectcalico.org']);
  const crd = 'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: ippools.crd.projectcalico.org\n';

  it.each([
    ['a word', 'a: calico\n'],
    ['an escape', 'a: "c\\u0061lico"\n'],
    ['a line continuation', 'a: "cal\\\n  ico"\n'],
    ['CRLF after a backslash', 'a: "cal\\\r\n  ico"\n'],
    ['base64', 'a: !!binary Y2FsaWNv\n'],
    ['a tag spelt with escapes', 'a: !!b%69nary Y2FsaWNv\n'],
    ['a tag handle', '%TAG !k! tag:yaml.org,2002:\n---\na: !k!binary Y2FsaWNv\n'],
    ['a definition that is set twice', `${crd}kind: IPPool\n`],
    ['a definition in quotes', crd.replace('kind: CustomResourceDefinition', 'kind: "CustomResourceDefinition"')],
    ['a definition in braces', '{"apiVersion": "projectcalico.org/v3",\n"note": "\nkind: CustomResourceDefinition\n"}'],
  ])('%s may matter', (_, text) => {
    expect(look(text)).toBe(true);
  });

  it.each([
    ['no word', 'kind: Deployment\n'],
    ['an escape that hides no letter', 'a: "x\\ny\\"z"\n'],
    ['a tag that decodes nothing', 'a: !!str x\nb: !Ref y\n'],
    ['a regular expression', "a: '\\d+\\.\\w'\n"],
    ['a definition', crd],
    ['a definition behind a licence', `---\n# calico\n\n${crd}`],
    ['nested kinds', `${crd}spec:\n  names:\n    kind: IPPool\n`],
  ])('%s does not', (_, text) => {
    expect(look(text)).toBe(false);
  });

  it('has words of every reader', () => {
    for (const { words } of readers) expect(words.length).toBeGreaterThan(0);
    const all = lookFor(readers.flatMap(({ words }) => words));
    for (const word of readers.flatMap(({ words }) => words)) expect(all(`a: x${word}y\n`)).toBe(true);
  });
});
