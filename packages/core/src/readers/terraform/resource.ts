/** Terraform's resources, wherever they are written: HCL, JSON or a plan. */
import { at, entries, followed, items, type Node, type Origin, type Path } from '../../source/index.js';

/** What an expression gives, or a plan does not know yet. */
export const unsure: unique symbol = Symbol('unsure');
export type Unsure = typeof unsure;
/** Undefined: absent. */
export type Value<T> = T | Unsure | undefined;

export type Resource = {
  readonly type: string;
  readonly name: string;
  /** `type.name`, behind the address of its module in a plan; without the index of count or for_each. */
  readonly address: string;
  /** The body with its attributes. */
  readonly body: Origin;
  /** Where its user edits it: the body itself, or what a plan was made from. */
  readonly place: Origin;
  /** Some condition or list decides whether it is there, and how often. */
  readonly conditional: boolean;
  /** Nothing repeats it: it is one thing. A plan names each thing on its own. */
  readonly single: boolean;
  /** Attributes that Terraform leaves as others have made them, `all` for each; what is written of them says little. */
  readonly ignored: readonly string[];
  /** What its expressions mean. */
  readonly scope: Scope;
  /** Of a plan: where it says what is not known yet, and what was written in the configuration. */
  readonly plan?: { readonly unknown: Node | undefined; readonly expressions: Node | undefined };
};

/** Names of one module. */
export type Scope = {
  /** What addresses of the module start with: `module.name.`, empty for the root. */
  readonly module: string;
  /** What an expression `local.name` stands for. */
  readonly local: (name: string) => Bound | undefined;
  /** What `var.name` stands for; undefined where nobody in sight says. */
  readonly variable: (name: string) => Bound | undefined;
  /** What `module.name.output` stands for. */
  readonly output: (module: string, name: string) => Bound | undefined;
  /** True where an expression comes from a module in sight, and may so be anything of it, even where it is not understood. */
  readonly follows: (expression: string) => boolean;
};

/** A node with what its expressions mean; `from` is its place where a name led to it. */
export type Bound = { readonly node: Node; readonly scope: Scope; readonly from?: Origin };

const mereName = /^(?:(var|local)\.([\w-]+)|module\.([\w-]+)(?:\[[^\]]*\])?\.([\w-]+))$/;

/** What a mere name stands for, through as many modules as it is handed on. */
export function meant({ node, scope, from }: Bound, depth = 0): Bound {
  const one = followed(node);
  const next = one.kind === 'scalar' && one.templated && depth < 20 ? namedBy(expression(one.text), scope) : undefined;
  return next ? meant(next, depth + 1) : { node: one, scope, ...(from && { from }) };
}

/** What stands behind a name; undefined for another expression, and where nothing in sight says. */
export function namedBy(text: string, scope: Scope): Bound | undefined {
  const [, kind, name = '', module, output = ''] = mereName.exec(text) ?? [];
  if (module !== undefined) return scope.output(module, output);
  if (kind === 'var') return scope.variable(name);
  return kind === 'local' ? scope.local(name) : undefined;
}

/** The node of an attribute; names of values are followed. */
export function attribute(resource: Resource, path: Path): Node | Unsure | undefined {
  const found = boundAt(resource, path);
  return found === undefined || found === unsure ? found : found.node;
}

/** The node of an attribute, with what its expressions mean. */
export function boundAt(resource: Resource, path: Path): Bound | Unsure | undefined {
  return isLeft(resource, path) ? unsure : writtenAt(resource, path);
}

function writtenAt(resource: Resource, path: Path): Bound | Unsure | undefined {
  if (resource.plan && isUnknown(resource.plan.unknown, path)) return unsure;
  const found = at(resource.body.document.root, [...resource.body.path, ...path]);
  const bound = found && meant({ node: found, scope: resource.scope });
  return bound?.node.kind === 'scalar' && !bound.node.templated && bound.node.value === null ? undefined : bound;
}

/** `ignore_changes` of the `lifecycle` of a body (hashicorp/terraform website/docs/language/meta-arguments/lifecycle.mdx). */
export function ignoredIn({ document, path }: Origin): readonly string[] {
  const list = at(document.root, [...path, 'lifecycle', 'ignore_changes']);
  const all = list?.kind === 'seq' ? list.items : list ? [list] : [];
  return all.flatMap((item) => (item.kind === 'scalar' ? (/^[\w-]+/.exec(item.text) ?? []) : []));
}

/** Blocks stay as they are written, but more may have come. */
function isLeft({ ignored }: Resource, [name, ...inner]: Path): boolean {
  return inner.length === 0 && (ignored.includes(String(name)) || ignored.includes('all'));
}

/** Attributes that are known after apply are `true`, in the shape of the values. */
function isUnknown(unknown: Node | undefined, path: Path): boolean {
  return [...path, ''].some((_, depth) => {
    const found = at(unknown, path.slice(0, depth));
    return found?.kind === 'scalar' && found.value === true;
  });
}

/** A scalar as text. */
export function textAt(resource: Resource, ...path: Path): Value<string> {
  const node = attribute(resource, path);
  if (node === undefined || node === unsure) return node;
  return node.kind !== 'scalar' || node.templated ? unsure : node.text;
}

export function numberAt(resource: Resource, ...path: Path): Value<number> {
  const text = textAt(resource, ...path);
  if (typeof text !== 'string') return text;
  return /^-?\d{1,9}$/.test(text) ? Number(text) : unsure;
}

