// From the arguments of --policy to policies that the linter asks. Loaded where there are some.
import { basename, join, resolve } from 'node:path';
import { type DocumentPolicy, dataOf } from '@canal-lint/core';
import { ownPolicy, PolicyError } from '@canal-lint/policy';
import { codeOf, InputError, reasonOf } from '../errors.js';
import { unpacked } from '../helm/archive.js';
import type { World } from '../world.js';

/** The files of a module, a bundle or a folder by their paths in it. */
type Files = ReadonlyMap<string, Uint8Array>;
type Data = Readonly<Record<string, unknown>>;

/** Loads what --policy and --policy-data name. Throws an InputError for what cannot be used. */
export function ownPolicies(policies: readonly string[], data: readonly string[], world: World): readonly DocumentPolicy[] {
  const more = data.map((name) => dataIn(name, readFile(name, '--policy-data', world)));
  const loaded = policies.flatMap((argument) => policiesIn(argument, more, world));
  const names = loaded.flatMap(({ rules }) => rules.map(({ name }) => name));
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice === undefined) return loaded;
  throw new InputError(`two policies bring the rule ${twice}`, 'give one of the packages another name');
}

function policiesIn(argument: string, more: readonly Data[], world: World): readonly DocumentPolicy[] {
  const files = filesOf(argument, world);
  const modules = [...files].filter(([name]) => name.endsWith('.wasm'));
  if (modules.length === 0) throw new InputError(`--policy ${argument} holds no compiled policy`, buildHint(argument));
  const own = [...files].flatMap(([name, bytes]) =>
    basename(name) === 'data.json' ? [below(name, dataIn(join(argument, name), bytes))] : [],
  );
  const data = [...own, ...more].reduce(merged, {});
  const loaded: DocumentPolicy[] = [];
  for (const [name, wasm] of modules) {
    const shown = name === basename(argument) ? argument : `${argument}/${name}`;
    try {
      loaded.push(ownPolicy({ name: shown, wasm, data }));
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error;
      throw new InputError(`--policy ${shown}: ${error.message}`, '', error);
    }
  }
  return loaded;
}

function buildHint(argument: string): string {
  return `compile it: canal-lint policies build ${argument} --output policy.wasm`;
}

function filesOf(argument: string, world: World): Files {
  const path = resolve(world.cwd, argument);
  if (/\.rego$/.test(argument))
    throw new InputError(`--policy ${argument} is source text, and a policy has to be compiled`, buildHint(argument));
  if (isFolder(path, world)) return folderFiles(path, world);
  const bytes = readFile(argument, '--policy', world);
  if (!/\.(?:tar\.gz|tgz)$/.test(argument)) return new Map([[basename(argument).replace(/(?:\.wasm)?$/, '.wasm'), bytes]]);
  try {
    return unpacked(bytes);
  } catch (error) {
    throw new InputError(
      `--policy ${argument} is no bundle: ${error instanceof Error ? error.message : String(error)}`,
      'opa build writes one',
      error,
    );
  }
}

function isFolder(path: string, { fs }: World): boolean {
  return fs.statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function folderFiles(folder: string, { fs }: World): Files {
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
  const wanted = names.filter((name) => /(?:^|\/)(?:[^/]+\.wasm|data\.json)$/.test(name)).sort();
  return new Map(wanted.map((name) => [name, fs.readFileSync(join(folder, name))]));
}

function readFile(name: string, flag: string, { fs, cwd }: World): Uint8Array {
  try {
    return fs.readFileSync(resolve(cwd, name));
  } catch (error) {
    if (codeOf(error) === '') throw error;
    throw new InputError(`${flag}: cannot read ${name}: ${reasonOf(error)}`, 'check the spelling', error);
  }
}

function dataIn(name: string, text: Uint8Array): Data {
  const read = dataOf({ name, text });
  const fault = 'fault' in read ? read.fault : isMap(read.value) ? undefined : 'it is no map';
  if (fault !== undefined)
    throw new InputError(`the data of ${name} cannot be used: ${fault}`, 'it becomes data in the policies: {"registries": […]}');
  return (read as { readonly value: Data }).value;
}

/** A bundle's data.json counts below the folder that it is in. */
function below(name: string, data: Data): Data {
  return name
    .split('/')
    .slice(0, -1)
    .reduceRight<Data>((inner, step) => ({ [step]: inner }), data);
}

function merged(sum: Data, more: Data): Data {
  const all: Record<string, unknown> = { ...sum };
  for (const [key, value] of Object.entries(more)) all[key] = isMap(all[key]) && isMap(value) ? merged(all[key], value) : value;
  return all;
}

function isMap(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
