// What the input says about one slot: the value that holds, where it comes from, and what it beats.

import { effective } from '../cluster/precedence.js';
import { everyNode, isKnown, type Known, type Scope, type Setting, type Slot, type Unknown } from '../cluster/setting.js';
import { locate, type Origin } from '../source/index.js';
import type { Row } from './table.js';
import { visible } from './visible.js';

/** Words for a value, and what else is to be said about it. */
export type Wording<T> = { readonly text?: (value: T) => string; readonly note?: (value: T) => readonly string[] };

/** `file:line` of an origin; a fact of the command line has no line. */
export function placeText(origin: Origin): string {
  const { file, line } = locate(origin);
  const written = origin.document.root !== undefined || origin.document.outer !== undefined;
  return written ? `${visible(file)}:${line}` : visible(file);
}

/** The value that holds on all nodes, then those of single nodes and selectors. No row where nothing is said. */
export function slotRows<T>(label: string, slot: Slot<T>, wording: Wording<T> = {}): readonly Row[] {
  const holds = effective(slot);
  const narrow = slot.filter(isKnown).filter((one) => one.scope.kind !== 'all' && one.beatenBy === undefined && one.live !== 'dead');
  const rows = [
    ...(holds ? [knownRow(label, holds, wording, isKnown(holds) ? losers(slot, holds, wording) : rivals(slot, wording))] : []),
    ...narrow.map((one) => knownRow(`${label}${scopeText(one.scope)}`, one, wording, losers(slot, one, wording))),
  ];
  if (rows.length > 0 || slot.length === 0) return rows;
  return [
    {
      label,
      value: 'nothing that has an effect',
      tone: 'quiet',
      remarks: slot.filter(isKnown).map((one) => `dead: ${said(one, wording)}`),
    },
  ];
}

/** One value on its own; `remarks` come after what its provenance says. */
export function knownRow<T>(label: string, known: Known<T>, wording: Wording<T> = {}, remarks: readonly string[] = []): Row {
  if (!isKnown(known)) return unknownRow(label, known, remarks);
  const { origin, how, live, value, write } = known;
  const life = live === 'first-install' ? ['read at first install only'] : live === 'dead' ? ['dead: nothing reads it any more'] : [];
  return {
    label,
    value: worded(value, wording),
    place: `${how === 'default' ? `default of ${assumedBy(write)}, ` : how === 'derived' ? 'derived from ' : ''}${placeText(origin)}`,
    remarks: [...chain(origin), ...life, ...(wording.note?.(value) ?? []), ...remarks],
  };
}

/** An unknown with its reason and the line that would settle it. */
export function unknownRow(label: string, { unknown, settle, origin }: Unknown, remarks: readonly string[] = []): Row {
  return {
    label,
    value: `unknown: ${visible(unknown)}`,
    tone: 'unknown',
    ...(origin && { place: placeText(origin) }),
    remarks: [...(origin ? chain(origin) : []), ...(settle === undefined ? [] : [`settle: ${visible(settle)}`]), ...remarks],
  };
}

/** What a value was read from, nearest first. */
function chain(origin: Origin): readonly string[] {
  return origin.via ? [`via ${placeText(origin.via)}`, ...chain(origin.via)] : [];
}

/** The settings of a slot that lose against `winner`, and those that are dead beside it. */
function losers<T>(slot: Slot<T>, winner: Setting<T>, wording: Wording<T>): readonly string[] {
  return slot.filter(isKnown).flatMap((one) => {
    if (!sameScope(ruling(slot, one), winner.scope)) return [];
    if (one.beatenBy !== undefined) return [`beats ${said(one, wording)}`];
    return one.live === 'dead' ? [`dead: ${said(one, wording)}`] : [];
  });
}

/** The nodes of the setting that wins in the end over `one`: `beatenBy` names a source that beats it, not always the highest. */
function ruling<T>(slot: Slot<T>, one: Setting<T>): Scope {
  const better = slot.find((other): other is Setting<T> => isKnown(other) && other.origin === one.beatenBy);
  if (better) return ruling(slot, better);
  return one.beatenBy ? everyNode : one.scope;
}

function sameScope(a: Scope, b: Scope): boolean {
  return scopeText(a) === scopeText(b);
}

/** What the sources say about every node where that leaves the value unknown. */
function rivals<T>(slot: Slot<T>, wording: Wording<T>): readonly string[] {
  return slot.filter(isKnown).flatMap((one) => (one.scope.kind === 'all' && one.live !== 'dead' ? [`said: ${said(one, wording)}`] : []));
}

function said<T>({ value, scope, origin, how, write }: Setting<T>, wording: Wording<T>): string {
  return `${worded(value, wording)}${how === 'default' ? ` (default of ${assumedBy(write)})` : ''}${scopeText(scope)} at ${placeText(origin)}`;
}

const installers: ReadonlyMap<string, string> = new Map([
  ['helm-values', 'the chart'],
  ['operator', 'the operator'],
  ['kubespray', 'Kubespray'],
  ['rke1', 'RKE'],
  ['kops', 'kops'],
  ['k3s', 'K3s'],
  ['kubeone', 'KubeOne'],
  ['microk8s', 'MicroK8s'],
]);

/** Whose default it is: that of the installer whose file would say otherwise. */
function assumedBy(write: Setting<unknown>['write']): string {
  return installers.get(write?.reader ?? '') ?? 'Calico';
}

function scopeText(scope: Scope): string {
  if (scope.kind === 'all') return '';
  return scope.kind === 'node' ? ` on ${visible(scope.name)}` : ` where ${visible(scope.selector)}`;
}

function worded<T>(value: T, { text }: Wording<T>): string {
  const words = visible(text ? text(value) : Array.isArray(value) ? value.join(', ') : String(value));
  return words === '' ? '""' : words;
}
