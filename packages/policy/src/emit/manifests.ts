/** Everything that belongs to a policy in a cluster. Whoever writes, prints or packs policies takes it from here, so that nothing of it is lost on one way. */
import type { Severity } from '@canal-lint/core';
import { answers } from '../offline.js';
import type { PolicySource } from '../source.js';
import { type CelPolicy, celPolicies } from './cel.js';
import { constraint, constraintTemplate, type Enforcement, type Manifest, syncSet, type TemplateFacts } from './gatekeeper.js';
import { kyvernoPolicy } from './kyverno.js';
import { admissionBinding, admissionPolicy } from './vap.js';

export type Plan = {
  /** `severity`: as strict as each finding: errors deny, warnings warn, infos are recorded. */
  readonly enforce: Enforcement | 'severity';
  /** What every rule is told: underlay, calicoVersion. */
  readonly parameters: Readonly<Record<string, unknown>>;
};

export type GatekeeperManifests = {
  readonly template: Manifest;
  /** What is loaded with the template: the objects that Gatekeeper has to hold for it. */
  readonly beside: readonly Manifest[];
  /** Their kind exists once Gatekeeper has seen the template. */
  readonly constraints: readonly Manifest[];
};

export function gatekeeperManifests(policy: PolicySource, facts: TemplateFacts, plan: Plan): GatekeeperManifests {
  return {
    template: constraintTemplate(policy, facts),
    beside: policy.sync.length > 0 ? [syncSet(policy)] : [],
    constraints: stepsOf(policy.severities, plan).map((step) => constraint(policy, step)),
  };
}

/** The same for Kubernetes itself: pairs of a policy and its binding; none for a policy that CEL cannot say. */
export function kubernetesManifests(policy: PolicySource, plan: Plan): readonly Manifest[] {
  return celPolicies([policy]).flatMap((own) =>
    stepsOf(celSeverities(own), plan).flatMap((step) => [
      admissionPolicy(own, { ...step, exemptNames: [] }),
      admissionBinding(own, { ...step, exemptNames: [] }),
    ]),
  );
}

/** The same for Kyverno; none for a policy that CEL cannot say. */
export function kyvernoManifests(policy: PolicySource, plan: Plan): readonly Manifest[] {
  return celPolicies([policy]).flatMap((own) =>
    stepsOf(celSeverities(own), plan).map((step) => kyvernoPolicy(own, { ...step, exemptNames: [] })),
  );
}

function celSeverities({ severities, cel }: CelPolicy): readonly Severity[] {
  return severities.filter((severity) => cel.violations.some((one) => one.severity === severity));
}

type Step = { readonly name: string; readonly enforcement: Enforcement; readonly parameters: Readonly<Record<string, unknown>> };

/** One for the most severe findings, and where each is enforced by its severity one for every other; together they say what `policies check` says. */
function stepsOf(severities: readonly Severity[], { enforce, parameters }: Plan): readonly Step[] {
  const [most] = severities;
  if (enforce !== 'severity') return [{ name: '', enforcement: enforce, parameters: { severity: most, ...parameters } }];
  return severities.map((severity) => ({
    name: severity === most ? '' : severity,
    enforcement: answers[severity],
    parameters: { severity, ...(severity === most ? {} : { highest: severity }), ...parameters },
  }));
}
