import { type ConstraintFacts, constraint, constraintKind, type PolicySource } from '@canal-lint/policy';
import type { KubernetesObject } from './client.js';
import type { Cluster } from './cluster.js';
import { eventually } from './processes.js';

type Manifest = KubernetesObject & { readonly spec: { readonly match: { readonly labelSelector: object } } };

/** A policy's constraint that judges the objects with the label `canal-lint-test: <scope>` alone. */
export function scoped(policy: PolicySource, scope: string, facts: ConstraintFacts): KubernetesObject {
  const { spec, ...rest } = constraint(policy, facts) as unknown as Manifest;
  const labelSelector = { ...spec.match.labelSelector, matchLabels: { 'canal-lint-test': scope } };
  return { ...rest, metadata: { name: scope }, ...{ spec: { ...spec, match: { ...spec.match, labelSelector } } } };
}

type Violation = { readonly message: string; readonly name: string; readonly enforcementAction: string };
type Status = { readonly byPod?: readonly { readonly enforced?: boolean }[]; readonly violations?: readonly Violation[] };
type List = { readonly items: readonly { readonly metadata: { readonly name: string }; readonly status?: Status }[] };

async function constraintsOf(cluster: Cluster, { rule }: PolicySource): Promise<List['items']> {
  return ((await cluster.get(`/apis/constraints.gatekeeper.sh/v1beta1/${constraintKind(rule).toLowerCase()}`)).body as List).items;
}

/** Loads constraints of a policy and waits until Gatekeeper holds to them. */
export async function enforce(cluster: Cluster, policy: PolicySource, constraints: readonly KubernetesObject[]): Promise<void> {
  await cluster.load(constraints);
  const names = new Set(constraints.map(({ metadata }) => metadata.name));
  await eventually(`the constraints of ${policy.rule}`, 60, async () => {
    const items = (await constraintsOf(cluster, policy)).filter(({ metadata }) => names.has(metadata.name));
    return items.length === names.size && items.every(({ status }) => status?.byPod?.some(({ enforced }) => enforced));
  });
}

/** What Gatekeeper's audit has found of a constraint. */
export async function audited(cluster: Cluster, policy: PolicySource, scope: string): Promise<readonly Violation[]> {
  const [found] = (await constraintsOf(cluster, policy)).filter(({ metadata }) => metadata.name === scope);
  return found?.status?.violations ?? [];
}
