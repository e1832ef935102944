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
  readonly rego: string;
  readonly cel?: Cel;
};

/** The same in CEL, where CEL can say it: each validation holds, or `messageExpression` says why not. */
export type Cel = {
  readonly variables?: readonly { readonly name: string; readonly expression: string }[];
  readonly validations: readonly { readonly expression: string; readonly messageExpression: string; readonly severity: string }[];
};

/** The kind of a rule's constraint: `pool-modes` is `CanalPoolModes`. Its template is called the same in lower case, as Gatekeeper demands. */
export function constraintKind(rule: string): string {
  return `Canal${rule.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}`;
}
