import type { Proposal } from '../../cluster/finding.js';
import { everyNode } from '../../cluster/setting.js';
import { type TextField, textFields } from '../../cluster/text-fields.js';
import { defineRule, noOptions, type Rule } from '../rule.js';

const messages = {
  bare: '{text} without quotes is the {kind} {value}, and {field} takes text only: the API server refuses the whole object ("cannot unmarshal {kind} into Go struct field … of type string"); write "{text}"',
  nested:
    '{field} takes text only, and this is a {kind}: the API server refuses the whole object ("cannot unmarshal {json} into Go struct field … of type string"); put a | behind the colon, so that what follows is text',
} as const;

const rule: Rule<typeof messages, Readonly<Record<string, never>>> = defineRule({
  name: 'yaml-type',
  since: '0.1.0',
  category: 'text',
  severity: 'error',
  summary: 'Values that Kubernetes takes as text are in quotes where YAML would read a number or a boolean',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    for (const { origin, node, type } of cluster.objects.flatMap(textFields)) {
      if (node.kind !== 'scalar') {
        const [kind, json] = node.kind === 'map' ? (['map', 'object'] as const) : (['list', 'array'] as const);
        report({ message: 'nested', at: origin, data: { field: type, kind, json } });
      } else if (!node.templated && node.value !== null && typeof node.value !== 'string') {
        const kind = typeof node.value === 'boolean' ? 'bool' : 'number';
        const data = { text: node.text, kind, value: String(node.value), field: type };
        report({ message: 'bare', at: origin, data, fix: quoted(origin, node.text) });
      }
    }
  },
});
export default rule;

/** In quotes, as it is written: `off` meant "off", not "false". */
function quoted(origin: TextField['origin'], text: string): Proposal {
  const write = { reader: 'kubernetes', as: 'text', place: origin };
  const setting = { value: text, how: 'explicit', origin, scope: everyNode, live: 'reconciled', layer: 'resource', write } as const;
  return { title: `put ${text} in quotes`, applicability: 'safe', changes: [{ setting, to: text }] };
}
