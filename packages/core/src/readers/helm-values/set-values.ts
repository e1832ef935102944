/** What an installer hands to helm with --set, as a map of values that goes before the others: each value stays where it is written. */
import { type Entry, entries, followed, items, type MapNode, type Node, type Path, type ScalarNode, scalarAt } from '../../source/index.js';

/** A list whose items name a key at `key`, as helm's --set spells it; without `key` a map of such names. */
export type SetList = {
  readonly list: Path;
  readonly key?: string;
  /** How the value beside the key gets its type; without it the value is not in the input. */
  readonly typed?: 'argo-cd' | 'helm-controller';
};

/** One --set; `value` where it is known here. */
export type SetValue = { readonly path: Path; readonly value?: ScalarNode };

/** What a list says, wherever it stands. */
export function setValuesIn(node: Node | undefined, { key, typed }: SetList): readonly SetValue[] {
  const told =
    key === undefined
      ? entries(node).map(({ name, value }) => ({ name, item: undefined, value: followed(value) }))
      : items(node).map((item) => ({ name: scalarAt(item, [key])?.text ?? '', item, value: scalarAt(item, ['value']) }));
  return told
    .filter(({ name }) => name !== '')
    .map(({ name, item, value }) => {
      const asText = item !== undefined && scalarAt(item, ['forceString'])?.value === true;
      const literal = typed && value?.kind === 'scalar' ? retyped(value, asText ? 'text' : typed) : undefined;
      return { path: setPath(name), ...(literal && { value: literal }) };
    });
}

/** `a.b\.c[0].d` of --set (helm v3, pkg/strvals/parser.go). */
function setPath(name: string): Path {
  return [...name.matchAll(/((?:\\.|[^.[\\])+)|\[(\d+)\]/g)].map(([, key, index]) =>
    key === undefined ? Number(index) : key.replaceAll(/\\(.)/g, '$1'),
  );
}

/**
 * The value that helm makes of the text: --set looks for booleans and whole numbers (helm v3, pkg/strvals/parser.go, typedVal). K3s' controller
 * uses it for what YAML has as a number, and for the words true, false and null; --set-string for the rest (k3s-io/helm-controller 008dc8e,
 * pkg/controllers/chart/chart.go, args and typedVal).
 */
function retyped(node: ScalarNode, as: 'text' | NonNullable<SetList['typed']>): ScalarNode | undefined {
  const { text } = node;
  if (node.templated || node.tag !== undefined || text === '' || /[,{}\\\r\n]/.test(text) || /^null$/i.test(text)) return undefined;
  const bool = /^(?:true|false)$/i.test(text);
  const number = /^-?[1-9]\d{0,14}$|^0$/.test(text) && (as === 'argo-cd' || typeof node.value === 'number');
  if (as === 'text' || !(bool || number)) return { ...node, value: text };
  return { ...node, value: bool ? text.toLowerCase() === 'true' : Number(text) };
}

/** The values as one map; undefined where there is none. Nothing can be added to it: its keys are words of one name. */
export function mapOfSet(values: readonly Required<SetValue>[]): MapNode | undefined {
  const [first] = values;
  if (!first) return undefined;
  const { start, end } = first.value;
  const names = [...new Set(values.map(({ path }) => String(path[0])))];
  const made = names.map((name): Entry => {
    const below = values.filter(({ path }) => path[0] === name);
    const deeper = below.filter(({ path }) => path.length > 1).map(({ path, value }) => ({ path: path.slice(1), value }));
    const value: Node | undefined = mapOfSet(deeper) ?? below[0]?.value;
    return { key: keyAt(value ?? first.value, name), name, value: value ?? first.value };
  });
  return { kind: 'map', start, end, flow: true, entries: made };
}

function keyAt({ start, end }: Node, text: string): Node {
  return { kind: 'scalar', start, end, style: 'plain', text, value: text, templated: false, shared: true };
}
