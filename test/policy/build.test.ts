// `canal-lint policies build` and `test`: Rego of one's own, from its text to its cases.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Captured, captured } from '../../packages/cli/src/captured.js';
import { tool } from '../tools.js';

const opa = tool('opa');
let cwd: string;
beforeEach(() => {
  cwd = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'canal-lint-build-')));
});
afterEach(() => fs.rmSync(cwd, { recursive: true }));

const write = (name: string, text: string): void => {
  fs.mkdirSync(dirname(join(cwd, name)), { recursive: true });
  fs.writeFileSync(join(cwd, name), text);
};
const run = (...args: readonly string[]): Promise<Captured> => captured(cwd, args, { env: { PATH: dirname(opa ?? '/') } });
const pool = (modes: string, want = ''): string =>
  `apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: { name: a }${want}\nspec: { cidr: 10.0.0.0/16${modes} }\n`;
const off = ', ipipMode: Never, vxlanMode: Never';

/** As it was written when Rego needed neither `if` nor `contains`. */
const v0 = `package canal.bgp

deny[msg] {
  input.kind == "IPPool"
  input.spec.ipipMode == "Never"
  input.spec.vxlanMode == "Never"
  msg := sprintf("IPPool %s has no encapsulation", [input.metadata.name])
}
`;

it('says what it takes where there is no opa', async () => {
  write('a.rego', v0);
  const { code, stderr } = await captured(cwd, ['policies', 'build', 'a.rego']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('opa build -t wasm -e <package>/deny')]);
});

