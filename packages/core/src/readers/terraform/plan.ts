/** Plans as `terraform show -json` prints them (hashicorp/terraform website/docs/internals/json-format.mdx @0247401). */
import { at, entries, items, type Node, type Path, textAt } from '../../source/index.js';
import { originOf, type Unit } from '../unit.js';
import type { Resource, Scope } from './resource.js';

/** A plan has values in the place of names. */
const nothing: Omit<Scope, 'module'> = { local: () => undefined, variable: () => undefined, output: () => undefined, follows: () => false };

/** The resources that a plan leaves, each at the block that it was made from where that is among `written`. A plan of another major format has none. */
export function plannedResources(unit: Unit, written: readonly Resource[]): readonly Resource[] {
  const { root } = unit.document;
  if (!/^[01]\./.test(textAt(root, ['format_version']) ?? '')) return [];
  const unknown = unknownValues(root);
  const blocks = new Map(written.map((one) => [one.address, one]));
  const configured = configuredExpressions(root, ['configuration', 'root_module'], '');
  return resourcePaths(root, ['planned_values', 'root_module']).flatMap((path): Resource[] => {
    const text = (name: string): string => textAt(root, [...path, name]) ?? '';
    const [full, type, name] = [text('address'), text('type'), text('name')];
    if (text('mode') === 'data') return [];
    const address = full.replaceAll(/\[(?:[^\]"]|"[^"]*")*\]/g, '');
    const module = address.slice(0, address.length - `${type}.${name}`.length);
    const body = originOf(unit, [...path, 'values']);
    return [
      {
        ...{ type, name, address, body, conditional: false, single: true, scope: { ...nothing, module } },
        place: blocks.get(address)?.body ?? originOf(unit, path),
        ignored: blocks.get(address)?.ignored ?? [],
        plan: { unknown: unknown.get(full), expressions: configured.get(address) },
      },
    ];
  });
}

function resourcePaths(root: Node | undefined, module: Path): readonly Path[] {
  const own = items(at(root, [...module, 'resources'])).map((_, i): Path => [...module, 'resources', i]);
  const children = items(at(root, [...module, 'child_modules'])).flatMap((_, i) => resourcePaths(root, [...module, 'child_modules', i]));
  return [...own, ...children];
}

function unknownValues(root: Node | undefined): ReadonlyMap<string, Node> {
  return new Map(
    items(at(root, ['resource_changes'])).flatMap((change): [string, Node][] => {
      const unknown = at(change, ['change', 'after_unknown']);
      return unknown ? [[textAt(change, ['address']) ?? '', unknown]] : [];
    }),
  );
}

/** What was written, by address. Calls of modules are followed; each has its own names. */
function configuredExpressions(root: Node | undefined, module: Path, prefix: string): ReadonlyMap<string, Node> {
  const own = items(at(root, [...module, 'resources'])).flatMap((resource): [string, Node][] => {
    const expressions = at(resource, ['expressions']);
    return expressions ? [[`${prefix}${textAt(resource, ['address']) ?? ''}`, expressions]] : [];
  });
  const called = entries(at(root, [...module, 'module_calls'])).flatMap(({ name }) => [
    ...configuredExpressions(root, [...module, 'module_calls', name, 'module'], `${prefix}module.${name}.`),
  ]);
  return new Map([...own, ...called]);
}
