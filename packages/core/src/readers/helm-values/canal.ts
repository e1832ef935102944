/** rke2-canal: calico-node with the backend none beside flannel (rancher/rke2-charts 262e21a, packages/rke2-canal). MTUs in bytes. */
import { type Draft, state } from '../../cluster/draft.js';
import { isKnown } from '../../cluster/setting.js';
import { calicoVersionOf, parseImage } from '../../network/image.js';
import { readUnknownKeys } from '../keys.js';
import { integer, mapped, setting, text } from '../stated.js';
import { canalKeys, canalMeant } from './canal-keys.js';
import { readCanalRemarks } from './canal-remarks.js';
import { placeOfKey, reader, written, writtenOr } from './chart-values.js';
import { readFlannel } from './flannel.js';
import { type ImageKeys, readImages } from './images.js';
import type { Values } from './values.js';

/** States what the chart makes of its values. */
export function readCanal(values: Values, draft: Draft): void {
  const origin = placeOfKey(values, 'calico');
  state(draft.plane, setting('canal', 'derived', origin, { reader, layer: 'resource' }));
  state(draft.ipam, setting('host-local', 'derived', origin, { reader, layer: 'resource' }));
  state(draft.backend, writtenOr(values, 'calico.networkingBackend', text, 'none'));
  state(draft.mtu.veth, writtenOr(values, 'calico.vethuMTU', integer, 1450));
  state(draft.product.clusterType, written(values, 'calico.clusterType', text));
  state(
    draft.typha,
    mapped(writtenOr(values, 'calico.typhaServiceName', text, 'none'), (name) => name !== 'none' && name !== '', 'drop'),
  );
  readMethods(values, draft);
  for (const [slot, key] of [
    [draft.failsafe.inbound, 'calico.felixFailsafeInboundHostPorts'],
    [draft.failsafe.outbound, 'calico.felixFailsafeOutboundHostPorts'],
  ] as const)
    state(
      slot,
      written(values, key, (node) => text(node) || undefined, { layer: 'felix-env' }),
    );
  readFlannel(values, draft);
  readImages(values, draft, { kind: 'DaemonSet', namespace: 'kube-system', name: 'rke2-canal', images });
  state(draft.product.calico, calicoVersion(values));
  readUnknownKeys(values, { ...known, ...(!values.named && { loose: true as const }) }, draft);
  readCanalRemarks(values, draft);
}

const known = {
  installer: 'the chart rke2-canal',
  reader,
  keys: canalKeys,
  meant: canalMeant,
  unread: 'no template of the chart mentions it',
};

const image = (container: string, key: string, name: string): ImageKeys => ({
  container,
  repository: { key: `${key}.repository`, fallback: name },
  tag: `${key}.tag`,
});

const images: readonly ImageKeys[] = [
  { ...image('install-cni', 'calico.cniImage', 'rancher/hardened-calico'), init: true },
  { ...image('flexvol-driver', 'calico.flexvolImage', 'rancher/hardened-calico'), init: true },
  image('calico-node', 'calico.nodeImage', 'rancher/hardened-calico'),
  image('kube-flannel', 'flannel.image', 'rancher/hardened-flannel'),
  image('calico-kube-controllers', 'calico.kubeControllerImage', 'rancher/hardened-calico'),
];

/** A copy of the chart's own `first-found` is no wish. */
function readMethods(values: Values, draft: Draft): void {
  for (const [slot, key] of [
    [draft.nodeAddress.method, 'calico.ipAutoDetectionMethod'],
    [draft.nodeAddress.method6, 'calico.ip6AutoDetectionMethod'],
  ] as const) {
    const method = writtenOr(values, key, text, 'first-found');
    state(slot, isKnown(method) && method.value === 'first-found' ? { ...method, how: 'default' } : method);
  }
}

/** `v3.30.3-build20250909` is Calico v3.30.3. */
function calicoVersion(values: Values): Draft['product']['calico'][number] | undefined {
  return mapped(
    written(values, 'calico.nodeImage.tag', text),
    (tag) => {
      const parsed = parseImage(`rancher/hardened-calico:${tag}`);
      return parsed && calicoVersionOf(parsed);
    },
    'drop',
  );
}
