import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Captured, captured } from '../captured.js';

let top: string;
beforeEach(() => {
  top = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'canal-lint-config-')));
  fs.mkdirSync(join(top, '.git'));
});
afterEach(() => fs.rmSync(top, { recursive: true }));

const write = (name: string, text: string): void => {
  fs.mkdirSync(dirname(join(top, name)), { recursive: true });
  fs.writeFileSync(join(top, name), text);
};
const run = (line: string, folder = ''): Promise<Captured> =>
  captured(
    join(top, folder),
    line.split(' ').filter((arg) => arg !== ''),
  );
const pool = (name = 'a'): string =>
  `apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: {name: ${name}}\nspec: {cidr: 10.0.0.0/16, ipipMode: Never, vxlanMode: Never}\n`;
const off = 'rules: {encapsulation-required: off}\n';
const told = async (line: string, folder = ''): Promise<readonly string[]> => {
  const { stdout } = await run(`${line} --format json`, folder);
  const { findings } = JSON.parse(stdout) as { findings: { rule: string; severity: string; location: { file: string } }[] };
  return findings.map(({ rule, severity, location }) => `${location.file} ${severity} ${rule}`);
};
const plugin = (name: string): string => `export default {
  name: '${name}', since: '1.0.0', category: 'pool', severity: 'warning', summary: 'A pool has a good name',
  messages: { bad: 'the name {name} is not in the register' },
  options: { schema: { type: 'object', additionalProperties: false, properties: { names: { type: 'array', items: { type: 'string' } } } }, defaults: { names: [] } },
  check({ cluster, options, report }) {
    for (const { name } of cluster.pools) if (!options.names.includes(name.value)) report({ message: 'bad', at: name.origin, data: { name: name.value } });
  },
};\n`;

