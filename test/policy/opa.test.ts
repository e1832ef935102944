import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inventoryOf, load, policies, violations } from '@canal-lint/policy';
import { describe, expect, test } from 'vitest';
import { tool } from '../tools.js';
import { admissionOf, casesOf } from './gator.js';
import { parametersOf } from './twins.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const module = join(root, 'policies/canal-lint.wasm');
/** Rego as it is written, with its tests; what binds the rules together is generated. */
const written = [
  'packages/policy/rego',
  ...policies.flatMap(({ rule }) =>
    ['policy.rego', 'policy_test.rego']
      .map((name) => `packages/core/src/rules/${rule}/${name}`)
      .filter((path) => existsSync(join(root, path))),
  ),
];
const opa = tool('opa');

describe.skipIf(opa === undefined)('opa', () => {
  const run = (...args: string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } =>
    spawnSync(opa ?? '', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 });

  test('check --strict finds nothing', () => {
    expect(run('check', '--strict', ...written)).toMatchObject({ status: 0, stderr: '' });
  });

  test('fmt finds nothing', () => {
    expect(run('fmt', '--list', '--fail', ...written)).toMatchObject({ status: 0, stdout: '' });
  });

  test('test passes, over the cases too, and covers 95 lines of 100', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'canal-lint-opa-'));
    try {
      const cases = join(folder, 'cases.json');
      writeFileSync(cases, JSON.stringify({ cases: await judgedCases() }));
      const { status, stdout } = run(
        ...['test', '--timeout', '5m', '--coverage', '--format', 'json'],
        ...[...written, 'policies/rego/canal.rego', cases],
      );
      expect(status, stdout.slice(0, 2000)).toBe(0);
      const files = Object.entries((JSON.parse(stdout) as Coverage).files).filter(([file]) => !file.endsWith('_test.rego'));
      const missed = files.flatMap(([file, { not_covered = [] }]) => not_covered.map(({ start }) => `${file}:${start.row}`));
      const lines = (key: 'covered_lines' | 'not_covered_lines'): number => files.reduce((sum, [, count]) => sum + (count[key] ?? 0), 0);
      const share = (100 * lines('covered_lines')) / (lines('covered_lines') + lines('not_covered_lines'));
      console.log(`${share.toFixed(1)} % of the Rego is covered; not ${missed.join(' ')}`);
      expect(share).toBeGreaterThan(95);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 600_000);
});

type Covered = {
  readonly covered_lines?: number;
  readonly not_covered_lines?: number;
  readonly not_covered?: readonly { readonly start: { readonly row: number } }[];
};
type Coverage = { readonly files: Readonly<Record<string, Covered>> };

/** Each object of the cases beside the others of its case, with what WebAssembly says. */
async function judgedCases(): Promise<Readonly<Record<string, object>>> {
  const engine = load(readFileSync(module));
  const judged = policies.flatMap(({ rule }) =>
    casesOf(rule).flatMap((one) => {
      const { objects } = admissionOf(one);
      const parameters = parametersOf(one);
      return objects.map((object, i): readonly [string, object] => {
        const inventory = inventoryOf(objects.filter((other) => other !== object));
        const review = { object, operation: 'CREATE' } as const;
        engine.setData({ inventory });
        const said = violations(engine, review, parameters)
          .filter((violation) => violation.rule === rule)
          .map(({ message: msg, path, severity }) => ({ msg, details: { path, severity } }));
        const asked = { package: rule.replaceAll('-', '_'), input: { review, parameters }, inventory, violations: said };
        return [`${rule}/${one.source}:${one.line} ${i}`, asked];
      });
    }),
  );
  return Object.fromEntries(judged);
}

type Memory = { readonly buffer: ArrayBuffer };
type Exports = Readonly<Record<string, (address?: number) => number>>;

/** What the types of Node do not have without those of a browser. */
const { WebAssembly: wasm } = globalThis as unknown as {
  readonly WebAssembly: {
    readonly Memory: new (pages: { readonly initial: number }) => Memory;
    instantiate(bytes: Uint8Array, imports: object): Promise<{ readonly instance: { readonly exports: Exports } }>;
  };
};

test('each policy says, over its cases, the severities that its constraints are made for', async () => {
  const said = new Map(policies.map(({ rule }) => [rule, new Set<string>()]));
  for (const [id, one] of Object.entries(await judgedCases()))
    for (const { details } of (one as Asked).violations) said.get(id.split('/')[0] ?? '')?.add(details.severity);
  expect(policies.map(({ rule }) => [rule, ...(said.get(rule) ?? [])].sort())).toEqual(
    policies.map(({ rule, severities }) => [rule, ...severities].sort()),
  );
});

type Asked = { readonly violations: readonly { readonly details: { readonly severity: string } }[] };

describe('canal-lint.wasm', () => {
  test('calls no function of its host', async () => {
    const memory = new wasm.Memory({ initial: 5 });
    const calls = ['opa_abort', 'opa_println', ...[0, 1, 2, 3, 4].map((n) => `opa_builtin${n}`)];
    const env = { memory, ...Object.fromEntries(calls.map((name) => [name, () => 0])) };
    const { opa_json_dump: dump, builtins } = (await wasm.instantiate(readFileSync(module), { env })).instance.exports;
    const bytes = Buffer.from(memory.buffer).subarray(dump?.(builtins?.()));
    expect(bytes.toString('utf8', 0, bytes.indexOf(0))).toBe('{}');
  });

  test('has 400 kB at most', () => {
    expect(statSync(module).size).toBeLessThanOrEqual(400_000);
  });
});
