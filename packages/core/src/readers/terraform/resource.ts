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
  /** Nodes that an expression `local.name` stands for. */
  readonly locals: ReadonlyMap<string, Node>;
  /** Of a plan: where it says what is not known yet, and what was written in the configuration. */
  readonly plan?: { readonly unknown: Node | undefined; readonly expressions: Node | undefined; readonly module: string };
};

/** The node of an attribute; a local value is followed. */
export function attribute(resource: Resource, path: Path): Node | Unsure | undefined {
  if (resource.plan && isUnknown(resource.plan.unknown, path)) return unsure;
  const found = at(resource.body.document.root, [...resource.body.path, ...path]);
  const node = found && followed(found);
  if (node?.kind !== 'scalar') return node;
  if (!node.templated) return node.value === null ? undefined : node;
  const local = /^local\.([\w-]+)$/.exec(expression(node.text))?.[1];
  return (local === undefined ? undefined : resource.locals.get(local)) ?? node;
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
  const node = attribute(resource, path);
  if (node === undefined || node === unsure) return node;
  if (node.kind !== 'seq') return unsure;
  return node.items.map((item) => {
    const one = followed(item);
    return one.kind !== 'scalar' || one.templated ? unsure : one.text;
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
  let open = resource.plan ? isUnknown(resource.plan.unknown, [name]) : false;
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
  if (resource.plan) return plannedReferences(resource, path);
  const node = attribute(resource, path);
  if (node === undefined || node === unsure) return node;
  return (node.kind === 'seq' ? node.items : [node]).map((item) => {
    const one = followed(item);
    return one.kind === 'scalar' && one.templated ? addressIn(one.text) : unsure;
  });
}

/** The address in `aws_security_group.nodes.id`, `aws_security_group.nodes[0].id`, `data.x.y.id`. */
function addressIn(text: string): Value<string> {
  return /^((?:data\.)?[A-Za-z][\w-]*\.[A-Za-z_][\w-]*)(?:\[[^\]]*\]|\.\*|\.\d+)?\.\w+$/.exec(expression(text))?.[1] ?? unsure;
}

/** A plan lists each reference and what it is part of: `["aws_security_group.nodes.id", "aws_security_group.nodes"]`. */
function plannedReferences({ plan }: Resource, path: Path): Value<readonly Value<string>[]> {
  const [name = ''] = path;
  const found = at(plan?.expressions, [...path, 'references']);
  // Of several blocks, which one is which is not known.
  if (!found || (path.length > 1 && items(at(plan?.expressions, [name])).length > 1)) return unsure;
  const said = items(found).flatMap((item) => (item.kind === 'scalar' ? [item.text] : []));
  const whole = said.filter((text) => !said.some((other) => other !== text && other.startsWith(text)));
  return whole.map((text) => {
    const address = addressIn(text);
    return typeof address === 'string' ? `${plan?.module ?? ''}${address}` : address;
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
