/** Changes of settings in words of the operator: Enabled for true, one word for an encapsulation, one key for a detection method. */
import type { Change } from '../../cluster/finding.js';
import type { Write } from '../../cluster/setting.js';
import { at, type Edit, followed, type Origin, renameKey, replaceScalar, scalarAt } from '../../source/index.js';
import { scalarEdits, writeScalar } from '../write.js';
import { methodKeys } from './autodetection.js';

/** The edits of a change; undefined where the dialect has no word for it, or the text cannot be edited. */
export function edits(change: Change): readonly Edit[] | undefined {
  const { write } = change.setting;
  if (!write) return undefined;
  if ('remove' in change) return write.as === 'autodetection' ? undefined : scalarEdits(change);
  return words[write.as]?.(write, change.to) ?? (write.as in words ? undefined : scalarEdits(change, 'typed'));
}

type Words = (write: Write, to: string | number | boolean) => readonly Edit[] | undefined;

const words: Readonly<Record<string, Words>> = {
  natOutgoing: ({ place }, to) => writeScalar(place, to === true ? 'Enabled' : 'Disabled'),
  ipipMode: (write, to) => mode(write, 'IPIP', to),
  vxlanMode: (write, to) => mode(write, 'VXLAN', to),
  linuxDataplane: ({ place }, to) => writeWord(place, planes.get(String(to))),
  autodetection: ({ place }, to) => method(place, String(to)),
};

function writeWord(place: Origin, word: string | undefined): readonly Edit[] | undefined {
  return word === undefined ? undefined : writeScalar(place, word);
}

/** The data plane by what the operator makes of it for Felix' nftablesMode (core_controller.go:1658-1683). */
const planes: ReadonlyMap<string, string> = new Map([
  ['Auto', 'Nftables'],
  ['Enabled', 'Nftables'],
  ['Disabled', 'Iptables'],
]);

/** A mode is part of the word: off means None, unless the word is that of the other tunnel. */
function mode({ place }: Write, tunnel: 'IPIP' | 'VXLAN', to: string | number | boolean): readonly Edit[] | undefined {
  if (to === 'Always') return writeScalar(place, tunnel);
  if (to === 'CrossSubnet') return writeScalar(place, `${tunnel}CrossSubnet`);
  if (to !== 'Never') return undefined;
  const written = scalarAt(place.document.root, place.path)?.text ?? '';
  return written.startsWith(tunnel) ? writeScalar(place, 'None') : [];
}

/** The one key of the map and its value; a map that holds more is left alone. */
function method({ document, path }: Origin, to: string): readonly Edit[] | undefined {
  const map = path.slice(0, -1);
  const found = at(document.root, map);
  const old = path.at(-1);
  const node = found && followed(found);
  const meant = keyOf(to);
  if (node?.kind !== 'map' || node.entries.length !== 1 || typeof old !== 'string' || !meant) return undefined;
  const value = replaceScalar({ document, path }, meant.value, 'typed');
  const key = meant.key === old ? [] : renameKey({ document, path }, meant.key);
  return value && key ? [...key, ...value] : undefined;
}

function keyOf(to: string): { readonly key: string; readonly value: string | boolean } | undefined {
  const [key, prefix] = [...methodKeys].find(([, start]) => (start.endsWith('=') ? to.startsWith(start) : to === start)) ?? [];
  // Several ranges are a list, which a scalar does not become.
  if (key === undefined || prefix === undefined || key === 'cidrs') return undefined;
  if (key === 'firstFound') return { key, value: true };
  return { key, value: key === 'kubernetes' ? 'NodeInternalIP' : to.slice(prefix.length) };
}
