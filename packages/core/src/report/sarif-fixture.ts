// For tests only: judges a SARIF log by the schema of OASIS.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { expect } from 'vitest';

/**
 * What is wrong with a log, or ''. The schema is of draft 04; apart from the name of `id` it says the same in draft 07, which is what Ajv 8
 * reads. One of its patterns is no regular expression under the `u` flag.
 */
export function sarifValidator(): (log: unknown) => string {
  const file = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(file, 'utf8'));
  expect(schema.required).toEqual(['version', 'runs']);
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  return (log) => (validate(log) ? '' : ajv.errorsText(validate.errors));
}
