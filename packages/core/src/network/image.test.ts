import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calicoVersionOf, fieldImage, formatImage, type Image, operatorCalicoMinor, parseImage, pin, siblingTag } from './image.js';

const sha = `sha256:${'0123456789abcdef'.repeat(4)}`;

function read(ref: string): Image {
  const image = parseImage(ref);
  if (image === undefined) throw new Error(`not an image: ${ref}`);
  return image;
}

test.each<[string, Image]>([
  ['node', { repository: 'node', name: 'node' }],
  ['calico/node:v3.28.1', { repository: 'calico/node', name: 'node', tag: 'v3.28.1' }],
  ['my.registry:5000/proxy/calico/node', { registry: 'my.registry:5000', repository: 'proxy/calico/node', name: 'node' }],
  ['localhost/calico/cni:a', { registry: 'localhost', repository: 'calico/cni', name: 'cni', tag: 'a' }],
  ['registry:5000', { repository: 'registry', name: 'registry', tag: '5000' }],
  ['[::1]:5000/a/b', { registry: '[::1]:5000', repository: 'a/b', name: 'b' }],
  [`quay.io/calico/node:v3.31.0@${sha}`, { registry: 'quay.io', repository: 'calico/node', name: 'node', tag: 'v3.31.0', digest: sha }],
  [`calico/node@${sha}`, { repository: 'calico/node', name: 'node', digest: sha }],
])('reads %s', (ref, image) => {
  expect(parseImage(ref)).toEqual(image);
});

test.each([
  ...[
    '',
    ':v1',
    '@sha256:00',
    'calico/node:',
    'calico//node',
    '/calico/node',
    'calico/node/',
    'Calico/node',
    'calico/node:v1:v2',
    'calico/no de',
  ],
  ...[
    'calico/node:-v1',
    `calico/node:${'a'.repeat(129)}`,
    'calico/node@sha256:abc',
    'calico/__node',
    'reg.io:port/a',
    'calico/node\n',
    '-a.b/c',
  ],
])('refuses "%s"', (ref) => {
  expect(parseImage(ref)).toBeUndefined();
});

test('print and parse are inverse', () => {
  const component = fc.stringMatching(/^[a-z0-9]{1,6}((\.|_|__|-{1,3})[a-z0-9]{1,5}){0,2}$/);
  const registry = fc.constantFrom(undefined, 'localhost', 'docker.io', 'my.registry:5000', 'host:80', '10.0.0.1:5000');
  const tag = fc.option(fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,20}$/), { nil: undefined });
  fc.assert(
    fc.property(registry, fc.array(component, { minLength: 1, maxLength: 4 }), tag, fc.boolean(), (host, path, label, pinned) => {
      // A first component such as `a.b` or `localhost` would be the registry, as it is for every runtime.
      fc.pre(host !== undefined || path.length === 1 || !/\.|^localhost$/.test(path[0]!));
      const image: Image = {
        ...(host === undefined ? {} : { registry: host }),
        repository: path.join('/'),
        name: path.at(-1)!,
        ...(label === undefined ? {} : { tag: label }),
        ...(pinned ? { digest: sha } : {}),
      };
      expect(parseImage(formatImage(image))).toEqual(image);
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      const image = parseImage(text);
      if (image !== undefined) expect(formatImage(image)).toBe(text);
    }),
  );
});

test.each<[string, string | undefined]>([
  ['calico/node', 'node'],
  ['docker.io/calico/cni:v3.28.1', 'cni'],
  ['quay.io/calico/calico:v3.33.0', 'calico'],
  ['my.registry:5000/proxy/calico/node', 'node'],
  ['docker.io/rancher/calico-node', 'node'],
  ['rancher/mirrored-calico-kube-controllers:v3.28.1', 'kube-controllers'],
  ['rancher/mirrored-calico-pod2daemon-flexvol', 'pod2daemon-flexvol'],
  ['rancher/mirrored-calico-operator:v1.34.13', 'operator'],
  ['rancher/mirrored-calico-whisker', 'other'],
  ['reg.io/x/rancher/hardened-calico:v3.28.1-build20240910', 'calico'],
  ['rancher/hardened-flannel', 'flannel'],
  ['rancher/mirrored-flannelcni-flannel', 'flannel'],
  ['rancher/mirrored-flannel-flannel-cni-plugin', 'flannel-cni'],
  ['rancher/mirrored-coreos-flannel', 'flannel'],
  ['rancher/mirrored-flannel', 'flannel'],
  ['rancher/flannel-cni:v0.3.0-rancher9', 'flannel-cni'],
  ['rancher/coreos-flannel', 'flannel'],
  ['quay.io/coreos/flannel:v0.15.1', 'flannel'],
  ['docker.io/flannel/flannel', 'flannel'],
  ['flannel/flannel-cni-plugin', 'flannel-cni'],
  ['docker.io/flannelcni/flannel', 'flannel'],
  ['ghcr.io/flannel-io/flannel', 'flannel'],
  ['quay.io/tigera/operator:v1.42.3', 'operator'],
  ['gcr.io/projectcalico-org/node', 'node'],
  ['capzcicommunity.azurecr.io/calico/ctl', 'ctl'],
  ['calico/windows:v3.26.5', 'other'],
  ['calico/upgrade:v1.0.5', 'upgrade'],
  ['acme/calico-typha', 'typha'],
  ...[
    'foo/calicocut',
    'acme/canal',
    'canal/canal-server',
    'node',
    'library/node',
    'acme/node',
    'calico/yaobank-customer',
    'ghcr.io/calico/website',
  ].map((ref): [string, undefined] => [ref, undefined]),
  ...['acme/my-calico-node', 'flannel', 'acme/flannel', 'acme/calico-cat', 'tigera/cnx-node', 'acme/operator', 'coreos/etcd'].map(
    (ref): [string, undefined] => [ref, undefined],
  ),
])('%s is %s', (ref, field) => {
  expect(fieldImage(read(ref))).toBe(field);
});

