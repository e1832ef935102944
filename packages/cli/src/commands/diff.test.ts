import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Captured, captured } from '../captured.js';

let cwd: string;
beforeEach(() => {
  cwd = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'canal-lint-diff-')));
});
afterEach(() => fs.rmSync(cwd, { recursive: true }));

const write = (name: string, text: string): void => {
  fs.mkdirSync(dirname(join(cwd, name)), { recursive: true });
  fs.writeFileSync(join(cwd, name), text);
};
const run = (line: string, input?: string): Promise<Captured> => captured(cwd, line.split(' '), input === undefined ? {} : { input });
const pool = (mode: string): string =>
  `apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: {name: a}\nspec: {cidr: 10.0.0.0/16, ipipMode: Never, vxlanMode: ${mode}}\n`;
const states = async (line: string, input?: string): Promise<readonly string[]> => {
  const { stdout } = await run(`diff ${line} --format json`, input);
  return (JSON.parse(stdout) as { clusters: { name: string; state: string }[] }).clusters.map(({ name, state }) => `${name} ${state}`);
};

it('pairs clusters by their folder below each side', async () => {
  for (const side of ['old', 'new']) write(`${side}/x/a.yaml`, pool('Always'));
  write('new/x/note.yaml', 'kind: Note\n');
  write('old/y/a.yaml', pool('Always'));
  write('new/y/a.yaml', pool('Never'));
  write('old/gone/a.yaml', pool('Always'));
  write('new/fresh/a.yaml', pool('Always'));
  expect(await states('old new/')).toEqual(['old/gone/a.yaml removed', 'new/fresh/a.yaml added', 'new/x same', 'new/y/a.yaml changed']);
});

it('pairs one cluster with one whatever they are called, standard input too', async () => {
  write('a.yaml', pool('Always'));
  write('deep/b.yaml', pool('Never'));
  expect(await states('a.yaml deep')).toEqual(['deep/b.yaml changed']);
  expect(await states('a.yaml -', pool('Never'))).toEqual(['<stdin> changed']);
});

it('takes the configuration of the new side', async () => {
  write('old/a.yaml', pool('Always'));
  write('new/a.yaml', pool('Never'));
  write('new/.canal-lint.yaml', 'underlay: {nicMtu: 9001}\n');
  expect((await run('diff old new')).stdout).toContain('8951 → 9001');
  write('new/.canal-lint.yaml', 'underlay: {nicMtu: 9}\n');
  expect(await run('diff old new')).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('new/.canal-lint.yaml:1:20 9 is not allowed'),
  });
});

it('says what it cannot do', async () => {
  write('a.yaml', pool('Always'));
  expect(await run('diff - -')).toMatchObject({ code: 2, stderr: expect.stringContaining('cannot be both sides') });
  expect(await run('diff a.yaml gone.yaml')).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('cannot read gone.yaml'),
  });
  expect(await run('diff a.yaml')).toMatchObject({ code: 2, stderr: expect.stringContaining('an argument is missing') });
  expect(await run('diff a.yaml a.yaml --format html')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('allowed are text, markdown and json'),
  });
});