describe('the configuration', () => {
  it('is found above what is linted, up to the repository', async () => {
    write('a/b/pool.yaml', pool());
    write('.canal-lint.yaml', off);
    expect(await told('', 'a/b')).toEqual([]);
    expect(await told('a/b/pool.yaml')).toEqual([]);
    expect(await told('*.yaml', 'a/b')).toEqual([]);
    fs.mkdirSync(join(top, 'a/.git'));
    expect(await told('a/b')).toEqual(['a/b/pool.yaml error encapsulation-required']);
    write('a/.canal-lint.yaml', off);
    expect(await told('a/b')).toEqual([]);
  });

  it('is one for a run', async () => {
    write('a/pool.yaml', pool());
    write('b/pool.yaml', pool());
    write('a/.canal-lint.yaml', off);
    write('.canal-lint.yaml', '');
    const { code, stderr } = await run('a b');
    expect([code, stderr]).toEqual([2, expect.stringContaining('these paths have different configurations')]);
    expect(await told('a b --config a/.canal-lint.yaml')).toEqual([]);
  });

  it('is named by --config, which must exist', async () => {
    write('pool.yaml', pool());
    write('ci/lint.yaml', 'extends: ../base.yaml\n');
    write('base.yaml', off);
    expect(await told('pool.yaml --config ci/lint.yaml')).toEqual([]);
    expect(await run('pool.yaml --config gone.yaml')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('cannot read the configuration gone.yaml: no such file'),
    });
  });

  it('means files below its own folder, wherever the command runs', async () => {
    write('elsewhere/notes.txt', '');
    for (const folder of ['prod', 'test']) write(`sub/${folder}/pool.yaml`, pool());
    write('sub/.canal-lint.yaml', 'overrides: [{files: [prod/**], rules: {encapsulation-required: off}}]\nclusters: {one: [prod/**]}\n');
    const wrong = 'test/pool.yaml error encapsulation-required';
    expect(await told('prod test', 'sub')).toEqual([wrong]);
    expect(await told('../prod ../test', 'sub/prod')).toEqual([`../${wrong}`]);
    expect(await told('sub')).toEqual([`sub/${wrong}`]);
    expect(await told('sub --config sub/.canal-lint.yaml')).toEqual([`sub/${wrong}`]);
    expect(await told(`${top}/sub`, 'elsewhere')).toEqual([`../sub/${wrong}`]);
    expect((await run('show sub')).stdout).toContain('one');
  });

  it('extends presets, files and packages, the last one wins', async () => {
    write('pool.yaml', pool());
    write('node_modules/@acme/net/canal-lint.yaml', 'extends: ./more.yaml\n');
    write('node_modules/@acme/net/more.yaml', off);
    write('node_modules/net/strict.yaml', 'rules: {encapsulation-required: info}\n');
    write('.canal-lint.yaml', 'extends: "@acme/net"\n');
    expect(await told('')).toEqual([]);
    write('.canal-lint.yaml', 'extends: ["@acme/net", net/strict.yaml]\n');
    expect(await told('')).toEqual(['pool.yaml info encapsulation-required']);
    write('.canal-lint.yaml', 'extends: ["@acme/net", recommended]\n');
    expect(await told('')).toEqual(['pool.yaml error encapsulation-required']);
  });

  it('is not used where it has faults: findings, and exit 2', async () => {
    write('pool.yaml', pool());
    write('base.yaml', 'extends: ./.canal-lint.yaml\nunderlay: {l2: 7}\n');
    write('.canal-lint.yaml', 'extends: [./base.yaml, strickt, ./gone.yaml]\nrules: {poolcidr: off}\n');
    const { code, stdout, stderr } = await run('--format json');
    const { findings } = JSON.parse(stdout) as { findings: { rule: string; message: string; location: { file: string; line: number } }[] };
    expect(findings.map(({ location, message }) => `${location.file}:${location.line} ${message}`)).toEqual([
      ".canal-lint.yaml:1 there is no preset and no package 'strickt'; did you mean strict?",
      ".canal-lint.yaml:1 cannot read './gone.yaml': no such file or folder",
      ".canal-lint.yaml:2 there is no rule 'poolcidr'; did you mean pool-cidr?",
      "base.yaml:1 './.canal-lint.yaml' extends this file itself: .canal-lint.yaml → base.yaml",
      'base.yaml:2 expected true or false, not 7',
    ]);
    expect([code, new Set(findings.map(({ rule }) => rule)), stderr]).toEqual([
      2,
      new Set(['configuration']),
      expect.stringContaining('nothing was linted'),
    ]);
    expect((await run('show')).code).toBe(2);
  });

  it('is told where it cannot be read', async () => {
    write('pool.yaml', pool());
    write('.canal-lint.yml', off);
    expect(await run('')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('.canal-lint.yml is not read: the configuration is called'),
    });
    fs.symlinkSync('nowhere.yaml', join(top, '.canal-lint.yaml'));
    expect(await run('')).toMatchObject({ code: 2, stderr: expect.stringContaining('cannot read the configuration .canal-lint.yaml') });
  });

  it('is beaten by --rule, --underlay and --calico-version', async () => {
    write('pool.yaml', pool());
    write('.canal-lint.yaml', 'overrides: [{files: ["*.yaml"], rules: {encapsulation-required: off}}]\nunderlay: {nicMtu: 9001}\n');
    expect(await told('--rule encapsulation-required=warning')).toEqual(['pool.yaml warning encapsulation-required']);
    const { stdout } = await run('--print-config --underlay nicMtu=1500 --calico-version v3.30 --format json');
    expect(JSON.parse(stdout)).toMatchObject({
      underlay: { nicMtu: { value: 1500, from: '--underlay nicMtu' } },
      calicoVersion: { value: 'v3.30', from: '--calico-version' },
    });
    expect((await run('show')).stdout).toMatch(/NIC +9001 +\.canal-lint\.yaml:2/);
  });

  it('is not needed for --rule and --print-config', async () => {
    write('pool.yaml', pool());
    expect(await told('--rule encapsulation-required=off')).toEqual([]);
    expect((await run('--print-config')).stdout).toMatch(/encapsulation-required +error +preset recommended/);
  });

  it.each([
    ['--rule syntax', '--rule syntax has no level'],
    ['--rule syntax=never', "--rule syntax does not take 'never'"],
    ['--rule sintax=off', "there is no rule 'sintax'\n  did you mean syntax?"],
  ])('%s is refused', async (flag, message) => {
    write('pool.yaml', pool());
    expect(await run(flag)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
  });

  it('closes a cluster of which every file is linted', async () => {
    write('prod/pool.yaml', pool());
    write('prod/deep/other.yaml', pool('b').replace('10.0', '10.9'));
    write('.canal-lint.yaml', 'clusters: {prod: [prod/**]}\n');
    const clusters = async (line: string, folder = ''): Promise<unknown> =>
      (JSON.parse((await run(`${line} --format json`, folder)).stdout) as { clusters: unknown }).clusters;
    const files = ['prod/deep/other.yaml', 'prod/pool.yaml'];
    expect(await clusters('')).toEqual([{ id: 'prod', name: 'prod', closed: true, files }]);
    expect(await clusters('prod')).toEqual([{ id: 'prod', name: 'prod', closed: true, files }]);
    expect(await clusters('prod/pool.yaml')).toEqual([{ id: 'prod', name: 'prod', closed: false, files: ['prod/pool.yaml'] }]);
    expect(await clusters('', 'prod')).toEqual([{ id: 'prod', name: 'prod', closed: true, files: ['deep/other.yaml', 'pool.yaml'] }]);
  });
});

