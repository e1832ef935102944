// The validators that scripts/schemas.mjs makes from the catalogue of fields.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { tests } from '../packages/core/src/network/api-values.js';
import { kinds } from '../packages/core/src/network/catalogue/kinds.gen.js';
import { goRegexp, loadGoRegexp } from '../packages/core/src/network/go-regexp.js';

type Field = {
  readonly pattern?: string;
  readonly check?: readonly string[];
  readonly each?: readonly string[];
  readonly was?: readonly Field[];
  readonly items?: Field;
};

const catalogue = join(import.meta.dirname, '../packages/core/src/network/catalogue');
const files = readdirSync(join(catalogue, 'fields')).filter((name) => name.endsWith('.json'));
const all = files.flatMap((name) =>
  Object.values((JSON.parse(readFileSync(join(catalogue, 'fields', name), 'utf8')) as { fields: Record<string, Field> }).fields),
);
const patterns = [
  ...new Set(all.flatMap((field) => [field, field.items ?? {}, ...(field.was ?? [])]).flatMap(({ pattern }: Field) => pattern ?? [])),
];
const { translated } = (await import(join(import.meta.dirname, '../scripts/schemas.mjs'))) as { translated: (pattern: string) => string };

beforeAll(loadGoRegexp);

describe('patterns', () => {
  const words = [...new Set(patterns.flatMap((pattern) => pattern.match(/[A-Za-z]{2,}/g) ?? []))].slice(0, 200);
  const others = [
    '',
    '30s',
    '1.5s',
    '1\\x5s',
    '1h30m',
    '5/minute',
    '0/day',
    '64512:1',
    '65536:1',
    '1:2:3',
    'a=true,b=',
    'a=b',
    '10Mi',
    '0x1',
    ' info',
    'info\n',
    'ab-cd',
    '9999:1',
    'host:node-1',
    'é',
  ];
  const probes = [...words, ...words.map((word) => word.toUpperCase()), ...words.map((word) => word.toLowerCase()), ...others];

  test('there are some', () => expect(patterns.length).toBeGreaterThan(25));

  it.each(patterns)('%s says the same in Go and here', (pattern) => {
    const here = new RegExp(translated(pattern));
    const there = goRegexp(pattern);
    if ('error' in there) throw new Error(there.error);
    for (const probe of probes) expect([probe, here.test(probe)]).toEqual([probe, there.matches(probe)]);
  });
});

it('knows every test that a field names', () => {
  const handled = new Set([
    'omitempty',
    'required',
    'oneof',
    'gt',
    'gte',
    'lt',
    'lte',
    'labels',
    'unique',
    'bpfLogFilters',
    'regexp',
    ...Object.keys(tests),
  ]);
  const named = all.flatMap(({ check = [], each = [] }) => [...check, ...each]).map((tag) => tag.replace(/=.*/, ''));
  expect([...new Set(named)].filter((tag) => !handled.has(tag))).toEqual([]);
});

describe.each(Object.entries(kinds))('%s', (kind, { load }) => {
  it('has a validator that works without eval and without a module beside it', async () => {
    const file = load.toString().match(/([\w-]+)\.gen/)?.[1] ?? '';
    const text = readFileSync(join(catalogue, `${file}.gen.ts`), 'utf8');
    expect(text.split('\n')[0]).toContain('do not edit');
    expect(text).not.toMatch(/\beval\(|new Function|require\(|^import (?!type)/m);
    const { validate, fields } = (await load()).schema;
    expect(fields.props?.['metadata']).toBeDefined();
    expect(validate({ apiVersion: 'v', kind, metadata: {}, nonsense: 1 })).toBe(false);
    expect(validate.errors?.map(({ keyword }) => keyword)).toContain('additionalProperties');
  });
});
