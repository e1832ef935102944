import { objectsOf } from '@canal-lint/core';

/** The Kubernetes objects of a text, as the API server would get them; what a template fills in no admission sees. */
export function objectsIn(name: string, text: string): readonly unknown[] {
  if (!/\.(?:ya?ml|json)$/.test(name)) return [];
  return objectsOf([{ name, text }]).objects.flatMap(({ value, templated }) => (templated ? [] : [value]));
}
