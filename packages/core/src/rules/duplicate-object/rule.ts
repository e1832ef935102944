import type { ObjectFact } from '../../cluster/input.js';
import { defineRule, noOptions, type Rule } from '../rule.js';

const messages = {
  twice: '{kind} {name} is defined twice in this file: kubectl applies both and the later one wins',
} as const;

const rule: Rule<typeof messages, Readonly<Record<string, never>>> = defineRule({
  name: 'duplicate-object',
  since: '0.1.0',
  category: 'text',
  severity: 'warning',
  summary: 'An object is defined once in a file',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    const first = new Map<string, ObjectFact>();
    for (const object of cluster.objects) {
      // What a chart makes of values is no text that kubectl applies.
      if (object.templated || object.name === '' || object.valuesKey !== undefined) continue;
      const key = identity(object);
      const earlier = first.get(key);
      if (!earlier) first.set(key, object);
      else
        report({
          message: 'twice',
          at: object.origin,
          data: { kind: object.kind, name: object.name },
          related: [{ origin: earlier.origin, note: 'defined here first' }],
        });
    }
  },
});
export default rule;

/** projectcalico.org/v3 and crd.projectcalico.org/v1 are two doors to the same object. */
function identity({ origin, apiVersion, kind, namespace, name }: ObjectFact): string {
  const group = apiVersion.replace(/\/[^/]*$/, '').replace(/^crd\./, '');
  return [origin.document.source.name, group, kind, namespace, name].join('\0');
}
