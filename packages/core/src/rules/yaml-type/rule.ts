import type { Proposal } from '../../cluster/finding.js';
import { everyNode } from '../../cluster/setting.js';
import { type TextField, textFields } from '../../cluster/text-fields.js';
import type { ScalarNode } from '../../source/index.js';
import { defineRule, noOptions, type Report, type Rule } from '../rule.js';

const messages = {
  bare: '{text} without quotes is the {kind} {value}, and {field} takes text only: the API server refuses the whole object ("cannot unmarshal {kind} into Go struct field … of type string"); write "{text}"',
  nested:
    '{field} takes text only, and this is a {kind}: the API server refuses the whole object ("cannot unmarshal {json} into Go struct field … of type string"); put a | behind the colon, so that what follows is text',
  loose:
    '{text} without quotes is the {kind} {value}, and {field} takes text only: kubectl refuses the object, calicoctl reads the text "{value}"; write "{text}"',
  respelt:
    '{text} without quotes is the {kind} {value}: calicoctl, which alone reads this kind, takes it for the text "{value}"; write "{text}" or "{value}", whichever is meant',
} as const;

type Messages = typeof messages;

const rule: Rule<Messages, Readonly<Record<string, never>>> = defineRule({
  name: 'yaml-type',
  since: '0.1.0',
  category: 'text',
  severity: 'error',
  summary: 'Values that Kubernetes takes as text are in quotes where YAML would read a number or a boolean',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    for (const field of cluster.objects.flatMap(textFields)) {
      const { origin, node, type } = field;
      if (node.kind !== 'scalar') {
        const [kind, json] = node.kind === 'map' ? (['map', 'object'] as const) : (['list', 'array'] as const);
        report({ message: 'nested', at: origin, data: { field: type, kind, json } });
      } else if (!node.templated && node.value !== null && typeof node.value !== 'string') judge(field, node, report);
    }
  },
});
export default rule;

/** Kinds of Calico's client that no API server has (libcalico-go/config/crd at v3.32.1): a Node of Kubernetes is of the group v1. */
const clientKinds: ReadonlySet<string> = new Set(['Node', 'WorkloadEndpoint']);

/**
 * calicoctl reads files with sigs.k8s.io/yaml into structs, which makes a text of what should have been one (calicoctl v3.32.1,
 * calicoctl/resourcemgr/resourcemgr.go, unmarshalResource); kubectl sends JSON, which the API server refuses.
 */
function judge({ origin, type, object }: TextField, node: ScalarNode, report: Report<Messages>): void {
  const kind = typeof node.value === 'boolean' ? 'bool' : 'number';
  const { text } = node;
  const value = String(node.value);
  const data = { text, kind, value, field: type };
  const same = text === value;
  if (!object.apiVersion.startsWith('projectcalico.org/')) report({ message: 'bare', at: origin, data, fix: quoted(origin, text) });
  else if (!clientKinds.has(object.kind))
    report({ message: 'loose', at: origin, severity: 'warning', data, fix: quoted(origin, text, same) });
  else if (!same)
    report({ message: 'respelt', at: origin, severity: 'warning', data: { text, kind, value }, fix: quoted(origin, text, same) });
}

/** In quotes, as it is written: `off` meant "off", not "false". Not `safe` where somebody already reads the other text. */
function quoted(origin: TextField['origin'], text: string, safe = true): Proposal {
  const write = { reader: 'kubernetes', as: 'text', place: origin };
  const setting = { value: text, how: 'explicit', origin, scope: everyNode, live: 'reconciled', layer: 'resource', write } as const;
  return { title: `put ${text} in quotes`, applicability: safe ? 'safe' : 'unsafe', changes: [{ setting, to: text }] };
}
