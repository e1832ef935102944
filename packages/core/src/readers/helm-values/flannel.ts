/** flannel as its chart, rke2-canal and rke2-flannel configure it. MTUs in bytes. */
import { type Draft, state } from '../../cluster/draft.js';
import { isKnown, type Known, knownValue } from '../../cluster/setting.js';
import { at, items, type Origin, scalarAt } from '../../source/index.js';
import { readUnknownKeys } from '../keys.js';
import { bool, integer, mapped, setting, text } from '../stated.js';
import { flannelKeys, flannelMeant } from './canal-keys.js';
import { placeOfKey, reader, written, writtenOr } from './chart-values.js';
import { readImages } from './images.js';
import type { Values } from './values.js';

/** States `flannel.*`, which every chart that runs flanneld spells alike (flannel-io/flannel v0.28.9, chart/kube-flannel/templates/config.yaml). */
export function readFlannel(values: Values, draft: Draft): void {
  const { flannel, mtu, product } = draft;
  const backend = writtenOr(values, 'flannel.backend', text, 'vxlan');
  state(flannel.backend, backend);
  const type = knownValue(backend)?.toLowerCase();
  // 0 leaves the port to flannel; the template hands it over for these types only.
  const [port, vni] = values.chart === 'rke2-flannel' ? [4789, 4096] : [undefined, undefined];
  const positive = (value: number): number | undefined => (value > 0 ? value : undefined);
  if (type === 'vxlan' || type === 'udp' || type === 'wireguard')
    state(flannel.port, mapped(or(values, 'flannel.backendPort', port), positive));
  if (type === 'vxlan') {
    state(flannel.vni, mapped(or(values, 'flannel.vni', vni), positive));
    state(flannel.directRouting, written(values, 'flannel.directRouting', bool));
  }
  if (type === 'vxlan' || type === 'wireguard') state(mtu.flannel, mapped(written(values, 'flannel.mtu', integer), positive));
  if (values.chart === 'rke2-canal') {
    state(flannel.iface, writtenOr(values, 'flannel.iface', text, ''));
    // FLANNELD_IFACE_REGEX, since v3.26.1-build2023080200.
    state(flannel.ifaceRegex, written(values, 'flannel.regexIface', text));
  } else state(flannel.iface, ifaceFlag(values));
  state(
    product.flannel,
    mapped(written(values, 'flannel.image.tag', text), (tag) => tag || undefined, 'drop'),
  );
}

function or(values: Values, key: string, fallback: number | undefined): ReturnType<typeof written<number>> {
  return fallback === undefined ? written(values, key, integer) : writtenOr(values, key, integer, fallback);
}

/** Its own chart has no key for the interface: `--iface` among the arguments. */
function ifaceFlag(values: Values): Known<string> | undefined {
  const flags = (flannelArgs(values) ?? []).filter(({ text: arg }) => /^--?iface=/.test(arg));
  const [flag] = flags;
  return flags.length === 1 && flag
    ? setting(flag.text.replace(/^[^=]*=/, ''), 'explicit', flag.origin, { reader, layer: 'resource' })
    : undefined;
}

/** flannel alone, as its own chart or RKE2 installs it; RKE2 sets the ranges itself. */
export function readFlannelChart(values: Values, draft: Draft): void {
  readFlannel(values, draft);
  const known = { installer: `the chart ${values.chart}`, reader, keys: flannelKeys, meant: flannelMeant };
  readUnknownKeys(
    values,
    { ...known, unread: 'no template of the chart mentions it', ...(!values.named && { loose: true as const }) },
    draft,
  );
  const name = values.chart === 'rke2-flannel' ? 'rancher/hardened-flannel' : 'ghcr.io/flannel-io/flannel';
  const images = [{ container: 'kube-flannel', repository: { key: 'flannel.image.repository', fallback: name }, tag: 'flannel.image.tag' }];
  readImages(values, draft, { kind: 'DaemonSet', namespace: 'kube-flannel', name: 'kube-flannel-ds', images });
  if (values.chart === 'rke2-flannel') return;
  const network = writtenOr(values, 'podCidr', text, '10.244.0.0/16');
  const network6 = written(values, 'podCidrv6', (node) => text(node) || undefined);
  state(draft.flannel.network, network);
  state(draft.flannel.network6, network6);
  state(draft.cidrs.pod, network);
  state(draft.cidrs.pod, network6);
  if (isKnown(network6)) state(draft.flannel.ipv6, setting(true, 'derived', network6.origin, { reader, layer: 'resource' }));
}

/** The arguments of flanneld as they are written, each with its place; undefined where the chart's own hold, or a template fills one in. */
export function flannelArgs(values: Values): readonly { readonly text: string; readonly origin: Origin }[] | undefined {
  const { document, path } = placeOfKey(values, 'flannel.args');
  const list = items(at(document.root, path)).map((_, i) => ({
    node: scalarAt(document.root, [...path, i]),
    origin: { document, path: [...path, i] },
  }));
  if (list.length === 0 || document.structural || list.some(({ node }) => !node || node.templated)) return undefined;
  return list.map(({ node, origin }) => ({ text: node?.text ?? '', origin }));
}

/** The argument that sets a flag; Go takes one dash or two. */
export function flagOf<T extends { readonly text: string }>(args: readonly T[], flag: string): T | undefined {
  return args.find(({ text: arg }) => arg.replace(/^--?/, '').split('=')[0] === flag);
}
