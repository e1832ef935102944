// What one small file makes the command load, in bytes and files: they cost the same on every machine, unlike the milliseconds of test/bench.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'canal-lint-start-up-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The modules of the bundle that a run loads, as V8's coverage lists them. */
function loaded(path: string): readonly string[] {
  const coverage = mkdtempSync(join(folder, 'coverage-'));
  const run = spawnSync(process.execPath, [join(root, 'packages/cli/bin/canal-lint.cjs'), path], {
    env: { ...process.env, NODE_V8_COVERAGE: coverage },
    encoding: 'utf8',
  });
  if (run.status === null || run.status > 1) throw new Error(`canal-lint ended with ${run.status}: ${run.stderr}`);
  const reports = readdirSync(coverage).map((name) => JSON.parse(readFileSync(join(coverage, name), 'utf8')) as Coverage);
  const files = reports.flatMap(({ result }) => result.flatMap(({ url }) => (url.startsWith('file:') ? [fileURLToPath(url)] : [])));
  return files.filter((file) => file.includes('dist'));
}

type Coverage = { readonly result: readonly { readonly url: string }[] };

const pool = join(folder, 'pool.yaml');
writeFileSync(
  pool,
  'apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: { name: default }\nspec: { cidr: 10.244.0.0/16, vxlanMode: Always }\n',
);

// Above a budget: `codeSplitting` of scripts/bundle.mjs says what is one file; what few inputs need is imported where they need it.
test.each([
  ['an IPPool', pool, { files: 4, bytes: 460_000 }],
  ['a DaemonSet', join(root, 'examples/bgp-incident/broken/calico-node.yaml'), { files: 2, bytes: 450_000 }],
])('%s loads few modules', (_, path, budget) => {
  const files = loaded(path);
  const bytes = files.map((file) => statSync(file).size).reduce((sum, size) => sum + size, 0);
  console.log(`${bytes} bytes in ${files.length} files of at most ${budget.bytes} in ${budget.files}`);
  expect(files.length, files.join('\n')).toBeLessThanOrEqual(budget.files);
  expect(bytes).toBeLessThanOrEqual(budget.bytes);
});
