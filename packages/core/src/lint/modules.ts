/** Terraform reads all files of a folder as one module, so the look before parsing is at folders: a file of variables alone says nothing. */
import { folderFrom, folderOf } from '../cluster/files.js';
import { terraform } from '../readers/terraform/reader.js';
import { decode, isHclName, loadHcl, type ReadSource, readSource, type SourceInput } from '../source/index.js';
import { lookFor } from './look.js';

export type Modules = {
  /** Reads a file of Terraform; undefined for any other. */
  readonly read: (input: SourceInput) => ReadSource | undefined;
  /** Why files in HCL are not read. */
  readonly refused?: string;
};

const terraformName = /\.tf(?:\.json)?$/i;

/** Looks at all Terraform files among the inputs, and loads the parser where some module may matter. */
export async function modulesOf(inputs: readonly SourceInput[], everything: boolean): Promise<Modules> {
  const files = inputs.filter(({ name }) => terraformName.test(name));
  if (files.length === 0) return { read: () => undefined };
  const look = everything ? (): boolean => true : lookFor(terraform.words);
  const folders = new Set<string>();
  for (const file of files) if (!folders.has(folderOf(file.name)) && look(decode(file.text).text)) folders.add(folderOf(file.name));
  if (folders.size > 0) addNeighbours(folders, files);
  const inHcl = files.some(({ name }) => isHclName(name) && folders.has(folderOf(name)));
  const loaded = inHcl ? await loadHcl().catch(reasonOf) : undefined;
  return {
    ...(typeof loaded === 'string' && { refused: loaded }),
    read: (input) => {
      if (!terraformName.test(input.name)) return undefined;
      if (!folders.has(folderOf(input.name))) return passedOver;
      if (!isHclName(input.name)) return readSource(input, () => true);
      return typeof loaded === 'function' ? loaded(input) : passedOver;
    },
  };
}

const localSource = /\bsource"?\s*[=:]\s*"(\.\.?\/[^"]*)"/g;

/** Modules that call one which matters, and those that are called by one: what a caller gives decides what a module says. */
function addNeighbours(folders: Set<string>, files: readonly SourceInput[]): void {
  const neighbours = new Map<string, string[]>();
  const join = (one: string, other: string): void => void neighbours.set(one, [...(neighbours.get(one) ?? []), other]);
  for (const { name, text } of files) {
    for (const [, source = ''] of decode(text).text.matchAll(localSource)) {
      join(folderOf(name), folderFrom(folderOf(name), source));
      join(folderFrom(folderOf(name), source), folderOf(name));
    }
  }
  // A set is walked through to what is added on the way.
  for (const folder of folders) for (const next of neighbours.get(folder) ?? []) folders.add(next);
}

const passedOver: ReadSource = { documents: [], problems: [], unrelated: 1, rendered: false, text: '' };

function reasonOf(error: unknown): string {
  return `Terraform files are not read: ${error instanceof Error ? error.message : String(error)}`;
}
