// What Rego files say of themselves, as `opa parse` tells it.
import { join, resolve } from 'node:path';
import { exceptionRule, severityOf } from '@canal-lint/policy';
import { InputError } from '../errors.js';
import { execute } from '../program.js';
import type { World } from '../world.js';

/** Before OPA 1.0 `if` and `contains` were optional: text of that time does not parse as v1. */
export type Dialect = 'v0' | 'v1';

export type Sources = { readonly files: readonly string[]; readonly entrypoints: readonly string[]; readonly dialect: Dialect };

/** The parts of OPA's syntax tree (ast.Module) that are read. */
type Module = {
  readonly package: { readonly path: readonly { readonly value: string }[] };
  readonly rules?: readonly { readonly head: { readonly name?: string; readonly ref?: readonly { readonly value: string }[] } }[];
};
type Parsed = { readonly module: Module } | { readonly fault: string };

/** The rules of Rego files that follow a convention, as entrypoints. Throws an InputError where a file does not parse, or none has such a rule. */
export async function entrypointsIn(opa: string, paths: readonly string[], world: World): Promise<Sources> {
  const files = paths.flatMap((path) => regoFiles(path, world)).filter((file) => !file.endsWith('_test.rego'));
  if (files.length === 0) throw new InputError(`there is no Rego in ${paths.join(', ')}`, 'name .rego files, or folders that hold them');
  const modules = await parsed(opa, files, world);
  const rules = modules.of.flatMap((module) => {
    const above = module.package.path.slice(1).map(({ value }) => `${value}/`);
    return namesOf(module).map((name) => ({ above: above.join(''), name }));
  });
  const asked = rules.filter(({ name }) => severityOf(name));
  if (asked.length === 0)
    throw new InputError('no rule is called deny, violation or warn', 'these are what a linter asks, each also as deny_<name>');
  const exceptions = rules.filter((one) => one.name === exceptionRule && asked.some(({ above }) => above === one.above));
  const entrypoints = new Set([...asked, ...exceptions].map(({ above, name }) => above + name));
  return { files, entrypoints: [...entrypoints].sort(), dialect: modules.dialect };
}

function regoFiles(path: string, { fs, cwd }: World): readonly string[] {
  const stat = fs.statSync(resolve(cwd, path), { throwIfNoEntry: false });
  if (!stat) throw new InputError(`cannot read ${path}: no such file or folder`, 'check the spelling');
  if (!stat.isDirectory()) return [path];
  const names = fs.readdirSync(resolve(cwd, path), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.rego'))
    .map((name) => join(path, name))
    .sort();
}

async function parsed(
  opa: string,
  files: readonly string[],
  world: World,
): Promise<{ readonly of: readonly Module[]; readonly dialect: Dialect }> {
  const v1 = await parseAll(opa, files, { world, flags: [] });
  if ('modules' in v1) return { of: v1.modules, dialect: 'v1' };
  const v0 = await parseAll(opa, files, { world, flags: ['--v0-compatible'] });
  if ('modules' in v0) return { of: v0.modules, dialect: 'v0' };
  throw new InputError(
    `${v1.file} is no Rego v1: ${v1.fault}`,
    v1.file === v0.file ? '' : `${v0.file} is no Rego v0 either: bring all of them to v1 with opa fmt --write --v0-v1 ${v1.file}`,
  );
}

/** Words of v1 that v0 takes for names: `deny := "x" if { … }` is then two rules, a deny that always holds and one called `if`. */
const wordsOfV1 = new Set(['if', 'contains', 'in', 'every']);

function namesOf({ rules = [] }: Module): readonly string[] {
  return rules.map(({ head }) => head.name ?? head.ref?.[0]?.value ?? '');
}

type How = { readonly world: World; readonly flags: readonly string[] };
type All = { readonly modules: readonly Module[] } | { readonly file: string; readonly fault: string };

async function parseAll(opa: string, files: readonly string[], how: How): Promise<All> {
  const modules: Module[] = [];
  for (const file of files) {
    const one = await parse(opa, file, how);
    if ('fault' in one) return { file, fault: one.fault };
    modules.push(one.module);
  }
  return { modules };
}

async function parse(opa: string, file: string, { world, flags }: How): Promise<Parsed> {
  const ran = await execute(opa, ['parse', '--format', 'json', ...flags, file], { world });
  if (!ran.ok) return { fault: faultIn(ran.message) };
  const module = JSON.parse(ran.stdout) as Module;
  const word = namesOf(module).find((name) => wordsOfV1.has(name));
  if (word !== undefined) return { fault: `it has a rule called ${word}` };
  refuseFormats(module, file);
  return { module };
}

/** The first error; opa parse tells them in JSON. */
function faultIn(message: string): string {
  try {
    const { errors } = JSON.parse(message) as {
      readonly errors: readonly { readonly message: string; readonly location?: { readonly row: number } }[];
    };
    const [first] = errors;
    return first ? `line ${first.location?.row ?? 1}: ${first.message}` : message;
  } catch {
    return message;
  }
}

/** What sprintf-js 1.1 knows, which is sprintf in WebAssembly (opa-wasm 1.10 src/builtins/strings.js); Go knows more. */
const knownFormat = /%(?:%|\+?(?:0|'[^$])?-?\d*(?:\.\d+)?[b-gijostTuvxX])/g;

/** Throws an InputError where a format is written out that would fail on every document. */
function refuseFormats(tree: unknown, file: string): void {
  if (typeof tree !== 'object' || tree === null) return;
  const [call, format] = Array.isArray(tree) ? (tree as readonly Term[]) : [];
  if (JSON.stringify(call?.value)?.includes('{"type":"var","value":"sprintf"}') && typeof format?.value === 'string') {
    const unknown = /%[^%]*/.exec(format.value.replaceAll(knownFormat, ''));
    if (unknown)
      throw new InputError(
        `${file}: sprintf(${JSON.stringify(format.value)}) has a verb that sprintf in WebAssembly does not know`,
        'write a template string: $"{name} is wrong"',
      );
  }
  for (const inner of Object.values(tree)) refuseFormats(inner, file);
}

type Term = { readonly value?: unknown } | undefined;
