// Policies as the objects that a cluster loads, by engine.
import { recommended } from '@canal-lint/core';
import {
  celPolicies,
  gatekeeperManifests,
  kubernetesManifests,
  kyvernoManifests,
  type Manifest,
  type Plan,
  type PolicySource,
  policies,
} from '@canal-lint/policy';
import { oneOf } from '../suggest.js';
import { version } from '../version.js';

export const engines = ['gatekeeper', 'kubernetes', 'kyverno'] as const;
export const enforcements = ['dryrun', 'warn', 'deny', 'severity'] as const;
export const parts = ['all', 'templates', 'constraints'] as const;

export type Engine = (typeof engines)[number];

export const engineFlag: { readonly type: 'string'; readonly requiresArg: true; readonly default: Engine; readonly describe: string } = {
  type: 'string',
  requiresArg: true,
  default: 'gatekeeper',
  describe: `${engines.join(', ')}: the last two know fewer rules, and kubernetes (ValidatingAdmissionPolicy) needs nothing else`,
};

export const enforceFlag: { readonly type: 'string'; readonly requiresArg: true; readonly default: 'dryrun'; readonly describe: string } = {
  type: 'string',
  requiresArg: true,
  default: 'dryrun',
  describe: `${enforcements.slice(0, -1).join(', ')}, or severity: errors deny, warnings warn, infos are recorded`,
};

/** The policies of the rules that are named; all that the engine can say where none is. Throws an InputError for another rule. */
export function chosenPolicies(engine: Engine, rules: readonly string[], command: string): readonly PolicySource[] {
  const known = engine === 'gatekeeper' ? policies : celPolicies(policies);
  const names = known.map(({ rule }) => rule);
  const wanted = rules.map((rule) => oneOf(command, rule, names));
  return known.filter(({ rule }) => wanted.length === 0 || wanted.includes(rule));
}

export type Wanted = {
  readonly engine: Engine;
  readonly planOf: (policy: PolicySource) => Plan;
  readonly only: (typeof parts)[number];
};

/** The objects of the policies, in the order that a cluster takes them in. */
export function manifestsOf(chosen: readonly PolicySource[], { engine, planOf, only }: Wanted): readonly Manifest[] {
  if (engine === 'kubernetes') return chosen.flatMap((policy) => kubernetesManifests(policy, planOf(policy)));
  if (engine === 'kyverno') return chosen.flatMap((policy) => kyvernoManifests(policy, planOf(policy)));
  const all = chosen.map((policy) => gatekeeperManifests(policy, { options: optionsOf(policy), version: version() }, planOf(policy)));
  return [
    ...(only === 'constraints' ? [] : all.flatMap(({ template, beside }) => [template, ...beside])),
    ...(only === 'templates' ? [] : all.flatMap(({ constraints }) => constraints)),
  ];
}

function optionsOf({ rule }: PolicySource): object {
  const found = recommended.find(({ name }) => name === rule);
  if (!found) throw new Error(`the policy ${rule} has no rule`);
  return found.options.schema;
}
