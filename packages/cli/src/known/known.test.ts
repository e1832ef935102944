import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type Captured, captured } from '../captured.js';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'canal-lint-known-'));
  folders.push(cwd);
});

function put(path: string, text: string): void {
  mkdirSync(dirname(join(cwd, path)), { recursive: true });
  writeFileSync(join(cwd, path), text);
}

const pool = (name: string, mode = 'Never'): string =>
  `apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata:\n  name: ${name}\nspec:\n  cidr: 10.244.0.0/16\n  vxlanMode: ${mode}\n  ipipMode: Never\n`;
const lint = (...argv: readonly string[]): Promise<Captured> => captured(cwd, argv);

type Report = {
  findings: { rule: string; severity: string; message: string; location: { file: string; line: number }; suppressed: unknown }[];
};
/** What counts, as `file rule` with the message of the baseline's own findings. */
function counting({ stdout }: Captured): readonly string[] {
  const { findings } = JSON.parse(stdout) as Report;
  return findings
    .filter(({ suppressed }) => !suppressed)
    .map(({ rule, location, message }) => `${location.file}:${location.line} ${rule}${rule === 'baseline' ? `: ${message}` : ''}`);
}

describe('--baseline', () => {
  const file = '.canal-lint-baseline.yaml';
  const accept = (): Promise<Captured> => lint('deploy', '--baseline', file, '--update-baseline', '--format', 'json');
  const judge = (...more: readonly string[]): Promise<Captured> => lint('deploy', '--baseline', file, '--format', 'json', ...more);

  it('hides what was accepted, wherever its line is by now, and nothing else', async () => {
    put('deploy/a.yaml', pool('a'));
    const { code, stderr } = await accept();
    expect(code).toBe(0);
    expect(stderr).toBe(`canal-lint: ${file} holds 1 finding; it held 0\n`);
    expect(readFileSync(join(cwd, file), 'utf8')).toContain('object: "IPPool a"\n    path: "spec.ipipMode"\n    reason: ""\n');
    put('deploy/a.yaml', `# moved\n\n${pool('a')}`);
    put('deploy/b.yaml', pool('b').replace('10.244', '10.245'));
    const later = await judge();
    expect([later.code, counting(later)]).toEqual([1, ['deploy/b.yaml:8 encapsulation-required']]);
    const { findings } = JSON.parse(later.stdout) as Report;
    expect(findings.find(({ location }) => location.file === 'deploy/a.yaml')?.suppressed).toEqual({ kind: 'baseline', reason: '' });
  });

  it('tells entries that are for nothing, where their file was judged or is gone', async () => {
    put('deploy/a.yaml', pool('a'));
    put('deploy/b.yaml', pool('b').replace('10.244', '10.245'));
    await accept();
    put('deploy/a.yaml', pool('a', 'Always'));
    rmSync(join(cwd, 'deploy/b.yaml'));
    const stale = 'stale: encapsulation-required finds nothing at spec.ipipMode any more; remove this entry';
    expect(counting(await judge())).toEqual([`${file}:5 baseline: ${stale}`, `${file}:10 baseline: ${stale}`]);
    put('deploy/b.yaml', pool('b').replace('10.244', '10.245'));
    expect(counting(await lint('deploy/a.yaml', '--baseline', file, '--format', 'json'))).toHaveLength(1);
    await accept();
    expect(readFileSync(join(cwd, file), 'utf8')).not.toContain('IPPool a');
  });

  it('keeps reasons and days, counts what has expired, and renews nothing by itself', async () => {
    put('deploy/a.yaml', pool('a'));
    await accept();
    const accepted = readFileSync(join(cwd, file), 'utf8');
    const dated = accepted.replace('reason: ""', 'reason: "lab"\n    expires: 2027-01-31');
    writeFileSync(join(cwd, file), dated);
    expect((await judge()).code).toBe(0);
    await accept();
    expect(readFileSync(join(cwd, file), 'utf8')).toContain('reason: "lab"\n    expires: "2027-01-31"\n');
    writeFileSync(join(cwd, file), dated.replace('    expires: 2027-01-31', '    expires: 2027-01-30'));
    const expired = await judge();
    expect(expired.code).toBe(1);
    expect(counting(expired)).toEqual([
      `${file}:5 baseline: expired on 2027-01-30: what encapsulation-required finds at spec.ipipMode counts again; repair it, or give it another day`,
      'deploy/a.yaml:8 encapsulation-required',
    ]);
    expect((await accept()).code).toBe(1);
  });

  it('goes with a file that is renamed, with reason and day, and guesses at nothing', async () => {
    put('deploy/a.yaml', pool('a'));
    await accept();
    const dated = readFileSync(join(cwd, file), 'utf8').replace('reason: ""', 'reason: "ticket 13"\n    expires: 2027-01-31');
    writeFileSync(join(cwd, file), dated);
    rmSync(join(cwd, 'deploy/a.yaml'));
    put('deploy/new/b.yaml', `# moved\n${pool('a')}`);
    const moved = await judge();
    expect([moved.code, counting(moved)]).toEqual([0, []]);
    await accept();
    expect(readFileSync(join(cwd, file), 'utf8')).toContain(
      'file: "deploy/new/b.yaml"\n    object: "IPPool a"\n    path: "spec.ipipMode"\n    reason: "ticket 13"\n    expires: "2027-01-31"\n',
    );
    // A copy beside it is another one; of two that are alike none is it.
    put('deploy/copy/c.yaml', pool('a'));
    expect(counting(await judge())).toEqual(['deploy/copy/c.yaml:8 encapsulation-required']);
    writeFileSync(join(cwd, file), dated);
    expect(counting(await judge()).filter((one) => one.includes('encapsulation-required'))).toHaveLength(3);
  });

  it('wants reasons where the configuration does', async () => {
    put('deploy/a.yaml', pool('a'));
    await accept();
    put('deploy/.canal-lint.yaml', 'extends: strict\n');
    const said = counting(await judge());
    expect(said).toContain('deploy/a.yaml:8 encapsulation-required');
    expect(said.join('\n')).toContain('it has no reason');
  });

  it.each([
    ['version: 1\nfindings: [{ rule: x }]\n', 'line 2: an entry names its file'],
    [
      'version: 1\nfindings:\n  - { rule: x, file: a, line: 3 }\n',
      "line 3: an entry has no 'line': rule, file, object, path, reason, expires",
    ],
    [
      'version: 1\nfindings:\n  - rule: x\n    file: a\n    expires: 2027-02-30\n',
      "line 5: expires is a day as 2027-01-31, not '2027-02-30'",
    ],
    ['findings: [\n', 'has a fault in line'],
    ['[]\n', 'a baseline has version: 1'],
  ])('refuses %j', async (text, message) => {
    put('deploy/a.yaml', pool('a'));
    put(file, text);
    const { code, stderr } = await judge();
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it.each([
    [['--update-baseline'], '--update-baseline does nothing alone'],
    [['--baseline', 'gone.yaml'], 'there is no baseline gone.yaml'],
    [['--baseline', file, '--update-baseline', '--base', '.'], '--update-baseline accepts what is found now'],
    [['--base', '.', '--fix'], '--base and --fix exclude each other'],
    [['--base', 'gone'], '--base: there is no folder gone'],
    [['/', '--base', '.'], "--base cannot compare '/'"],
    [['--report', 'sarif'], '--report sarif names no file'],
    [['--report', 'xml=a'], "--report does not take 'xml'"],
  ])('%j is refused', async (argv, message) => {
    put('deploy/a.yaml', pool('a'));
    const { code, stderr } = await lint(...argv);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});

describe('--base', () => {
  const since = (...paths: readonly string[]): Promise<Captured> => lint(...paths, '--base', 'before', '--format', 'json');

  it('counts what is new, and what stands in an object that the change touches', async () => {
    put('before/deploy/a.yaml', `${pool('old')}---\n${pool('touched').replace('10.244', '10.245')}`);
    put('deploy/a.yaml', `kind: Other\n---\n${pool('old')}---\n${pool('touched').replace('10.244', '10.246')}`);
    put('deploy/new.yaml', pool('new').replace('10.244', '10.247'));
    const all = counting(await lint('deploy', '--format', 'json'));
    expect(all).toHaveLength(3);
    expect(counting(await since('deploy'))).toEqual([
      'deploy/a.yaml:19 encapsulation-required',
      'deploy/new.yaml:8 encapsulation-required',
    ]);
  });

  it('counts what a change of one file causes in another', async () => {
    const cluster = (services: string): string =>
      `apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nnetworking: { serviceSubnet: ${services} }\n`;
    for (const folder of ['before/deploy', 'deploy']) put(`${folder}/pool.yaml`, pool('pods', 'Always'));
    put('before/deploy/kubeadm.yaml', cluster('10.96.0.0/12'));
    put('deploy/kubeadm.yaml', cluster('10.244.0.0/16'));
    expect(counting(await since('deploy'))).toEqual(['deploy/pool.yaml:6 pool-cidr']);
  });

  it('hides everything where nothing changed, and nothing where there was nothing', async () => {
    put('before/deploy/a.yaml', pool('a'));
    put('deploy/a.yaml', pool('a'));
    const same = await since('deploy');
    expect([same.code, counting(same)]).toEqual([0, []]);
    rmSync(join(cwd, 'before/deploy'), { recursive: true });
    expect(counting(await since('deploy'))).toHaveLength(1);
    expect(counting(await since('deploy/a.yaml'))).toHaveLength(1);
  });

  it('hides what a rename or another order of documents moves, and not what it changes', async () => {
    const others = ['b', 'c'].map((name, i) => pool(name).replace('10.244', `10.${i + 1}`));
    put('before/deploy/a.yaml', pool('a'));
    put('before/deploy/two.yaml', others.join('---\n'));
    put('deploy/moved/new.yaml', `# said\n${pool('a')}`);
    put('deploy/two.yaml', others.toReversed().join('---\n'));
    expect(counting(await since('deploy'))).toEqual([]);
    put('deploy/moved/new.yaml', pool('a').replace('10.244', '10.200'));
    expect(counting(await since('deploy'))).toEqual(['deploy/moved/new.yaml:8 encapsulation-required']);
    put('deploy/moved/again.yaml', pool('a').replace('10.244', '10.201'));
    expect(counting(await since('deploy'))).toHaveLength(2);
  });

  it('shows a fault whose suppression the change removes', async () => {
    put('before/deploy/a.yaml', `# canal-lint-disable encapsulation-required -- lab\n${pool('a')}`);
    put('deploy/a.yaml', pool('a'));
    expect(counting(await since('deploy'))).toEqual(['deploy/a.yaml:8 encapsulation-required']);
  });
});

describe('--report', () => {
  it('writes further reports of the same run', async () => {
    put('deploy/a.yaml', pool('a'));
    const { code, stdout } = await lint('deploy', '--report', 'sarif=run.sarif', '--report', 'junit=run=1.xml');
    expect([code, stdout]).toEqual([1, expect.stringContaining('deploy/a.yaml:8:13  error  encapsulation-required')]);
    const { runs } = JSON.parse(readFileSync(join(cwd, 'run.sarif'), 'utf8')) as { runs: { results: { ruleId: string }[] }[] };
    expect(runs[0]?.results.map(({ ruleId }) => ruleId)).toEqual(['encapsulation-required']);
    expect(readFileSync(join(cwd, 'run=1.xml'), 'utf8')).toContain('failures="1"');
  });

  it.each([
    [
      'GitHub',
      { GITHUB_SERVER_URL: 'https://git.example', GITHUB_REPOSITORY: 'o/r', GITHUB_SHA: 'abc' },
      'GITHUB_WORKSPACE',
      'o/r/blob/abc',
    ],
    ['GitLab', { CI_PROJECT_URL: 'https://git.example/o/r', CI_COMMIT_SHA: 'abc' }, 'CI_PROJECT_DIR', 'o/r/-/blob/abc'],
  ])('links to lines in a job of %s', async (_, env, root, view) => {
    put('in/deploy/a b.yaml', pool('a'));
    const { stdout } = await captured(join(cwd, 'in'), ['deploy', '--format', 'markdown'], { env: { ...env, [root]: cwd } });
    expect(stdout).toContain(`[deploy/a b.yaml:8](https://git.example/${view}/in/deploy/a%20b.yaml#L8)`);
  });
});
