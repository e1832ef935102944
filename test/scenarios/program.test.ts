// The built program in processes of its own: what only a process can show. Needs `npm run build`.
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const bin = fileURLToPath(new URL('../../packages/cli/bin/canal-lint.cjs', import.meta.url));
let cwd: string;
beforeAll(() => {
  cwd = fs.mkdtempSync(join(tmpdir(), 'canal-lint-program-'));
  fs.writeFileSync(join(cwd, 'bad.yaml'), 'apiVersion: crd.projectcalico.org/v1\nkind: IPPool\nmetadata: {name: a}\nspec: {cidr: 10.0.0.0/16, ipipMode: Never, vxlanMode: Never}\n');
});
afterAll(() => fs.rmSync(cwd, { recursive: true }));

const shell = (script: string): SpawnSyncReturns<string> =>
  spawnSync('bash', ['-c', script.replaceAll('canal-lint', `"${process.execPath}" "${bin}"`)], { cwd, encoding: 'utf8', maxBuffer: 2 ** 28 });

describe('the program', () => {
  it('ends with the exit code of the run', () => {
    expect(shell('canal-lint bad.yaml')).toMatchObject({ status: 1, stderr: '', stdout: expect.stringContaining('encapsulation-required') });
    expect(shell('canal-lint gone.yaml')).toMatchObject({ status: 2, stdout: '' });
    expect(shell('canal-lint --version')).toMatchObject({ status: 0, stderr: '' });
  });

  it('reads a pipe, a redirect and a process substitution', () => {
    expect(shell('cat bad.yaml | canal-lint -').status).toBe(1);
    expect(shell('canal-lint - < bad.yaml').status).toBe(1);
    expect(shell('canal-lint <(cat bad.yaml)').status).toBe(1);
  });

  it('ends quietly when the reader of its output goes away', () => {
    const many = Array.from({ length: 3000 }, (_, i) => `apiVersion: crd.projectcalico.org/v1\nkind: IPPool\nmetadata: {name: p${i}}\nspec: {cidr: 10.${i >> 8}.${i & 255}.0/24, ipipMode: Never, vxlanMode: Never}\n`);
    fs.writeFileSync(join(cwd, 'many.yaml'), many.join('---\n'));
    const { stdout, stderr } = shell('canal-lint many.yaml --format json | head -n 1');
    expect([stdout, stderr]).toEqual(['{\n', '']);
  });

  it('writes all of a long report into a pipe', () => {
    const { stdout } = shell('canal-lint many.yaml --format json | cat');
    expect(JSON.parse(stdout)).toMatchObject({ summary: { documents: 3000 } });
  });

  it('carries the licences of what is bundled, and loads nothing but node itself', () => {
    const dist = fileURLToPath(new URL('../../packages/cli/dist/', import.meta.url));
    const licences = fs.readFileSync(join(dist, 'LICENSES.txt'), 'utf8');
    for (const name of ['yargs', 'js-yaml', 'ignore', 'tinyglobby', 'picomatch']) expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'));
  });
});
