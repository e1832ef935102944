/** Templates and constraints in the cluster, and what Gatekeeper writes into their status. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ConstraintFacts, constraint, constraintKind, type PolicySource, policies } from '@canal-lint/policy';
import { parse } from 'yaml';
import type { KubernetesObject } from './client.js';
import type { Cluster } from './cluster.js';
import { eventually } from './processes.js';

type Template = { readonly status?: { readonly byPod?: readonly { readonly errors?: readonly { readonly message: string }[] }[] } };

/** Loads every template of `folder` (policies/gatekeeper) and waits for its constraint's kind. Answers with the faults that Gatekeeper found. */
export async function loadTemplates(cluster: Cluster, folder: string): Promise<readonly string[]> {
  await cluster.load(policies.map(({ rule }) => parse(readFileSync(join(folder, rule, 'template.yaml'), 'utf8')) as KubernetesObject));
  const faults: string[] = [];
  for (const name of policies.map(({ rule }) => constraintKind(rule).toLowerCase())) {
    const read = async (): Promise<Template> =>
      (await cluster.get(`/apis/templates.gatekeeper.sh/v1/constrainttemplates/${name}`)).body as Template;
    await eventually(`the status of ${name}`, 60, async () => ((await read()).status?.byPod ?? []).length > 0);
    const errors = (await read()).status?.byPod?.flatMap((pod) => pod.errors ?? []) ?? [];
    faults.push(...errors.map(({ message }) => `${name}: ${message}`));
    if (errors.length === 0)
      await eventually(name, 60, async () => (await cluster.get(`/apis/constraints.gatekeeper.sh/v1beta1/${name}`)).status === 200);
  }
  return faults;
}

/** Has Gatekeeper look at what the policies of `folder` compare with: their sync.yaml. */
export async function loadSync(cluster: Cluster, folder: string): Promise<void> {
  for (const { rule } of policies.filter(({ sync }) => sync.length > 0))
    await cluster.load([parse(readFileSync(join(folder, rule, 'sync.yaml'), 'utf8')) as KubernetesObject]);
}

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
