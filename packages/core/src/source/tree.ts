/** What parsing one text gives. */
import { type Entry, followed, type Node, type Span } from './node.js';

/** A fault of the text itself. `at` is an offset in the piece. */
export type Problem = {
  readonly kind: 'syntax' | 'duplicate-key' | 'unknown-tag';
  readonly message: string;
  readonly at: Span;
  readonly first?: Span;
};

export type Tree = {
  /** One root a document; undefined for an empty one. */
  readonly roots: readonly (Node | undefined)[];
  readonly problems: readonly Problem[];
  /** Template actions may add, remove or repeat keys: what is absent here is not known to be absent. */
  readonly structural: boolean;
};

/** True for what a document without content leaves. */
export function isEmpty(node: Node | undefined): boolean {
  return !node || (node.kind === 'scalar' && node.style === 'plain' && node.text === '' && node.start === node.end);
}

/** The name a key gets in JSON (sigs.k8s.io/yaml v1.6.0 yaml.go, convertToJSONableObject); it refuses null, which keeps its text here. */
export function keyName(key: Node): string {
  const node = followed(key);
  if (node.kind !== 'scalar') return '';
  return node.value === null || node.templated ? node.text : String(node.value);
}

/** An entry whose value is not known, where it stands. */
export function unknown({ key, name, value: { start, end } }: Entry): Entry {
  return { key, name, value: { kind: 'scalar', start, end, style: 'plain', text: '', value: '', templated: true } };
}
