/** One Terraform module: the files of a folder, or a plan of them. */
import { at, type Document, entries, followed, items, type Node, type Path } from '../../source/index.js';
import type { Unit } from '../unit.js';
import { plannedResources } from './plan.js';
import { isPlan } from './reader.js';
import type { Resource } from './resource.js';

export type Module = {
  readonly resources: readonly Resource[];
  /** Why resources may exist that are not in sight. */
  readonly beyond: string | undefined;
  /** Why somebody else may add to a resource: its id is handed to another module. */
  readonly handedOut: (address: string) => string | undefined;
};

type Block = { readonly kind: string; readonly labels: readonly string[]; readonly document: Document; readonly path: Path };

/** The module that the units make up. `broken`: one of its files could not be read. */
export function moduleOf(units: readonly Unit[], broken: boolean): Module {
  const plans = units.filter((unit) => isPlan(unit));
  const written = units.filter((unit) => !isPlan(unit));
  const blocks = written.flatMap(({ document }) => (document.language === 'hcl' ? hclBlocks(document) : jsonBlocks(document)));
  const locals = localsOf(blocks);
  const resources = blocks.filter(({ kind }) => kind === 'resource').map((block) => resourceOf(block, locals));
  if (plans.length > 0) {
    return { resources: plans.flatMap((plan) => plannedResources(plan, resources)), beyond: undefined, handedOut: () => undefined };
  }
  const texts = blocks.map((block) => ({ ...block, text: textsIn(at(block.document.root, block.path)).join('\n') }));
  const templated = written.some(({ document }) => document.structural);
  const missing = missingReference(texts);
  return {
    resources,
    beyond: broken || templated ? 'a file of the module could not be read' : missing && `${missing} is not in the input`,
    handedOut: (address) => {
      const root = blocks.some(({ kind, document, path }) => kind === 'provider' || (kind === 'terraform' && hasBackend(document, path)));
      const taker = texts.find(({ kind, text }) => (kind === 'module' || (kind === 'output' && !root)) && mentions(text, address));
      return taker && `${taker.kind} ${taker.labels.join('.')} hands it to another module`;
    },
  };
}

function hclBlocks(document: Document): readonly Block[] {
  return entries(document.root).flatMap(({ name, value }): Block[] => {
    const [kind = '', ...labels] = name.replace(/\[\d+\]$/, '').split('.');
    return followed(value).kind === 'map' ? [{ kind, labels, document, path: [name] }] : [];
  });
}

/** How many labels the blocks of JSON have that are nested by them (Terraform, "JSON Configuration Syntax"). */
const labelCount: Readonly<Record<string, number>> = {
  resource: 2,
  data: 2,
  module: 1,
  variable: 1,
  output: 1,
  provider: 1,
  locals: 0,
  terraform: 0,
};

function jsonBlocks(document: Document): readonly Block[] {
  return Object.entries(labelCount).flatMap(([kind, count]) =>
    labelled(document, [kind], count).map((path) => ({ kind, labels: path.slice(1).filter(isText), document, path })),
  );
}

function labelled(document: Document, path: Path, count: number): readonly Path[] {
  const node = at(document.root, path);
  if (!node) return [];
  if (followed(node).kind === 'seq') return items(node).flatMap((_, i) => labelled(document, [...path, i], count));
  return count === 0 ? [path] : entries(node).flatMap(({ name }) => labelled(document, [...path, name], count - 1));
}

function isText(step: string | number): step is string {
  return typeof step === 'string';
}

function resourceOf({ labels, document, path }: Block, locals: ReadonlyMap<string, Node>): Resource {
  const [type = '', name = ''] = labels;
  const body = { document, path };
  const conditional = ['count', 'for_each'].some((key) => {
    const node = at(document.root, [...path, key]);
    return node !== undefined && !(node.kind === 'scalar' && typeof node.value === 'number' && node.value > 0);
  });
  return { type, name, address: `${type}.${name}`, body, place: body, conditional, locals };
}

/** Literal locals: nothing from outside of a module changes them, unlike the defaults of variables. */
function localsOf(blocks: readonly Block[]): ReadonlyMap<string, Node> {
  return new Map(
    blocks
      .filter(({ kind }) => kind === 'locals')
      .flatMap(({ document, path }) => entries(at(document.root, path)))
      .filter(({ value }) => !(value.kind === 'scalar' && value.templated))
      .map(({ name, value }) => [name, followed(value)]),
  );
}

function hasBackend(document: Document, path: Path): boolean {
  return entries(at(document.root, path)).some(({ name }) => /^(?:backend|cloud)\b/.test(name));
}

/** The expressions below a node. */
function textsIn(node: Node | undefined): readonly string[] {
  if (node?.kind === 'scalar') return node.templated ? [node.text] : [];
  if (node?.kind === 'map') return node.entries.flatMap(({ value }) => textsIn(value));
  return node?.kind === 'seq' ? node.items.flatMap(textsIn) : [];
}

function mentions(text: string, address: string): boolean {
  return new RegExp(`(?<![\\w.-])${address.replaceAll('.', '\\.')}(?![\\w-])`).test(text);
}

const reference = /(?<![\w.-])(?:(var|local|module|data\.\w+)\.([A-Za-z_][\w-]*)|((?:aws|google|azurerm)_\w+)\.([A-Za-z_][\w-]*))/g;

/** Something that an expression refers to and no block declares: some file of the module is out of sight. */
function missingReference(blocks: readonly (Block & { readonly text: string })[]): string | undefined {
  const declared = new Set(
    blocks.flatMap(({ kind, labels, document, path }) => {
      if (kind === 'locals') return entries(at(document.root, path)).map(({ name }) => `local.${name}`);
      if (kind === 'resource') return [labels.join('.')];
      return kind === 'variable' ? [`var.${labels.join('.')}`] : [`${kind}.${labels.join('.')}`];
    }),
  );
  for (const { text } of blocks) {
    // What stands in quotes is a name at most; what an interpolation brings is looked at.
    for (const [found] of text.replaceAll(/"(?:[^"\\$]|\\.|\$(?!\{))*"/g, '""').matchAll(reference)) if (!declared.has(found)) return found;
  }
  return undefined;
}
