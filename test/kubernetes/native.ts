/** ValidatingAdmissionPolicies: canal-lint's own, and those that Gatekeeper generates. */
import { type AdmissionFacts, admissionBinding, admissionPolicy, type CelPolicy, type Manifest } from '@canal-lint/policy';
import type { KubernetesObject } from './client.js';
import type { Cluster } from './cluster.js';
import { eventually } from './processes.js';

type Loose = KubernetesObject & { readonly spec: { readonly matchConstraints?: object } };

/** The policy for the objects with the label of a scope, with its binding, under deny. An expression that fails refuses, so that it is seen. */
export function ownPolicy(policy: CelPolicy, scope: string, parameters: AdmissionFacts['parameters']): readonly KubernetesObject[] {
  const facts = { enforcement: 'deny', parameters, exemptNames: [] } as const;
  const { spec, ...rest } = loose(admissionPolicy(policy, facts));
  const binding = loose(admissionBinding(policy, facts));
  const matchConstraints = { ...spec.matchConstraints, objectSelector: { matchLabels: { 'canal-lint-test': scope } } };
  const name = `${policy.rule}-of-${scope}`;
  return [
    { ...rest, metadata: { name }, ...{ spec: { ...spec, failurePolicy: 'Fail', matchConstraints } } },
    { ...binding, metadata: { name }, ...{ spec: { ...binding.spec, policyName: name } } },
  ];
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
