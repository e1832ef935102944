/** The object that a chart makes of a map of values, as it stands in the values. */
import type { Draft } from '../../cluster/draft.js';
import { at, type Document, type Entry, entry, followed, type Node } from '../../source/index.js';
import { originOf, type Unit } from '../unit.js';
import type { Values } from './values.js';

type Head = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Keys that the chart keeps to itself. */
  readonly omit: readonly string[];
};

/**
 * An object whose `spec` is the map below `key`, without the chart's own keys: its nodes stay where they are in the text, so that readers and
 * rules of the object speak about the values, and edit them. Undefined where there is no such map.
 */
export function renderedObject({ unit, base }: Values, key: string, head: Head): Unit | undefined {
  const map = at(unit.document.root, [...unit.path, ...base]);
  const found = map && entry(map, key);
  const spec = found && followed(found.value);
  if (!found || spec?.kind !== 'map') return undefined;
  const { start, end } = found.key;
  // What the chart writes by itself stands nowhere: an edit of it would hit the key. `shared` keeps edits away.
  const text = (value: string): Node => ({
    kind: 'scalar',
    start,
    end,
    style: 'plain',
    text: value,
    value,
    templated: false,
    shared: true,
  });
  const pair = (name: string, value: Node): Entry => ({ key: found.key, name, value });
  const group = (entries: readonly Entry[], shared?: true): Node => ({
    ...{ kind: 'map', start: found.key.start, end: spec.end, flow: false, entries },
    ...(shared && { shared }),
  });
  const root = group([
    pair('apiVersion', text(head.apiVersion)),
    pair('kind', text(head.kind)),
    pair('metadata', group([pair('name', text(head.name))], true)),
    pair('spec', { ...spec, entries: spec.entries.filter(({ name }) => !head.omit.includes(name)) }),
  ]);
  const document: Document = { ...unit.document, root };
  const { apiVersion, kind, name } = head;
  const object = { apiVersion, kind, name, group: apiVersion.split('/')[0] ?? '', namespace: '' };
  return { document, path: [], object };
}

/** Lets the rules for objects judge what the chart makes of the map below a key. */
export function stateObject(unit: Unit, valuesKey: string, draft: Draft): void {
  const { apiVersion = '', kind = '', name = '' } = unit.object ?? {};
  const origin = originOf(unit, ['metadata', 'name']);
  draft.objects.push({ apiVersion, kind, namespace: '', name, templated: unit.document.structural, valuesKey, origin });
}