describe('plugins', () => {
  it('bring rules, with levels and options', async () => {
    write('pool.yaml', pool());
    write('lint/my-rules.mjs', plugin('pool-name'));
    write('lint/base.yaml', 'plugins: [./my-rules.mjs]\n');
    write('.canal-lint.yaml', `extends: ./lint/base.yaml\n${off}`);
    expect(await told('')).toEqual(['pool.yaml warning pool-name']);
    expect(await told('--rule pool-name=error')).toEqual(['pool.yaml error pool-name']);
    write('.canal-lint.yaml', 'extends: ./lint/base.yaml\nrules: {encapsulation-required: off, pool-name: {options: {names: [a]}}}\n');
    expect(await told('')).toEqual([]);
    write('.canal-lint.yaml', 'extends: ./lint/base.yaml\nrules: {pool-name: {options: {name: [a]}}}\n');
    expect((await run('')).stdout).toContain("there is no option 'name'; did you mean names?");
  });

  it('have pages only where they name them', async () => {
    write('pool.yaml', pool());
    write('my-rules.mjs', plugin('pool-name'));
    write('.canal-lint.yaml', 'plugins: [./my-rules.mjs]\n');
    for (const format of ['json', 'sarif', 'stylish', 'github'])
      expect((await run(`--format ${format}`)).stdout).not.toContain('docs/rules/pool-name');
    expect((await run('rules')).stdout).toContain('pool-name');
    expect((await run('explain pool-name')).stdout).toBe('pool-name (warning)\n\nA pool has a good name\n');
  });

  it('answer for their own crashes', async () => {
    write('pool.yaml', pool());
    write('lint/my-rules.mjs', plugin('pool-name').replace(/for \(const.*/, 'throw new Error("oh");'));
    write('.canal-lint.yaml', `plugins: [./lint/my-rules.mjs]\n${off}`);
    const { code, stdout } = await run('--format json');
    expect([code, stdout]).toEqual([3, expect.stringContaining('oh; the rule is that of the plugin lint/my-rules.mjs: tell its author')]);
    expect(stdout).not.toContain('bug of canal-lint');
    write('.canal-lint.yaml', 'plugins: [my-rules]\n');
    expect((await run('')).stdout.match(/configuration$/gm)).toHaveLength(1);
  });

  it.each([
    ['export const a = 1;', 'exports no rule'],
    ['export default [];', 'exports no rule'],
    ['export default [3];', 'exports something that is no rule'],
    ["export default { name: 'A b' };", 'has a rule whose name is no kebab-case word: A b'],
    [plugin('x').replace("severity: 'warning'", "severity: 'bad'"), 'has a rule x without a severity'],
    [plugin('x').replace('summary:', 'sum:'), 'has a rule x without a summary'],
    [plugin('x').replace('messages:', 'texts:'), 'has a rule x without messages'],
    [plugin('x').replace('check(', 'chek('), 'has a rule x without a function check'],
    [plugin('x').replace('options: {', 'opts: {'), 'has a rule x without options'],
    [plugin('pool-cidr'), "has a rule 'pool-cidr', and there is one of this name already"],
    ['throw new Error("not today");', 'cannot be loaded: not today'],
  ])('%s', async (text, message) => {
    write('pool.yaml', pool());
    write('my-rules.mjs', text);
    write('.canal-lint.yaml', '# mine\nplugins: [./my-rules.mjs]\n');
    const { code, stdout } = await run('');
    expect([code, stdout]).toEqual([2, expect.stringContaining(`the plugin ./my-rules.mjs ${message}`)]);
    expect(stdout).toContain('.canal-lint.yaml:2:11');
  });
});
