/** A policy as Kyverno 1.17 and later loads it: a ValidatingPolicy, which is Kubernetes' own with the binding written into it and a scan of what is there. */
import { type CelPolicy, celBody, literal } from './cel.js';
import type { Manifest } from './gatekeeper.js';
import { type AdmissionFacts, exempt, matchConstraints, policyName, validationActions } from './vap.js';

export function kyvernoPolicy(policy: CelPolicy, { name = '', enforcement, parameters, exemptNames }: AdmissionFacts): Manifest {
  const { variables, validations } = celBody(policy);
  return {
    apiVersion: 'policies.kyverno.io/v1',
    kind: 'ValidatingPolicy',
    metadata: {
      name: policyName(policy, name),
      annotations: {
        'policies.kyverno.io/title': policy.title,
        'policies.kyverno.io/category': 'Calico',
        'policies.kyverno.io/description': policy.description,
      },
    },
    spec: {
      validationActions: validationActions[enforcement],
      failurePolicy: 'Ignore',
      evaluation: { admission: { enabled: true }, background: { enabled: true } },
      matchConstraints: matchConstraints(policy),
      matchConditions: exempt(exemptNames),
      variables: [{ name: 'params', expression: `dyn(${literal(parameters)})` }, ...variables],
      validations,
    },
  };
}
