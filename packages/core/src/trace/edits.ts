/** What a fix of rendered text changes there, scalar by scalar. */
import type { Edit, Path } from '../source/index.js';
import { applyEdits, type Document } from '../source/index.js';
import type { TracedChart } from './chart.js';
import { keyOf, type ObjectKey, type Rendered, reach, readRendered, scalarsBelow, scalarThrough } from './rendered.js';

/** `before` is undefined for a scalar that is added, `after` for one that is taken away. */
export type ScalarChange = {
  readonly object: ObjectKey;
  readonly path: Path;
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly value: unknown;
};

/** The changes that edits of the rendered text make; undefined where they do more than change scalars and keys of maps. */
export function changesOf(
  edits: readonly Edit[],
  chart: Pick<TracedChart, 'name' | 'text'>,
  base: Rendered,
): readonly ScalarChange[] | undefined {
  const touched = base.documents.filter(({ piece }) =>
    edits.some(({ start }) => piece.start <= start && start <= piece.start + piece.text.length),
  );
  const after = readRendered(chart.name, applyEdits(chart.text, [edits]).text, new Set(touched.map(({ template }) => template ?? '')));
  const found: ScalarChange[] = [];
  for (const document of touched) {
    const object = keyOf(document, base.documents);
    const now = after.find(object);
    const changes = now && compared(document, now, object);
    if (!changes) return undefined;
    found.push(...changes);
  }
  return found;
}

function compared(before: Document, after: Document, object: ObjectKey): readonly ScalarChange[] | undefined {
  const [old, now] = [before, after].map(
    (one) => new Map(scalarsBelow(one, []).map(({ path, text }) => [JSON.stringify(path), { path, text }])),
  );
  if (!old || !now) return undefined;
  const changes = [...new Set([...old.keys(), ...now.keys()])].flatMap((key): ScalarChange[] => {
    const [from, to] = [old.get(key), now.get(key)];
    const path = (to ?? from)?.path ?? [];
    const change = { object, path, before: from?.text, after: to?.text, value: scalarThrough(after, path)?.value };
    return from?.text === to?.text ? [] : [change];
  });
  const inMap = ({ path }: ScalarChange): boolean => reach(before, path.slice(0, -1))?.node.kind === 'map';
  return changes.every((one) => (one.before !== undefined && one.after !== undefined) || inMap(one)) ? changes : undefined;
}

/** True where a rendering holds a change. */
export function holds({ object, path, after }: ScalarChange, rendered: Rendered): boolean {
  const document = rendered.find(object);
  return document !== undefined && scalarThrough(document, path)?.text === after;
}
