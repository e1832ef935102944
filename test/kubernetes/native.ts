/** ValidatingAdmissionPolicies: canal-lint's own, and those that Gatekeeper generates. */
import { admissionBinding, admissionPolicy, type CelPolicy, celTemplate, type Manifest } from '@canal-lint/policy';
import { celTwinOf } from '../policy/cel.js';
import { parametersOf } from '../policy/twins.js';
import type { KubernetesObject } from './client.js';
import type { Cluster } from './cluster.js';
import type { Judged } from './objects.js';
import { eventually } from './processes.js';

type Loose = KubernetesObject & { readonly spec: { readonly matchConstraints?: object } };

/** The policy of each scope with its binding, under deny. Here an expression that fails refuses the object, so that it is seen. */
export function ownPolicies(policy: CelPolicy, judged: readonly Judged[]): readonly KubernetesObject[] {
  const facts = new Map(judged.map((one) => [one.scope, one.facts]));
  return [...facts].flatMap(([scope, some]) => {
    const admission = { enforcement: 'deny', parameters: parametersOf(some), exemptNames: [] } as const;
    const { spec, ...rest } = loose(admissionPolicy(policy, admission));
    const binding = loose(admissionBinding(policy, admission));
    const matchConstraints = { ...spec.matchConstraints, objectSelector: { matchLabels: { 'canal-lint-test': scope } } };
    return [
      { ...rest, metadata: { name: scope }, ...{ spec: { ...spec, failurePolicy: 'Fail', matchConstraints } } },
      { ...binding, metadata: { name: scope }, ...{ spec: { ...binding.spec, policyName: scope } } },
    ];
  });
}

export function celTemplateOf(policy: CelPolicy): KubernetesObject {
  return loose(celTemplate(policy, { options: celTwinOf(policy).rule.options.schema, version: '0.0.0' }));
}

function loose(manifest: Manifest): Loose {
  return manifest as unknown as Loose;
}

/** Waits until the API server holds to every policy that is there: they come into force together, in steps of a second. */
export async function settled(cluster: Cluster): Promise<void> {
  const name = 'canal-lint-settled';
  const root = { apiVersion: 'admissionregistration.k8s.io/v1', metadata: { name } };
  const matchConstraints = {
    objectSelector: { matchLabels: { [name]: 'yes' } },
    resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['configmaps'] }],
  };
  const policy = { ...root, kind: 'ValidatingAdmissionPolicy', ...{ spec: { matchConstraints, validations: [{ expression: 'false' }] } } };
  const binding = {
    ...root,
    kind: 'ValidatingAdmissionPolicyBinding',
    ...{ spec: { policyName: name, validationActions: ['Deny'] } },
  };
  await cluster.load([policy, binding]);
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, labels: { [name]: 'yes' } } };
  await eventually('the policies', 60, async () => (await cluster.create(object, { dryRun: true })).status === 422);
  await cluster.remove(binding);
  await cluster.remove(policy);
}

type List = { readonly items: readonly { readonly metadata: { readonly name: string } }[] };

/** Waits until Gatekeeper has generated a binding for each constraint. */
export async function generated(cluster: Cluster, constraints: readonly string[]): Promise<void> {
  const path = '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings';
  await eventually('the generated bindings', 90, async () => {
    const names = ((await cluster.get(path)).body as List).items.map(({ metadata }) => metadata.name);
    return constraints.every((constraint) => names.some((name) => name.startsWith('gatekeeper-') && name.endsWith(`-${constraint}`)));
  });
}
