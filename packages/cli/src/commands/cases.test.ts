import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Captured, captured } from '../captured.js';

let cwd: string;
beforeEach(() => {
  cwd = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'canal-lint-cases-')));
});
afterEach(() => fs.rmSync(cwd, { recursive: true }));

const write = (name: string, text: string): void => {
  fs.mkdirSync(dirname(join(cwd, name)), { recursive: true });
  fs.writeFileSync(join(cwd, name), text);
};
const run = (line: string): Promise<Captured> => captured(cwd, line.split(' '));
const pool = (mode: string, want = ''): string =>
  `apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: { name: a }\nspec:\n  cidr: 10.0.0.0/16\n  ipipMode: Never${want}\n  vxlanMode: ${mode}\n`;
const both = `# case: off\n${pool('Never', ' # want "encapsulation"')}\n# case: on\n${pool('Always')}`;

it('is silent about cases that hold', async () => {
  write('cases/a.yaml', both);
  write('cases/other.yaml', pool('Never'));
  expect(await run('test cases')).toEqual({ code: 0, stdout: '2 cases, all as wanted\n', stderr: '' });
});

it('tells what was not reported and what was not wanted, with the line', async () => {
  write('a.yaml', both.replace('vxlanMode: Always', 'vxlanMode: Never').replace('want "encap', 'want "nothing of encap'));
  const { code, stdout } = await run('test a.yaml');
  expect([code, stdout.split('\n').map((line) => line.slice(0, 60))]).toEqual([
    1,
    [
      'a.yaml:7: not reported: finding "nothing of encapsulation"',
      expect.stringMatching(/^a\.yaml:7: not wanted: error of encapsulation-required/),
      expect.stringMatching(/^a\.yaml:1[67]: not wanted: /),
      '2 cases, 2 failed',
      '',
    ].map((one) => one),
  ]);
});

it('looks into .canal-lint, which linting leaves out', async () => {
  write('.canal-lint/cases/a.yaml', both);
  write('good.yaml', pool('Always'));
  expect(await run('test')).toMatchObject({ code: 0, stdout: '2 cases, all as wanted\n' });
  expect((await run('.')).code).toBe(0);
});

it('knows levels, options and rules of the configuration, and a rule alone by its header', async () => {
  write(
    'my-rules.mjs',
    `export const rules = [{ name: 'pool-name', since: '1.0.0', category: 'pool', severity: 'warning', summary: 'A pool has a good name',
      messages: { bad: '{name} is not in the register' }, options: { schema: { type: 'object', properties: { names: { type: 'array', items: { type: 'string' } } } }, defaults: { names: [] } },
      check({ cluster, options, report }) { for (const { name } of cluster.pools) if (!options.names.includes(name.value)) report({ message: 'bad', at: name.origin, data: { name: name.value } }); } }];\n`,
  );
  write('.canal-lint.yaml', 'plugins: [./my-rules.mjs]\nrules: {encapsulation-required: off, pool-name: error}\n');
  const want = (text: string): string => pool('Never').replace('{ name: a }', `{ name: a } # want "${text}"`);
  write('a.yaml', `# case: all rules\n${want('register" severity=error').replace('""', '"')}`.replace('severity=error"', 'severity=error'));
  expect((await run('test a.yaml')).stdout).toBe('1 case, all as wanted\n');
  write(
    'b.yaml',
    `# case: alone\n# rule: pool-name\n${want('register')}\n# case: with options\n# rule: pool-name\n# options: {names: [a]}\n${pool('Never')}`,
  );
  expect((await run('test b.yaml')).stdout).toBe('2 cases, all as wanted\n');
  write('c.yaml', `# case: alone\n# rule: pool-nam\n${want('register')}`);
  expect((await run('test c.yaml')).stdout).toContain('c.yaml:1: there is no rule "pool-nam"');
});

it('holds fixes where they are wanted, and does not want what is suppressed', async () => {
  write('a.yaml', `# case: fixed\n${pool('Never', ' # want "encapsulation" fix@+1=Always')}`);
  expect((await run('test a.yaml')).stdout).toBe('1 case, all as wanted\n');
  write('a.yaml', `# case: fixed\n${pool('Never', ' # want "encapsulation" fix@+1=CrossSubnet')}`);
  expect((await run('test a.yaml')).stdout).toContain('not "CrossSubnet"');
  write(
    'b.yaml',
    `# case: known\n${pool('Never').replace('  ipipMode', '  # canal-lint-disable-next-line encapsulation-required -- the fabric routes\n  ipipMode')}`,
  );
  expect((await run('test b.yaml')).stdout).toBe('1 case, all as wanted\n');
});

it('says what it cannot run', async () => {
  expect(await run('test')).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no folder .canal-lint') });
  write('empty/a.yaml', pool('Always'));
  expect(await run('test empty')).toMatchObject({ code: 2, stderr: expect.stringContaining('there are no cases') });
  write('void.yaml', '');
  write('good.yaml', both);
  expect(await run('test void.yaml good.yaml')).toMatchObject({
    code: 1,
    stdout: 'void.yaml:1: there is no text to lint in this case\n2 cases, all as wanted, 1 file with cases cannot be read\n',
  });
  write('bad.yaml', '# case: x\n# options: {{\na: 1\n');
  expect(await run('test bad.yaml')).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^bad\.yaml:2: .*\n1 file with cases cannot be read\n$/),
  });
});
