/** A policy as Kubernetes itself loads it from 1.30 on: a ValidatingAdmissionPolicy and its binding, which only records until somebody says more. */
import type { PolicySource } from '../source.js';
import { type CelPolicy, celBody, celMatch, literal } from './cel.js';
import { exemptLabel, systemGroups, systemUsers } from './exemptions.js';
import type { Enforcement, Manifest } from './gatekeeper.js';

export type AdmissionFacts = {
  /** Tells policies of one rule apart. */
  readonly name?: string;
  readonly enforcement: Enforcement;
  /** What a constraint has in `parameters`; written into the policy, so that no object has to be there beside it. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Names of objects that are left alone. */
  readonly exemptNames: readonly string[];
};

export function admissionPolicy(policy: CelPolicy, { name = '', parameters, exemptNames }: AdmissionFacts): Manifest {
  const { variables, validations } = celBody(policy);
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: metadata(policy, name),
    spec: {
      // An expression that fails must not stop the network; what it says itself is enforced all the same.
      failurePolicy: 'Ignore',
      matchConstraints: matchConstraints(policy),
      matchConditions: exempt(exemptNames),
      variables: [{ name: 'params', expression: `dyn(${literal(parameters)})` }, ...variables],
      validations,
    },
  };
}

export const validationActions: Readonly<Record<Enforcement, readonly string[]>> = {
  dryrun: ['Audit'],
  warn: ['Warn', 'Audit'],
  deny: ['Deny'],
};

export function admissionBinding(policy: CelPolicy, { name = '', enforcement }: AdmissionFacts): Manifest {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: metadata(policy, name),
    spec: { policyName: metadata(policy, name).name, validationActions: validationActions[enforcement] },
  };
}

type Metadata = { readonly name: string; readonly annotations: Readonly<Record<string, string>> };

/** `name` tells policies of one rule apart. */
export function policyName({ rule }: CelPolicy, name: string): string {
  return ['canal-lint', rule, name].filter((part) => part !== '').join('-');
}

function metadata(policy: CelPolicy, name: string): Metadata {
  const { title, cel } = policy;
  return {
    name: policyName(policy, name),
    annotations: { 'canal-lint/title': title, 'canal-lint/kubernetes': `>= ${cel.kubernetes ?? '1.30'}` },
  };
}

/** The resources by name, so that neither IPAM's objects nor subresources such as a Node's status are ever asked about. */
export function matchConstraints(policy: CelPolicy): object {
  return {
    resourceRules: celMatch(policy).map(({ groups, kinds }: PolicySource['match'][number]) => ({
      apiGroups: groups,
      apiVersions: ['*'],
      operations: ['CREATE', 'UPDATE'],
      resources: kinds.map((kind) => `${kind.toLowerCase()}s`),
    })),
  };
}

/** The conditions with the network's own accounts. */
export function exempt(names: readonly string[]): ReturnType<typeof matchConditions> {
  return matchConditions({ users: literal(systemUsers), groups: literal(systemGroups), names: literal(names) });
}

/** Who and what is left alone, as CEL lists. */
export function matchConditions(lists: {
  readonly users: string;
  readonly groups: string;
  readonly names: string;
}): readonly { readonly name: string; readonly expression: string }[] {
  return [
    // What scans a cluster asks for nobody.
    {
      name: 'not-the-network-itself',
      expression: [
        `!(request.?userInfo.?username.orValue('') in ${lists.users})`,
        `!request.?userInfo.?groups.orValue([]).exists(group, group in ${lists.groups})`,
      ].join(' && '),
    },
    // Such an update takes a finalizer away.
    { name: 'not-being-deleted', expression: '!has(object.metadata.deletionTimestamp)' },
    // Not an objectSelector: that matches an update by the old object too, so that the label could never be given to what is there.
    { name: 'not-exempt-by-label', expression: `!('${exemptLabel}' in object.metadata.?labels.orValue({}))` },
    { name: 'not-exempt-by-name', expression: `!(object.metadata.?name.orValue('') in ${lists.names})` },
  ];
}