describe.skipIf(opa === undefined)('with opa', () => {
  it('compiles Rego v0, saying so, for the linter', async () => {
    write('bgp.rego', v0);
    expect(await run('policies', 'build', 'bgp.rego')).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^policy\.wasm: \d+ kB\n {2}policy\/canal\.bgp\/deny\n$/) as string,
      stderr: 'canal-lint: Rego v0 is compiled by compatibility\n  to upgrade: opa fmt --write --v0-v1 bgp.rego\n',
    });
    write('off.yaml', pool(off));
    // What the policy misses: modes that are absent are off too.
    write('absent.yaml', pool(''));
    const lines = async (name: string): Promise<readonly string[]> =>
      (await run(name, '--policy', 'policy.wasm')).stdout.match(/^\S+ +(?:error|warning|info) +\S+$/gm) ?? [];
    expect(await lines('off.yaml')).toEqual(['off.yaml:1:1  error  policy/canal.bgp/deny', 'off.yaml:4:38  error  encapsulation-required']);
    expect(await lines('absent.yaml')).toEqual(['absent.yaml:4:1  error  encapsulation-required']);
  });

  it('keeps data in a bundle, and leaves tests out', async () => {
    write(
      'own/names.rego',
      'package own.names\ndeny contains "taken" if input.metadata.name in data.taken\nwarn_late contains "late" if false',
    );
    write('own/names_test.rego', 'package own.names_test\ntest_nothing if true\ndeny contains "no" if true');
    write('own/data.json', '{"taken": ["a"]}');
    const { stdout } = await run('policies', 'build', 'own', '-o', 'own.tar.gz');
    expect(stdout).toMatch(/^own\.tar\.gz: \d+ kB\n {2}policy\/own\.names\/deny\n {2}policy\/own\.names\/warn_late\n$/);
    write('a.yaml', pool(', vxlanMode: Always'));
    expect((await run('a.yaml', '--policy', 'own.tar.gz')).stdout).toContain('policy/own.names/deny');
    expect((await run('policies', 'build', 'own')).stderr).toContain('the data of the policy is not in policy.wasm');
  });

  it.each([
    ['package a\ndeny contains "x" if {', 'a.rego is no Rego v1: line 2: '],
    ['package a\nallow if true', 'no rule is called deny, violation or warn'],
    ['package a\ndeny contains sprintf("%s %q", [1, 2])', 'a.rego: sprintf("%s %q") has a verb that sprintf in WebAssembly does not know'],
    ['package a\ndeny contains x if true', 'opa does not compile it: a.rego:2: rego_unsafe_var_error: var x is unsafe'],
    [
      'package a\ndeny contains "x" if foo(input)\nwarn contains "y" if bar(input)',
      'a.rego:2: rego_type_error: undefined function foo; a.rego:3: rego_type_error: undefined function bar',
    ],
    // v0 would read `deny := "x" if { … }` as a deny that always holds, and a rule called `if`.
    ['package a\ndeny := "x" if {\n  input.kind == "IPPool"\n}\nhelper { true }', 'a.rego is no Rego v1: line 5: `if` keyword is required'],
    ['package a\ndeny contains "x" if semver.is_valid(input.v)', 'it calls semver.is_valid'],
  ])('refuses %j', async (rego, message) => {
    write('a.rego', rego);
    const { code, stderr } = await run('policies', 'build', 'a.rego');
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(fs.existsSync(join(cwd, 'policy.wasm'))).toBe(false);
  });

  it("obeys conftest's exceptions", async () => {
    const rego = 'deny_off contains "off" if input.kind\ndeny contains "no" if input.kind\nwarn contains "hm" if input.kind';
    write('own/rules.rego', `package main\n${rego}`);
    write(
      'own/exceptions.rego',
      'package main\nexception contains ["off"] if input.metadata.name == "a"\nexception contains [""] if false',
    );
    write('a.yaml', pool(', vxlanMode: Always'));
    write('b.yaml', pool(', vxlanMode: Always').replace('name: a', 'name: b'));
    expect((await run('policies', 'build', 'own', '-o', 'own.tar.gz')).stdout).not.toContain('exception');
    const lines = async (policy: string): Promise<readonly string[]> =>
      (await run('a.yaml', 'b.yaml', '--policy', policy)).stdout.match(/^\S+ +(?:error|warning) +policy\S+$/gm) ?? [];
    const wanted = ['a.yaml:1:1  error  policy/main/deny', 'a.yaml:1:1  warning  policy/main/warn'];
    wanted.push('b.yaml:1:1  error  policy/main/deny', 'b.yaml:1:1  error  policy/main/deny_off', 'b.yaml:1:1  warning  policy/main/warn');
    expect(await lines('own.tar.gz')).toEqual(wanted);
    execFileSync(opa ?? '', ['build', '-t', 'wasm', '-e', 'main', '-o', 'main.tar.gz', 'own'], { cwd });
    expect(await lines('main.tar.gz')).toEqual(wanted);
  });

  it('does not take Rego of both dialects for v0', async () => {
    write('both/old.rego', v0);
    write('both/new.rego', 'package b\ndeny := "x" if {\n  input.kind == "IPPool"\n}');
    const { code, stderr } = await run('policies', 'build', 'both');
    expect([code, stderr]).toEqual([2, expect.stringContaining('opa fmt --write --v0-v1 both/old.rego')]);
    expect(stderr).toContain('both/old.rego is no Rego v1: line 3: ');
    // Where the keywords are imported, v0 reads them as v1 does.
    write('both/new.rego', 'package b\nimport future.keywords.if\ndeny := "x" if {\n  input.kind == "IPPool"\n}');
    expect(await run('policies', 'build', 'both')).toMatchObject({ code: 0 });
  });

  it('runs cases through it', async () => {
    write('bgp.rego', v0);
    await run('policies', 'build', 'bgp.rego');
    const both = `# case: off\n${pool(off).replace('\n', ' # want "IPPool a has no" severity=error\n')}# case: absent\n# rule: policy/canal.bgp/deny\n${pool('')}`;
    write('cases/bgp.yaml', both);
    expect(await run('policies', 'test', 'cases', '--policy', 'policy.wasm')).toMatchObject({
      code: 0,
      stdout: '2 cases, all as wanted\n',
    });
    write('cases/bgp.yaml', both.replace('has no', 'has an'));
    expect(await run('policies', 'test', 'cases', '--policy', 'policy.wasm')).toMatchObject({ code: 1 });
  });
});

it('runs cases through the policies of canal-lint, with their facts', async () => {
  write(
    'a.yaml',
    `# case: off\n${pool(off, '').replace(/ }\n$/, ' } # want "no encapsulation"\n')}# case: routed\n# underlay: {routesPods: true}\n${pool(off)}`,
  );
  expect(await run('policies', 'test', 'a.yaml')).toMatchObject({ code: 0, stdout: '2 cases, all as wanted\n' });
});
