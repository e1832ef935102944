/** The files of one folder as Terraform reads them: its blocks, wherever they stand. */
import { at, type Document, entries, followed, items, type Node, type Path } from '../../source/index.js';
import type { Unit } from '../unit.js';

export type Block = {
  readonly kind: string;
  readonly labels: readonly string[];
  readonly document: Document;
  readonly path: Path;
  /** All expressions in it. */
  readonly text: string;
};

export function blocksIn(units: readonly Unit[]): readonly Block[] {
  return units.flatMap(({ document }) => (document.language === 'hcl' ? hclBlocks(document) : jsonBlocks(document)));
}

function hclBlocks(document: Document): readonly Block[] {
  return entries(document.root).flatMap(({ name, value }): Block[] => {
    const [kind = '', ...labels] = name.replace(/\[\d+\]$/, '').split('.');
    return followed(value).kind === 'map' ? [{ kind, labels, document, path: [name], text: textsIn(value).join('\n') }] : [];
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
    labelled(document, [kind], count).map((path) => {
      const text = textsIn(at(document.root, path)).join('\n');
      return { kind, labels: path.slice(1).filter(isText), document, path, text };
    }),
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

/** The expressions below a node. */
export function textsIn(node: Node | undefined): readonly string[] {
  if (node?.kind === 'scalar') return node.templated ? [node.text] : [];
  if (node?.kind === 'map') return node.entries.flatMap(({ value }) => textsIn(value));
  return node?.kind === 'seq' ? node.items.flatMap(textsIn) : [];
}

/** True where an expression refers to an address. */
export function mentions(text: string, address: string): boolean {
  return new RegExp(`(?<![\\w.-])${address.replaceAll('.', '\\.')}(?![\\w-])`).test(text);
}

const dotted = /(?<![\w.-])([A-Za-z_][\w-]*\.[A-Za-z_][\w-]*)(\.[A-Za-z_][\w-]*)?/g;

/** Blocks by the addresses that they mention: a module has thousands of both. */
const byAddress = new WeakMap<readonly Block[], ReadonlyMap<string, ReadonlySet<Block>>>();

/** The blocks with an expression that refers to an address, of two names or three, as `mentions` tells of one. */
export function mentioning(blocks: readonly Block[], address: string): Iterable<Block> {
  const index = byAddress.get(blocks) ?? indexed(blocks);
  byAddress.set(blocks, index);
  return index.get(address) ?? [];
}

function indexed(blocks: readonly Block[]): ReadonlyMap<string, ReadonlySet<Block>> {
  const index = new Map<string, Set<Block>>();
  for (const block of blocks) {
    for (const [whole, two = ''] of block.text.matchAll(dotted)) {
      for (const address of [whole, two]) index.set(address, (index.get(address) ?? new Set()).add(block));
    }
  }
  return index;
}

const reference = /(?<![\w.-])(?:(var|local|module|data\.\w+)\.([A-Za-z_][\w-]*)|((?:aws|google|azurerm)_\w+)\.([A-Za-z_][\w-]*))/g;

/** Something that an expression refers to and no block declares: some file of the module is out of sight. */
export function missingReference(blocks: readonly Block[]): string | undefined {
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
