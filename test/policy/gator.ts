/** Suites of Gatekeeper's own test runner, made of cases and run in a folder of their own. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constraint, type Manifest, type PolicySource } from '@canal-lint/policy';
import { type Case, parseCases } from '@canal-lint/testkit';
import { stringify } from 'yaml';
import { tool } from '../tools.js';
import { objectsIn } from './objects.js';
import { parametersOf, rulesFolder } from './twins.js';

export const gator: string | undefined = tool('gator');

/** One object, those beside it in the inventory, and what gator shall say: regular expressions, of which each stands for one violation. */
type Asked = { readonly object: unknown; readonly others?: readonly unknown[]; readonly messages: readonly string[] };
export type Suite = { readonly parameters: object; readonly asked: readonly Asked[] };

/** The cases of a rule, in the order of their files. */
export function casesOf(rule: string): readonly Case[] {
  const folder = `${rulesFolder}/${rule}/cases`;
  return readdirSync(folder)
    .sort()
    .flatMap((file) => parseCases(file, readFileSync(join(folder, file), 'utf8')));
}

/** The objects of a case, and the parameters of a constraint that says what the case's headers say. */
export function admissionOf(one: Case): { readonly objects: readonly unknown[]; readonly parameters: object } {
  return { objects: one.files.flatMap(({ name, text }) => objectsIn(name, text)), parameters: parametersOf(one) };
}

/** Runs `gator verify`; the status is 0 where every object gets what is asked, and the output says where not. */
export function verify(policy: PolicySource, template: Manifest, suites: readonly Suite[]): { status: number | null; output: string } {
  const folder = mkdtempSync(join(tmpdir(), 'canal-lint-gator-'));
  try {
    writeFileSync(join(folder, 'template.yaml'), stringify(template));
    const tests = suites.map((suite, i) => written(policy, suite, { folder, name: `${i}` })).filter(({ cases }) => cases.length > 0);
    writeFileSync(join(folder, 'suite.yaml'), stringify({ apiVersion: 'test.gatekeeper.sh/v1alpha1', kind: 'Suite', tests }));
    const { status, stdout, stderr } = spawnSync(gator ?? '', ['verify', join(folder, 'suite.yaml')], { encoding: 'utf8' });
    return { status, output: stdout + stderr };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function written(
  policy: PolicySource,
  { parameters, asked }: Suite,
  { folder, name }: { readonly folder: string; readonly name: string },
): { readonly name: string; readonly template: string; readonly constraint: string; readonly cases: readonly object[] } {
  mkdirSync(join(folder, name));
  const path = `${name}/constraint.yaml`;
  writeFileSync(join(folder, path), stringify(constraint(policy, { enforcement: 'deny', parameters: { ...parameters } })));
  const cases = asked.map(({ object, others = [], messages }, i) => {
    const put = (file: string, content: unknown): string => {
      writeFileSync(join(folder, name, file), JSON.stringify(named(content)));
      return `${name}/${file}`;
    };
    const inventory = others.map((other, j) => put(`${i}-${j}.yaml`, other));
    return { name: `${i}`, object: put(`${i}.yaml`, object), inventory, assertions: assertions(messages) };
  });
  return { name, template: 'template.yaml', constraint: path, cases };
}

/** gator wants a name, which the API server would have asked for before. */
function named(object: unknown): unknown {
  const { metadata, ...rest } = object as { readonly metadata?: object };
  return { ...rest, metadata: { name: 'unnamed', ...metadata } };
}

/** One message may be said of several places. */
function assertions(messages: readonly string[]): readonly object[] {
  const times = (message: string): number => messages.filter((other) => other === message).length;
  return [{ violations: messages.length }, ...messages.map((message) => ({ violations: times(message), message: `^${message}$` }))];
}

/** A text as a regular expression, which gator takes for a message. */
export function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