test.each([
  ...['v3.28.1', '3.28.1', 'v3.28.1-arm64', 'v0.24.4', 'v3.28.1-build20240910', 'v3.28.0-rc1', 'v0.3.0-rancher9'].map((tag) => [
    tag,
    'release',
  ]),
  ...['v3.30.0-0.dev-689-g1a2b3c4', '1a2b3c4d5e6f'].map((tag) => [tag, 'release']),
  ...['master', 'main', 'release-v3.28', 'v3', 'v3.28', 'stable', 'edge', 'nightly', 'dev', 'test'].map((tag) => [tag, 'moving']),
  ...['v3.30.0-0.dev', 'v3.28.x', 'v3.28.1x', 'latest-arm64', 'v3.28.1-latest', 'v3.28-arm64', 'v3.28.1.2'].map((tag) => [tag, 'moving']),
] as const)('tag %s is %s', (tag, kind) => {
  expect(pin(read(`calico/node:${tag}`))).toEqual({ kind, tag });
});

test('latest, digest and no tag', () => {
  expect(pin(read('calico/node:latest'))).toEqual({ kind: 'latest' });
  expect(pin(read('calico/node'))).toEqual({ kind: 'none' });
  expect(pin(read(`calico/node:latest@${sha}`))).toEqual({ kind: 'digest' });
});

test.each([
  ['calico/node:v3.28.1', { major: 3, minor: 28, patch: 1 }],
  ['rancher/hardened-calico:v3.28.1-build20240910', { major: 3, minor: 28, patch: 1 }],
  ['calico/cni:release-v3.28', { major: 3, minor: 28 }],
  ['calico/node:v2.6.12', { major: 2, minor: 6, patch: 12 }],
  ['calico/cni:v1.11.8', undefined],
  ['calico/node:master', undefined],
  ['calico/node', undefined],
  ['flannel/flannel:v0.24.4', undefined],
  ['tigera/operator:v1.34.13', undefined],
  ['calico/upgrade:v3.0.0', undefined],
])('%s is of release %j', (ref, version) => {
  expect(calicoVersionOf(read(ref))).toEqual(version);
});

test('the operator counts for itself', () => {
  const minors = ['v1.28.5', 'v1.30.9', 'v1.34.13', 'v1.36.16', 'v1.38.13', 'v1.40.15', 'v1.42.3', 'v1.20.9'].map(operatorCalicoMinor);
  expect(minors.map((version) => version?.minor)).toEqual([24, 26, 28, 29, 30, 31, 32, 20]);
  expect(operatorCalicoMinor('v1.32.12')?.minor).toBe(27);
  for (const tag of ['v1.41.0', 'v3.28.1', 'master']) expect(operatorCalicoMinor(tag)).toBeUndefined();
});

test.each([
  ['quay.io/calico/cni', 'quay.io/calico/node:v3.33.0', undefined],
  ['quay.io/calico/cni', 'quay.io/calico/node:v3.32.1', 'v3.32.1'],
  ['quay.io/calico/calico', 'quay.io/calico/node:v3.32.1', undefined],
  ['quay.io/calico/calico', 'quay.io/calico/node:v3.33.0', 'v3.33.0'],
  ['quay.io/calico/node', 'quay.io/calico/calico:v3.33.0', 'v3.33.0'],
  ['proxy.example:5000/calico/typha', 'proxy.example:5000/calico/node:v3.34.1', undefined],
])('beside %2$s the tag of %1$s is %3$s', (image, other, tag) => {
  expect(siblingTag(read(image), read(other))).toBe(tag);
});
