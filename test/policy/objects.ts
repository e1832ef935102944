/** The Kubernetes objects of a text, as the API server would get them. */
import { parseAllDocuments } from 'yaml';

/** Objects with a kind and an apiVersion; a List is unfolded; texts and documents that a template fills are left out, since no admission sees them. */
export function objectsIn(name: string, text: string): readonly unknown[] {
  if (!/\.(?:ya?ml|json)$/.test(name)) return [];
  return parseAllDocuments(text, { version: '1.1', merge: true, uniqueKeys: false }).flatMap((document) => {
    if (document.errors.length > 0) return [];
    const value: unknown = document.toJS();
    return /\{\{|\$\{/.test(JSON.stringify(value) ?? '') ? [] : unfolded(value);
  });
}

function unfolded(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('apiVersion' in value)) return [];
  if ('items' in value && Array.isArray(value.items) && String(value.kind).endsWith('List')) return value.items.flatMap(unfolded);
  return [value];
}
