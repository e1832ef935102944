/** Tags of Google, which modules put together: `"${var.cluster_name}-worker"` is the same tag wherever the same variable stands in it. */
import { type Bound, boundAt, meant, namedBy, type Resource, unsure, type Value } from './resource.js';

/** Around what stands for a value that is not known, and no tag holds. */
const mark = '\u0000';

const interpolation = /\$\{\s*([^{}]*?)\s*\}/g;

/** References that give the same wherever they stand in a module, unlike `each`, `count` and functions. */
const reference = /^(?!(?:each|count|self|path|terraform)\.)[a-z]\w*(?:\.[\w-]+)+$/;

/** The tags of an attribute: texts, with references in marks. Each is unsure where it may be anything. */
export function tagsAt(resource: Resource, name: string): Value<readonly Value<string>[]> {
  const bound = boundAt(resource, [name]);
  if (bound === undefined || bound === unsure) return bound;
  if (bound.node.kind !== 'seq') return unsure;
  return bound.node.items.map((node) => tagOf({ node, scope: bound.scope }));
}

/** No configuration hands a tag on as often: names that stand for each other do. */
const mostNames = 10;

function tagOf(item: Bound, depth = 0): Value<string> {
  const { node, scope } = meant(item);
  if (node.kind !== 'scalar' || depth > mostNames) return unsure;
  if (!node.templated) return node.text;
  const text = node.style === 'double' ? node.text : `\${${node.text}}`;
  let sure = !/[%$]{2}|%\{|\\/.test(text);
  const tag = text.replaceAll(interpolation, (_, inner: string) => {
    const next = namedBy(inner, scope);
    const value = next ? tagOf(next, depth + 1) : reference.test(inner) ? `${mark}${scope.module}${inner}${mark}` : unsure;
    sure &&= typeof value === 'string';
    return String(value);
  });
  return sure && !tag.includes('${') ? tag : unsure;
}

/** The same text is the same tag. Others differ where they begin alike and end in texts that differ, or hold no reference. */
export function isSameTag(one: string, other: string): boolean | 'maybe' {
  if (one === other) return true;
  const head = (tag: string): string => tag.slice(0, tag.lastIndexOf(mark) + 1);
  return head(one) === head(other) ? false : 'maybe';
}

/** A tag without its references. */
export function fixedText(tag: string): string {
  return tag.replaceAll(new RegExp(`${mark}[^${mark}]*${mark}`, 'g'), '');
}

/** A tag as its user wrote it. */
export function shownTag(tag: string): string {
  return tag.replaceAll(new RegExp(`${mark}([^${mark}]*)${mark}`, 'g'), (_, inner: string) => `\${${inner}}`);
}
