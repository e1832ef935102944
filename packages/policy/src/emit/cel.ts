/** What a policy.cel becomes in every engine that reads CEL: the variables that it builds on, and one validation for each message. */
import type { Cel, CelVariable, PolicySource } from '../source.js';
import { celLibraries } from '../sources.gen.js';

type Validation = { readonly expression: string; readonly messageExpression: string };

/** A policy that has a policy.cel. */
export type CelPolicy = PolicySource & { readonly cel: Cel };

/** The policies that CEL can say, in the order of their rules. */
export function celPolicies(policies: readonly PolicySource[]): readonly CelPolicy[] {
  return policies.filter((policy): policy is CelPolicy => policy.cel !== undefined);
}

/** The kinds that CEL judges, which may be fewer than Rego's. */
export function celMatch({ match, cel }: CelPolicy): PolicySource['match'] {
  const judged = new Set(cel.kinds ?? match.flatMap(({ kinds }) => kinds));
  return match
    .map(({ groups, kinds }) => ({ groups, kinds: kinds.filter((kind) => judged.has(kind)) }))
    .filter(({ kinds }) => kinds.length > 0);
}

/** Between the messages of one validation, which speaks once for an object. A line break is not allowed there (ValidatingAdmissionPolicy drops the message). */
export const separator = ' | ';

const ranks = { info: 0, warning: 1, error: 2 };

/** `params` is what the engine knows them by: a variable of Gatekeeper's own, and one that is written out elsewhere. */
export function celBody({ cel }: CelPolicy): { readonly variables: readonly CelVariable[]; readonly validations: readonly Validation[] } {
  const texts = cel.violations.map(({ texts: expression }, i) => ({ name: `texts${i}`, expression }));
  return {
    variables: [
      { name: 'given', expression: 'variables.params == null ? dyn({}) : dyn(variables.params)' },
      { name: 'least', expression: `${map(ranks)}[variables.given.?severity.orValue('info')]` },
      { name: 'most', expression: `${map(ranks)}[variables.given.?highest.orValue('error')]` },
      ...(cel.uses ?? []).flatMap((name) => celLibraries[name] ?? []),
      ...(cel.variables ?? []),
      ...texts,
    ].map(({ name, expression }) => ({ name, expression: expression.trim() })),
    validations: cel.violations.map(({ severity }, i) => ({
      expression: `variables.least > ${ranks[severity]} || variables.most < ${ranks[severity]} || variables.texts${i}.size() == 0`,
      messageExpression: `variables.texts${i}.join(${quoted(separator)})`,
    })),
  };
}

/** A value as a CEL literal. `dyn`, since Kubernetes wants the members of a list or a map to be of one type. */
export function literal(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{${Object.entries(value)
    .map(([key, inner]) => `${quoted(key)}: dyn(${literal(inner)})`)
    .join(', ')}}`;
}

function map(numbers: Readonly<Record<string, number>>): string {
  return `{${Object.entries(numbers)
    .map(([key, number]) => `${quoted(key)}: ${number}`)
    .join(', ')}}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&').replaceAll('\n', '\\n')}'`;
}
