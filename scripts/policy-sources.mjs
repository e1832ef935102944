#!/usr/bin/env node
// Writes packages/policy/src/sources.gen.ts: the policies of the rules as data, for the emitters and for users without a checkout.
// Part of the build; `npm run gen` then writes policies/ from it.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('..', import.meta.url));
const rules = join(root, 'packages/core/src/rules');
const lib = join(root, 'packages/policy/rego/lib');
const target = join(root, 'packages/policy/src/sources.gen.ts');

const names = readdirSync(rules)
  .filter((name) => existsSync(join(rules, name, 'policy.rego')))
  .sort();
const celLib = join(root, 'packages/policy/cel');
const celLibraries = readdirSync(celLib).sort();
const libraries = readdirSync(lib)
  .filter((name) => name.endsWith('.rego') && !name.endsWith('_test.rego'))
  .sort();
const text = `// Written by \`npm run build\` from the policy.rego of the rules and packages/policy/rego/lib; do not edit.
import type { CelVariable, PolicySource } from './source.js';

export const policies: readonly PolicySource[] = ${JSON.stringify(names.map(policy), null, 2)};

/** Rego that the policies share, by the last part of its package: \`data.lib.<name>\`. */
export const libraries: Readonly<Record<string, string>> = ${JSON.stringify(
  Object.fromEntries(libraries.map((name) => [name.replace(/\.rego$/, ''), readFileSync(join(lib, name), 'utf8')])),
  null,
  2,
)};

/** Variables of CEL that the policies share. */
export const celLibraries: Readonly<Record<string, readonly CelVariable[]>> = ${JSON.stringify(
  Object.fromEntries(celLibraries.map((name) => [name.replace(/\.cel$/, ''), parse(readFileSync(join(celLib, name), 'utf8'))])),
  null,
  2,
)};
`;
if (!existsSync(target) || readFileSync(target, 'utf8') !== text) writeFileSync(target, text);

function policy(name) {
  const rego = readFileSync(join(rules, name, 'policy.rego'), 'utf8');
  const block = /^# METADATA\n((?:#.*\n)+)/m.exec(rego)?.[1];
  if (block === undefined) throw new Error(`packages/core/src/rules/${name}/policy.rego: the METADATA of the package is missing`);
  const { title, description, custom } = parse(block.replaceAll(/^# ?/gm, ''));
  const cel = join(rules, name, 'policy.cel');
  return {
    rule: name,
    title,
    description,
    match: custom.kinds,
    unsaid: custom.unsaid ?? {},
    sync: custom.sync ?? [],
    severities: ['error', 'warning', 'info'].filter((severity) => new RegExp(`^[^#]*"${severity}"`, 'm').test(rego)),
    rego,
    ...(existsSync(cel) && { cel: parse(readFileSync(cel, 'utf8')) }),
  };
}
