// The Kubernetes object that a finding is about.
import type { Finding } from '../cluster/finding.js';
import { type Path, textAt } from '../source/index.js';

/** An object, and the path of the finding in it. */
export type ObjectOf = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly path: Path;
};

/** The object around a finding, in a List its item; values files and inventories hold none. */
export function objectOf({ place, location: { path } }: Pick<Finding, 'place' | 'location'>): ObjectOf | undefined {
  const listed = path[0] === 'items' && typeof path[1] === 'number' ? 2 : 0;
  const text = (...steps: readonly string[]): string | undefined => textAt(place.document.root, [...path.slice(0, listed), ...steps]);
  const [apiVersion, kind, name] = [text('apiVersion'), text('kind'), text('metadata', 'name')];
  if (apiVersion === undefined || kind === undefined || name === undefined) return undefined;
  return { apiVersion, kind, name, namespace: text('metadata', 'namespace'), path: path.slice(listed) };
}
