/** Changes of settings as edits of variables, in YAML and in INI. */
import type { Change } from '../../cluster/finding.js';
import type { Write } from '../../cluster/setting.js';
import { type Encapsulation, type Mode, modesOf } from '../../network/encapsulation.js';
import { at, bringing, type Edit, insertKey, type Origin, renameKey, replaceScalar, scalarAt, type Written } from '../../source/index.js';
import { imageEdits, scalarEdits } from '../write.js';

/** The edits of a change; undefined where it cannot be written. */
export function edits(change: Change): readonly Edit[] | undefined {
  const { write } = change.setting;
  if (!write) return scalarEdits(change);
  // The defaults of Kubespray's roles are not the user's: an inventory goes before them.
  if (/(?:^|\/)roles\/.*\/defaults\//.test(write.place.document.source.name.replaceAll('\\', '/'))) return undefined;
  if (write.as === 'image') return imageEdits(change);
  if ('remove' in change) return write.as in words ? undefined : scalarEdits(change);
  return words[write.as]?.(write, change.to) ?? (write.as in words ? undefined : variableEdits(write, change));
}

const words: Readonly<Record<string, (write: Write, to: Written) => readonly Edit[] | undefined>> = {
  key: ({ place }, to) => renameKey(place, String(to)),
  // Kubespray turns the mesh off where nodes peer with routers.
  mesh: ({ place }, to) => replaceScalar(place, !to, 'typed'),
  encapsulation: (write, to) => encapsulationEdits(write, to as Encapsulation),
};

/** A variable that is not written is added beside another one. */
function variableEdits({ place, beside }: Write, change: Change & { readonly to: Written }): readonly Edit[] | undefined {
  if (!beside || at(place.document.root, place.path)) return scalarEdits(change, 'typed');
  return insertBeside(beside, String(place.path.at(-1)), String(change.to));
}

/** An encapsulation becomes the two mode variables, each where it is written, the missing one beside the other. */
function encapsulationEdits(write: Write, to: Encapsulation): readonly Edit[] | undefined {
  const suffix = String(write.place.path.at(-1)).endsWith('_ipv6') ? '_ipv6' : '';
  const { ipipMode, vxlanMode } = modesOf(to);
  // roles/network_plugin/calico/tasks/check.yml refuses IPIP for IPv6.
  if (suffix !== '' && ipipMode !== 'Never') return undefined;
  const both = [modeEdit(write, `calico_vxlan_mode${suffix}`, vxlanMode), modeEdit(write, `calico_ipip_mode${suffix}`, ipipMode)];
  return both.some((e) => e === undefined) ? undefined : both.flatMap((e) => e ?? []);
}

/** Unlike an IPPool, a variable that is not written need not mean Never: it is added in any case. */
function modeEdit({ place, beside }: Write, name: string, mode: Mode): readonly Edit[] | undefined {
  const sibling: Origin = { document: place.document, path: [...place.path.slice(0, -1), name] };
  const origin = beside?.path.at(-1) === name ? beside : sibling;
  const written = scalarAt(origin.document.root, origin.path);
  if (written) return written.text === mode && !written.templated ? [] : replaceScalar(origin, mode);
  return at(origin.document.root, origin.path) ? undefined : insertBeside(place, name, mode);
}

/** Adds a variable behind the one at `place`: on the next line, or on the same line for a host of an INI inventory. */
function insertBeside(place: Origin, name: string, value: string): readonly Edit[] | undefined {
  const { document, path } = place;
  const parent = at(document.root, path.slice(0, -1));
  const entry = parent?.kind === 'map' ? parent.entries.find((e) => e.name === path.at(-1)) : undefined;
  const { text, start } = document.piece;
  if (parent?.kind !== 'map' || !entry || document.outer) return undefined;
  const add = (at: number, added: string): readonly Edit[] | undefined =>
    bringing({ document, path: [...path.slice(0, -1), name] }, [
      { file: document.source.name, start: start + at, end: start + at, text: added },
    ]);
  const indent = text.slice(lineStart(text, entry.key.start), entry.key.start);
  const ownLine = /^[ \t]*$/.test(indent);
  const ini = /^[ \t]*=[ \t]*$/.test(text.slice(entry.key.end, entry.value.start));
  if (ini && !ownLine) return add(entry.value.end, ` ${name}=${value}`);
  if (parent.flow || !ownLine || /[\r\n]/.test(text.slice(entry.key.start, entry.value.end)))
    return ini ? undefined : insertKey(document, path.slice(0, -1), name, value);
  const rest = text.slice(entry.value.end).search(/[\r\n]/);
  const end = rest < 0 ? text.length : entry.value.end + rest;
  return add(end, `${eol(text, end)}${indent}${name}${ini ? '=' : ': '}${value}`);
}

/** The line end at a place; that of the first line where the text ends there. */
function eol(text: string, at: number): string {
  const found = /\r\n|\n|\r/;
  return (found.exec(text.slice(at, at + 2)) ?? found.exec(text))?.[0] ?? '\n';
}

function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}
