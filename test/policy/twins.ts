/** The two forms of the rules side by side: TypeScript over a model of one object, and Rego over the object itself. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type AnyRule, lint, type UnderlayOptions } from '@canal-lint/core';
import { rules } from '@canal-lint/core/rules';
import { inventoryOf, load, type Policy, violations } from '@canal-lint/policy';
import { parse } from 'yaml';

const folder = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
export const rulesFolder: string = folder('packages/core/src/rules');

/** What a policy.rego says about itself, in OPA's annotations. `unsaid`: messages of the rule that it cannot say, each with the reason. */
type Annotations = {
  readonly custom: {
    readonly kinds: readonly Kinds[];
    readonly sync?: readonly Kinds[];
    readonly unsaid?: Readonly<Record<string, string>>;
  };
};
type Kinds = { readonly groups: readonly string[]; readonly kinds: readonly string[] };

/** `kinds`: what the policy judges; Gatekeeper does not ask it about others. `sync`: what it looks up in the inventory. */
export type Twin = {
  readonly rule: AnyRule;
  readonly kinds: readonly Kinds[];
  readonly sync: readonly Kinds[];
  readonly unsaid: ReadonlySet<string>;
};

/** The rules that have a policy.rego. */
export const twins: readonly Twin[] = rules.flatMap((rule) => {
  const path = `${rulesFolder}/${rule.name}/policy.rego`;
  if (!existsSync(path)) return [];
  const block = /^# METADATA\n((?:#.*\n)+)/m.exec(readFileSync(path, 'utf8'))?.[1] ?? '';
  const { custom } = parse(block.replaceAll(/^# ?/gm, '')) as Annotations;
  return [{ rule, kinds: custom.kinds, sync: custom.sync ?? [], unsaid: new Set(Object.keys(custom.unsaid ?? {})) }];
});

/** True where the constraint of a twin matches the object. */
export function judges({ kinds }: Twin, object: unknown): boolean {
  return isOne(kinds, object);
}

/** True where the policy looks the object up beside others. */
export function syncs({ sync }: Twin, object: unknown): boolean {
  return isOne(sync, object);
}

function isOne(kinds: readonly Kinds[], object: unknown): boolean {
  const { apiVersion = '', kind = '' } = object as { readonly apiVersion?: string; readonly kind?: string };
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
  return kinds.some((some) => some.groups.includes(group) && some.kinds.includes(kind));
}

let policy: Policy | undefined;

function shipped(): Policy {
  policy ??= load(readFileSync(folder('policies/canal-lint.wasm')));
  return policy;
}

/** What the user says beside the objects; `options` are those of one rule. */
export type Facts = {
  readonly underlay?: UnderlayOptions | undefined;
  readonly calicoVersion?: string | undefined;
  readonly options?: Readonly<Record<string, unknown>>;
  /** What the object was before an update. */
  readonly oldObject?: unknown;
  /** Other objects of the cluster, which Gatekeeper would have synced. */
  readonly others?: readonly unknown[];
};

/** One verdict as text: rule, severity, place and message. */
type Verdict = string;

/** A finding with the id of its message. */
export type Spoken = Said & { readonly id: string };

/** What TypeScript says about each object, alone or behind the other objects of its cluster. */
export async function spoken(
  asked: readonly Twin[],
  objects: readonly unknown[],
  facts: Facts = {},
): Promise<readonly (readonly Verdict[])[]> {
  return (await findings(asked, objects, facts)).map((list) => [...new Set(list.map(verdict))].sort());
}

/** The same in the order of the text. Each object stands in a folder of its own. */
export async function findings(
  asked: readonly Twin[],
  objects: readonly unknown[],
  { underlay, calicoVersion, options, others = [] }: Facts = {},
): Promise<readonly (readonly Spoken[])[]> {
  // One file holds a cluster: its objects as documents, the judged one last.
  const before = others.map((other) => `${JSON.stringify(other)}\n---\n`).join('');
  const sources = objects.map((object, i) => ({
    name: `${i}/object.${before ? 'yaml' : 'json'}`,
    // What a set of Cluster API brings is asked about in the clusters that it is brought to.
    text: isSet(object) ? '' : before + JSON.stringify(object, null, 1),
  }));
  const run = await lint(sources, {
    rules: asked.map(({ rule }) => marked(rule, options)),
    ...(underlay && { underlay }),
    ...(calicoVersion !== undefined && { calicoVersion }),
  });
  const twinOf = new Map(asked.map((twin) => [twin.rule.name, twin]));
  const said: Spoken[][] = objects.map(() => []);
  for (const { rule, location, message: marker, severity, place } of run.findings) {
    const [id = '', message = ''] = marker.split('\0');
    const [twin, index] = [twinOf.get(rule), Number.parseInt(location.file, 10)];
    if (twin && location.document === others.length && !twin.unsaid.has(id) && judges(twin, objects[index]))
      said[index]?.push({ rule, id, severity, path: place.path, message });
  }
  return said;
}

function isSet(object: unknown): boolean {
  return (object as { readonly kind?: string }).kind === 'ClusterResourceSet';
}

/** The rule with the id of each message before its text. */
function marked(rule: AnyRule, options: Facts['options']): AnyRule {
  return {
    ...rule,
    messages: Object.fromEntries(Object.entries(rule.messages).map(([id, text]) => [id, `${id}\0${text}`])),
    options: { ...rule.options, defaults: { ...(rule.options.defaults as object), ...options } },
  };
}

/** The same facts as a constraint carries them. */
export function parametersOf({ underlay, calicoVersion, options }: Facts): Readonly<Record<string, unknown>> {
  return { ...options, ...(underlay && { underlay }), ...(calicoVersion !== undefined && { calicoVersion }) };
}

/** What the compiled Rego says about an object. */
export async function admitted(asked: readonly Twin[], object: unknown, facts: Facts = {}): Promise<readonly Verdict[]> {
  const names = new Set(asked.filter((twin) => judges(twin, object)).map(({ rule }) => rule.name));
  const policy = shipped();
  if (facts.others) policy.setData({ inventory: inventoryOf(facts.others) });
  const { oldObject } = facts;
  const review = oldObject === undefined ? { object } : ({ object, oldObject, operation: 'UPDATE' } as const);
  const all = violations(policy, review, parametersOf(facts));
  if (facts.others) policy.setData({});
  return all
    .filter(({ rule }) => names.has(rule))
    .map(verdict)
    .sort();
}

type Said = { readonly rule: string; readonly severity: string; readonly path: readonly (string | number)[]; readonly message: string };

function verdict({ rule, severity, path, message }: Said): Verdict {
  return `${severity} of ${rule} at ${path.join('.')}: ${message}`;
}
