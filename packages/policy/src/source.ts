import type { Severity } from '@canal-lint/core';

/** A policy as its rule's folder holds it. */
export type PolicySource = {
  readonly rule: string;
  readonly title: string;
  readonly description: string;
  /** Kinds that it judges, as a constraint's `match.kinds` spells them. */
  readonly match: readonly { readonly groups: readonly string[]; readonly kinds: readonly string[] }[];
  /** Messages of the rule that the policy cannot say, each with the reason. */
  readonly unsaid: Readonly<Record<string, string>>;
  /** Kinds that have to be synced into `data.inventory`. */
  readonly sync: readonly { readonly groups: readonly string[]; readonly versions: readonly string[]; readonly kinds: readonly string[] }[];
  /** What its findings may be, the most severe first. */
  readonly severities: readonly Severity[];
  readonly rego: string;
  readonly cel?: Cel;
};

/** The same in CEL, as far as CEL can say it: the rule's policy.cel. */
export type Cel = {
  /** Kinds that it judges, where those are fewer than Rego's. */
  readonly kinds?: readonly string[];
  /** The first minor of Kubernetes whose CEL has what it uses, where that is later than that of ValidatingAdmissionPolicy itself, 1.30. */
  readonly kubernetes?: string;
  /** Messages of policy.rego, and kinds, that it leaves out, each with the reason. */
  readonly unsaid?: Readonly<Record<string, string>>;
  /** Variables of packages/policy/cel that it builds on. */
  readonly uses?: readonly string[];
  readonly variables?: readonly CelVariable[];
  /** `message` is the rule's id; `texts` an expression: the list of the messages, empty where all is well. */
  readonly violations: readonly { readonly message: string; readonly severity: Severity; readonly texts: string }[];
};

export type CelVariable = { readonly name: string; readonly expression: string };

/** The kind of a rule's constraint: `pool-modes` is `CanalPoolModes`. Its template is called the same in lower case, as Gatekeeper demands. */
export function constraintKind(rule: string): string {
  return `Canal${rule.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}`;
}
