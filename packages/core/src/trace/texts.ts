/** Objects that stand as text in the values, or in a file beside the templates, and that a template passes on. */
import { at, type Document, followed, nested, type Origin, readSource, textAt } from '../source/index.js';
import { scalarThrough } from './rendered.js';
import type { Spot } from './spots.js';
import type { Trial } from './trial.js';
import { leavesOf } from './values.js';

/** Where a spot stands in such a text; undefined where none holds its object, or several do. */
export function inText({ object, path }: Pick<Spot, 'object' | 'path'>, { chart, values, setters, base }: Trial): Origin | undefined {
  const rendered = base.find(object);
  if (!rendered) return undefined;
  const inValues = leavesOf(values).flatMap(({ key, value }) => {
    if (typeof value !== 'string' || !/(?:^|[\s{,])"?kind"?\s*:/m.test(value)) return [];
    const setter = setters.of(key, value);
    return setter?.kind === 'file' ? (nested(setter.origin.document, setter.origin.path)?.documents ?? []) : [];
  });
  const inFiles = chart.passed.flatMap(({ name, text }) => readSource({ name, text }, () => true).documents);
  const found = [...inValues, ...inFiles].filter((text) => isSame(text, rendered)).map((document): Origin => ({ document, path }));
  const [only, ...others] = found;
  const node = only && at(only.document.root, path);
  if (!only || !node || others.length > 0) return undefined;
  const own = followed(node);
  const text = scalarThrough(rendered, path)?.text;
  return own.kind !== 'scalar' || own.templated || own.text === text ? only : undefined;
}

/** A name that an action fills in may be any. */
function isSame(text: Document, rendered: Document): boolean {
  const name = at(text.root, ['metadata', 'name']);
  const own = name && followed(name);
  const filled = own?.kind === 'scalar' && own.templated;
  return (
    textAt(text.root, ['kind']) === textAt(rendered.root, ['kind']) &&
    (filled || textAt(text.root, ['metadata', 'name']) === textAt(rendered.root, ['metadata', 'name']))
  );
}
