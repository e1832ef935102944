/** Terraform reads all files of a folder as one module, so the look before parsing is at folders: a file of variables alone says nothing. */
import { folderOf } from '../cluster/files.js';
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

const passedOver: ReadSource = { documents: [], problems: [], unrelated: 1, rendered: false, text: '' };

function reasonOf(error: unknown): string {
  return `Terraform files are not read: ${error instanceof Error ? error.message : String(error)}`;
}