export function boolAt(resource: Resource, ...path: Path): Value<boolean> {
  const text = textAt(resource, ...path);
  if (typeof text !== 'string') return text;
  return text === 'true' || text === 'false' ? text === 'true' : unsure;
}

/** The items of a list, each known or not; unsure where the list as a whole is not known. */
export function listAt(resource: Resource, ...path: Path): Value<readonly Value<string>[]> {
  const bound = boundAt(resource, path);
  if (bound === undefined || bound === unsure) return bound;
  if (bound.node.kind !== 'seq') return unsure;
  return bound.node.items.map((item) => {
    const { node } = meant({ node: item, scope: bound.scope });
    return node.kind !== 'scalar' || node.templated ? unsure : node.text;
  });
}

/** The items of a list; one that is not known where the list is not. */
export function itemsOf(list: Value<readonly Value<string>[]>): readonly Value<string>[] {
  if (list === undefined) return [];
  return list === unsure ? [unsure] : list;
}

/** Paths of the blocks of a name, in either way to write them, and whether there may be others. */
export function blocksOf(resource: Resource, name: string): { readonly paths: readonly Path[]; readonly unsure: boolean } {
  const found = at(resource.body.document.root, resource.body.path);
  const numbered = new RegExp(`^${name}(?:\\[\\d+\\])?$`);
  const paths: Path[] = [];
  let open = isLeft(resource, [name]) || (resource.plan !== undefined && isUnknown(resource.plan.unknown, [name]));
  for (const { name: key, value } of entries(found)) {
    if (key === `dynamic.${name}` || key.startsWith(`dynamic.${name}[`) || key === 'dynamic') open = true;
    if (!numbered.test(key)) continue;
    const node = followed(value);
    if (node.kind === 'map') paths.push([key]);
    else if (node.kind === 'seq') paths.push(...node.items.map((_, i): Path => [key, i]));
    else if (node.kind === 'scalar' && node.value !== null) open = true;
  }
  return { paths, unsure: open };
}

/** An expression without the marks of a template around it. */
export function expression(text: string): string {
  const inner = /^\$\{\s*([^{}]*?)\s*\}$/.exec(text)?.[1];
  return inner ?? text.trim();
}

/** The resources or data that expressions at a path refer to, as addresses; unsure for what is no plain reference. */
export function referencesAt(resource: Resource, path: Path): Value<readonly Value<string>[]> {
  const written = resource.plan ? plannedReferences(resource, path) : writtenReferences(resource, path);
  return isLeft(resource, path) ? [...itemsOf(written), unsure] : written;
}

function writtenReferences(resource: Resource, path: Path): Value<readonly Value<string>[]> {
  const bound = writtenAt(resource, path);
  if (bound === undefined || bound === unsure) return bound;
  return (bound.node.kind === 'seq' ? bound.node.items : [bound.node]).map((item) => {
    const { node, scope } = meant({ node: item, scope: bound.scope });
    const address = node.kind === 'scalar' && node.templated ? addressIn(node.text) : unsure;
    return typeof address !== 'string' || scope.follows(address) ? unsure : `${scope.module}${address}`;
  });
}

/** The address in `aws_security_group.nodes.id`, `aws_security_group.nodes[0].id`, `data.x.y.id`. */
function addressIn(text: string): Value<string> {
  return /^((?:data\.)?[A-Za-z][\w-]*\.[A-Za-z_][\w-]*)(?:\[[^\]]*\]|\.\*|\.\d+)?\.\w+$/.exec(expression(text))?.[1] ?? unsure;
}

/** A plan lists each reference and what it is part of: `["aws_security_group.nodes.id", "aws_security_group.nodes"]`. */
function plannedReferences(resource: Resource, path: Path): Value<readonly Value<string>[]> {
  const { plan, scope } = resource;
  const [name = ''] = path;
  const found = at(plan?.expressions, [...path, 'references']);
  if (!found) {
    const value = attribute(resource, path);
    return value === undefined || (value !== unsure && value.kind === 'seq' && value.items.length === 0) ? value && [] : unsure;
  }
  // Of several blocks, which one is which is not known.
  if (path.length > 1 && items(at(plan?.expressions, [name])).length > 1) return unsure;
  const said = items(found).flatMap((item) => (item.kind === 'scalar' ? [item.text] : []));
  const whole = said.filter((text) => !said.some((other) => other !== text && other.startsWith(text)));
  return whole.map((text) => {
    const address = addressIn(text);
    return typeof address === 'string' ? `${scope.module}${address}` : address;
  });
}

/** The origin of a path of a resource, as its user sees it. */
export function originAt(resource: Resource, path: Path = []): Origin {
  const { document, path: start } = resource.place;
  const known = at(document.root, [...start, ...path]) !== undefined;
  // A plan orders blocks its own way: only attributes of the resource itself are found again.
  return {
    document,
    path: known && !(resource.plan && path.length > 1) ? [...start, ...path] : start,
    ...(path.length === 0 && { part: 'key' }),
  };
}

/** Where a name in an attribute leads to: the value is written there. */
export function namedPlace(resource: Resource, path: Path): Origin | undefined {
  const bound = boundAt(resource, path);
  return bound === unsure ? undefined : bound?.from;
}
