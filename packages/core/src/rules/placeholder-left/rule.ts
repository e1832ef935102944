import type { ObjectFact } from '../../cluster/input.js';
import { at, type Node, type Origin, type Path, placeholdersIn, type ScalarNode, stretchOf, textAt } from '../../source/index.js';
import { defineRule, noOptions, type Rule } from '../rule.js';

const messages = {
  left: 'nobody filled in the {what} {tokens}: the cluster gets these characters as they stand; write the real value',
} as const;

const rule: Rule<typeof messages, Readonly<Record<string, never>>> = defineRule({
  name: 'placeholder-left',
  since: '0.1.0',
  category: 'text',
  severity: 'warning',
  summary: 'Placeholders of a template are filled in before the file is applied',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    for (const { origin, node } of cluster.objects.filter(isJudged).flatMap(scalarsOf)) {
      const tokens = [...new Set(tokensIn(origin, node))];
      const [first] = tokens;
      if (first !== undefined)
        report({
          message: 'left',
          at: stretchOf(origin, first),
          data: { what: tokens.length > 1 ? 'placeholders' : 'placeholder', tokens: tokens.join(' and ') },
        });
    }
  },
});
export default rule;

type Scalar = { readonly origin: Origin; readonly node: ScalarNode };

/** Definitions of resources describe their fields in the words of a manual; policies name in their code what they look for. */
function isJudged({ apiVersion, kind }: ObjectFact): boolean {
  return (
    kind !== 'CustomResourceDefinition' && !/^(?:templates\.gatekeeper\.sh|kyverno\.io|admissionregistration\.k8s\.io)\//.test(apiVersion)
  );
}

function scalarsOf({ origin: { document, path } }: ObjectFact): readonly Scalar[] {
  const root = path.slice(0, -2);
  const found = at(document.root, root);
  return found ? [...scalars(found, root)] : [];

  /** Aliases stand for what is judged elsewhere. */
  function* scalars(node: Node, steps: Path): Generator<Scalar> {
    if (node.kind === 'scalar') yield { origin: { document, path: steps }, node };
    if (node.kind === 'map') for (const { name, value } of node.entries) yield* scalars(value, [...steps, name]);
    if (node.kind === 'seq') for (const [i, item] of node.items.entries()) yield* scalars(item, [...steps, i]);
  }
}

const angledCapitals = /(?<![<\w]|\(\?P?)<[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)+>/g;
const underscored = /(?<!\w)__[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*__(?!\w)/g;

function tokensIn(origin: Origin, { text, value, templated }: ScalarNode): readonly string[] {
  if (templated || typeof value !== 'string' || !/[<_]/.test(text)) return [];
  if (origin.path.includes('kubectl.kubernetes.io/last-applied-configuration')) return [];
  // In scripts and prose `<in` and `out>` are redirections and tags: only what is spelled like a constant is sure there.
  const plain = !/[\r\n]|<\/|<br/.test(text) && !origin.path.some((step) => step === 'command' || step === 'args');
  const left = plain ? placeholdersIn(text) : (text.match(angledCapitals) ?? []);
  return [...left, ...(isCniTemplate(origin, text) ? [] : (text.match(underscored) ?? []))];
}

/** install-cni fills in the `__…__` of its template (cni-plugin/pkg/install/install.go:405-430). */
function isCniTemplate({ document, path }: Origin, text: string): boolean {
  const name = textAt(document.root, [...path.slice(0, -1), 'name']);
  return /cni_network_config/i.test(`${String(path.at(-1))} ${name ?? ''}`) || text.includes('"cniVersion"');
}
