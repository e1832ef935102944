import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constraint, constraintTemplate, policies } from '@canal-lint/policy';
import { parseCases } from '@canal-lint/testkit';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { tool } from '../tools.js';
import { objectsIn } from './objects.js';
import { admitted, judges, parametersOf, rulesFolder, twins } from './twins.js';

const gator = tool('gator');

/** Gatekeeper's own evaluation of every object of every case, against WebAssembly's (which parity.test.ts holds against TypeScript). */
describe.skipIf(gator === undefined)('gator says what WebAssembly says', () => {
  test.each(policies.map((policy) => [policy.rule, policy] as const))('%s', async (name, policy) => {
    const [twin] = twins.filter(({ rule }) => rule.name === name);
    if (!twin) throw new Error(`no rule ${name}`);
    const suites: { readonly objects: readonly unknown[]; readonly parameters: object; readonly wanted: readonly (readonly string[])[] }[] =
      [];
    for (const file of readdirSync(`${rulesFolder}/${name}/cases`)) {
      for (const one of parseCases(file, readFileSync(`${rulesFolder}/${name}/cases/${file}`, 'utf8'))) {
        const objects = one.files.flatMap(({ name: path, text }) => objectsIn(path, text)).filter((object) => judges(twin, object));
        const parameters = parametersOf(one);
        const wanted = await Promise.all(
          objects.map(async (object) => (await admitted([twin], object, one)).map((text) => text.replace(/^.*? at \S*: /, ''))),
        );
        suites.push({ objects, parameters, wanted });
      }
    }
    const folder = mkdtempSync(join(tmpdir(), 'canal-lint-gator-'));
    try {
      writeFileSync(
        join(folder, 'template.yaml'),
        stringify(constraintTemplate(policy, { options: twin.rule.options.schema, version: '0.0.0' })),
      );
      const tests = suites.map(({ objects, parameters, wanted }, i) => {
        mkdirSync(join(folder, `${i}`));
        writeFileSync(
          join(folder, `${i}/constraint.yaml`),
          stringify(constraint(policy, { enforcement: 'deny', parameters: { ...parameters } })),
        );
        objects.forEach((object, j) => {
          writeFileSync(join(folder, `${i}/${j}.yaml`), JSON.stringify(named(object)));
        });
        return {
          name: `${i}`,
          template: 'template.yaml',
          constraint: `${i}/constraint.yaml`,
          cases: objects.map((_, j) => ({ name: `${j}`, object: `${i}/${j}.yaml`, assertions: assertions(wanted[j] ?? []) })),
        };
      });
      writeFileSync(
        join(folder, 'suite.yaml'),
        stringify({ apiVersion: 'test.gatekeeper.sh/v1alpha1', kind: 'Suite', tests: tests.filter(({ cases }) => cases.length > 0) }),
      );
      const { status, stdout, stderr } = spawnSync(gator ?? '', ['verify', join(folder, 'suite.yaml')], { encoding: 'utf8' });
      expect(status, stdout + stderr).toBe(0);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

/** gator wants a name, which the API server would have asked for before. */
function named(object: unknown): unknown {
  const { metadata, ...rest } = object as { readonly metadata?: object };
  return { ...rest, metadata: { name: 'unnamed', ...metadata } };
}

/** gator reads a message as a regular expression. */
function assertions(messages: readonly string[]): readonly object[] {
  const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  // One message may be said of several places.
  const times = (message: string): number => messages.filter((other) => other === message).length;
  return [
    { violations: messages.length },
    ...messages.map((message) => ({ violations: times(message), message: `^${literal(message)}$` })),
  ];
}
