/** What flannel's net-conf.json says, and the command line of flanneld. */
import { type Draft, state } from '../../cluster/draft.js';
import type { Change } from '../../cluster/finding.js';
import { isKnown, type Known, type Layer } from '../../cluster/setting.js';
import { parseImage } from '../../network/image.js';
import {
  at,
  type Document,
  type Edit,
  entries,
  nested,
  type Origin,
  type Path,
  type ScalarNode,
  type SourceProblem,
  scalarAt,
} from '../../source/index.js';
import { jsonProblems } from '../json-text.js';
import { bool, integer, mapped, setting, stated, text } from '../stated.js';
import { originOf, type Unit } from '../unit.js';
import { type ContainerUnit, environmentOf, wordSettings } from '../workload.js';
import { scalarEdits } from '../write.js';
import { flannel, flanneldOf, key } from './reader.js';

const { name: reader } = flannel;

export function read(claimed: readonly Unit[], draft: Draft, all: readonly Unit[]): void {
  for (const unit of claimed) {
    const flanneld = flanneldOf(unit);
    if (flanneld) readDaemon(flanneld, all, draft);
    else readNetConf(unit, draft);
  }
}

export function edits(change: Change): readonly Edit[] | undefined {
  return scalarEdits(change, 'typed');
}

/** A flag goes before the variable of its name (coreos/pkg flagutil/env.go, c61a0e3); with several --iface the first that fits a node is taken. */
function readDaemon({ unit, path, image, ...rest }: ContainerUnit, all: readonly Unit[], draft: Draft): void {
  state(
    draft.product.flannel,
    mapped(image, (reference) => parseImage(reference)?.tag, 'drop'),
  );
  const words = wordSettings(unit, reader, [...path, 'command'], [...path, 'args']).filter(isKnown);
  const flags = words.flatMap((word, i) => {
    const found = /^--?iface(?:=(.*))?$/.exec(word.value);
    const next = words[i + 1];
    if (!found) return [];
    const { write: _, ...said } = found[1] === undefined && next ? next : { ...word, value: found[1] ?? '' };
    return [said];
  });
  const env = environmentOf({ unit, path, image, ...rest }, all, { reader, layer: 'workload' });
  if (flags.length === 0) state(draft.flannel.iface, env.get('FLANNELD_IFACE'));
  else if (flags.length === 1) state(draft.flannel.iface, flags[0]);
  state(draft.flannel.ifaceRegex, env.get('FLANNELD_IFACE_REGEX'));
}

function readNetConf(unit: Unit, draft: Draft): void {
  const inner = nested(unit.document, [...unit.path, 'data', key]);
  if (!inner) return;
  draft.problems.push(...jsonProblems(inner, key), ...wrongTypes(inner.document));
  const { document } = inner;
  const via = originOf(unit, ['data', key]);
  const field = <T>(path: Path, parse: (node: ScalarNode) => T | undefined): Known<T> | undefined => {
    const written = spelled(document, path);
    return (
      written && stated({ document, path: [], object: undefined }, written, parse, { reader, layer: 'config-map', as: path.join('.'), via })
    );
  };
  state(draft.flannel.network, field(['Network'], text));
  state(draft.flannel.network6, field(['IPv6Network'], text));
  state(draft.flannel.ipv6, field(['EnableIPv6'], bool));
  // The backend wireguard calls it ListenPort (flannel pkg/backend/wireguard/wireguard.go).
  state(draft.flannel.port, field(['Backend', 'Port'], bareInteger) ?? field(['Backend', 'ListenPort'], bareInteger));
  state(draft.flannel.vni, field(['Backend', 'VNI'], bareInteger));
  state(draft.flannel.directRouting, field(['Backend', 'DirectRouting'], bool));
  state(draft.mtu.flannel, field(['Backend', 'MTU'], bareInteger));
  state(draft.flannel.backend, field(['Backend', 'Type'], text) ?? defaultBackend(document, via));
  if (draft.flannel.backend.some(isKnown)) state(draft.cidrs.pod, field(['Network'], text));
}

const numbers = ['VNI', 'Port', 'MTU'];
const switches = ['GBP', 'Learning', 'DirectRouting'];

/** What Go refuses to decode: flanneld ends with "error decoding VXLAN backend config" (flannel pkg/backend/vxlan/vxlan.go, cdf76059). */
function wrongTypes(document: Document): readonly SourceProblem[] {
  const node = (...steps: string[]): ScalarNode | undefined => scalarAt(document.root, spelled(document, steps) ?? ['']);
  if (node('Backend', 'Type')?.text.toLowerCase() !== 'vxlan') return [];
  return [...numbers, ...switches].flatMap((name) => {
    const found = node('Backend', name);
    if (typeof found?.value !== 'string' || found.style === 'plain' || found.templated) return [];
    const message = `${key}: Backend.${name} is the text "${found.text}", and flannel takes ${numbers.includes(name) ? 'a number' : 'true or false'}: write it without quotes`;
    return [{ kind: 'syntax', message, at: { start: found.start, end: found.end }, document } as const];
  });
}

/** Digits in quotes are no number for flannel. */
function bareInteger(node: ScalarNode): number | undefined {
  return typeof node.value === 'string' ? undefined : integer(node);
}

/** Without Backend, flannel uses udp, not vxlan; a Backend without Type has none (flannel pkg/subnet/config.go:45-55). */
function defaultBackend(document: Document, via: Origin): Known<string> | undefined {
  if (!document.root) return undefined;
  const layer: Layer = 'config-map';
  const type = spelled(document, ['Backend']) ? '' : 'udp';
  return setting(type, 'default', { document, path: ['Backend', 'Type'], via }, { reader, layer });
}

/** Go decodes JSON keys in any case: the path as it is written. */
function spelled(document: Document, path: Path): Path | undefined {
  const found: string[] = [];
  for (const step of path) {
    const name = entries(at(document.root, found)).find((e) => e.name.toLowerCase() === String(step).toLowerCase())?.name;
    if (name === undefined) return undefined;
    found.push(name);
  }
  return found;
}
