import { constraintTemplate, policies } from '@canal-lint/policy';
import { describe, expect, test } from 'vitest';
import { admissionOf, casesOf, gator, literal, type Suite, verify } from './gator.js';
import { admitted, judges, twins } from './twins.js';

/** Gatekeeper's own evaluation of every object of every case, against WebAssembly's (which parity.test.ts holds against TypeScript). */
describe.skipIf(gator === undefined)('gator says what WebAssembly says', () => {
  test.each(policies.map((policy) => [policy.rule, policy] as const))('%s', async (name, policy) => {
    const [twin] = twins.filter(({ rule }) => rule.name === name);
    if (!twin) throw new Error(`no rule ${name}`);
    const suites: Suite[] = [];
    for (const one of casesOf(name)) {
      const { objects, parameters } = admissionOf(one);
      const asked = await Promise.all(
        objects
          .filter((object) => judges(twin, object))
          .map(async (object) => ({
            object,
            messages: (await admitted([twin], object, one)).map((text) => literal(text.replace(/^.*? at \S*: /, ''))),
          })),
      );
      suites.push({ parameters, asked });
    }
    const { status, output } = verify(policy, constraintTemplate(policy, { options: twin.rule.options.schema, version: '0.0.0' }), suites);
    expect(status, output).toBe(0);
  });
});
