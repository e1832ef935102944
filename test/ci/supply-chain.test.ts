// What a release is made of: the pieces name one another rightly. The workflows themselves are read by actionlint; the shell lines of a release are run here,
// with stand-ins for the programs that would publish something.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = resolve(import.meta.dirname, '../..');
const text = (path: string): string => readFileSync(join(root, path), 'utf8');
const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> };

it('the image runs the file that the package has', () => {
  const { bin } = JSON.parse(text('packages/cli/package.json')) as { bin: Record<string, string> };
  const [, entry] = /^ENTRYPOINT \["\/nodejs\/bin\/node", "\/app\/(.+)"\]$/m.exec(text('Dockerfile')) ?? [];
  expect(entry).toBe(bin['canal-lint']);
  expect(text('Dockerfile')).toMatch(/^FROM gcr\.io\/distroless\/nodejs24[\s\S]+^USER \d+:\d+$/m);
});

it('the image of another platform needs no emulation: nothing is run but in stages of the machine that builds', () => {
  const stages = text('Dockerfile')
    .split(/^(?=FROM )/m)
    .slice(1);
  expect(stages.length).toBeGreaterThan(1);
  for (const stage of stages) if (/^RUN /m.test(stage)) expect(stage.split('\n')[0]).toMatch(/^FROM --platform=\$BUILDPLATFORM /);
  expect(stages.at(-1)).not.toMatch(/^(?:RUN |FROM --platform)/m);
});

type Step = { name?: string; uses?: string; run?: string; with?: Record<string, unknown>; env?: Record<string, unknown> };
type Workflow = { jobs: Record<string, { needs?: string | string[]; permissions: Record<string, string>; steps: Step[] }> };
const workflow = (name: string): Workflow => parse(text(`.github/workflows/${name}`)) as Workflow;

it('the release publishes with provenance, and scripts that exist', () => {
  const { jobs } = workflow('release.yaml');
  const release = jobs['npm']?.steps.find(({ uses }) => uses?.startsWith('changesets/action@'));
  expect(release?.env).toMatchObject({ NPM_CONFIG_PROVENANCE: true });
  for (const word of ['version', 'publish']) expect(Object.keys(scripts)).toContain(String(release?.with?.[word]).replace('npm run ', ''));
  expect(jobs['npm']?.permissions['id-token']).toBe('write');
  // The tags that workflows and pre-commit name do not wait for an image.
  expect(jobs['image']?.needs).toContain('files');
});

describe('the files of a release', () => {
  const folder = mkdtempSync(join(tmpdir(), 'canal-lint-release-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const calls = (): readonly string[] => readFileSync(join(folder, 'calls'), 'utf8').trimEnd().split('\n');

  /** A program in place of another: it writes down how it is called, and does what `script` says. */
  const stand = (name: string, script: string): void => {
    mkdirSync(join(folder, 'bin'), { recursive: true });
    writeFileSync(join(folder, 'bin', name), `#!/bin/sh\necho "${name} $*" >> "$CALLS"\n${script}\n`, { mode: 0o755 });
  };

  /** The shell lines of the job, as a runner runs them: bash -e, one step after the other. */
  const run = (): readonly (readonly [string, number | null, string])[] => {
    const lines = workflow('release.yaml').jobs['files']?.steps.flatMap(({ run }) => run ?? []) ?? [];
    const env = {
      ...{ PATH: [join(folder, 'bin'), process.env['PATH']].join(delimiter), CALLS: join(folder, 'calls'), HOME: folder },
      ...{ VERSION: '9.8.7', GITHUB_REPOSITORY: 'o/r', GITHUB_SHA: 'a'.repeat(40) },
    };
    return lines.map((line) => {
      const { status, stderr } = spawnSync('bash', ['-e', '-c', line], { cwd: folder, env, encoding: 'utf8' });
      return [line, status, stderr];
    });
  };

  it('are the package as npm has it, with checksums that hold; a second run takes what is there', () => {
    const tar = 'mkdir -p package/dist && echo "{}" > package/dist/sbom.cdx.json && tar -czf canal-lint-9.8.7.tgz package && rm -r package';
    // npm has it only at the second look.
    stand('npm', `[ "$1" = ci ] || { [ -e seen ] || { touch seen; exit 1; }; ${tar}; }`);
    stand('sleep', '');
    const site = 'packages/sandbox/dist/site';
    stand('node', `mkdir -p ${site} && echo page > ${site}/canal-lint-sandbox.html`);
    // Of the tags v1 is there and the other is not.
    stand('sudo', 'true');
    stand('gh', 'case "$*" in *PATCH*tags/v9.8.7*) exit 1;; esac');
    for (let times = 0; times < 2; times++)
      for (const [line, status, stderr] of run()) expect([line, status, stderr]).toEqual([line, 0, '']);
    const sums = spawnSync('sha256sum', ['--check', 'SHA256SUMS', 'canal-lint-sandbox.html.sha256'], { cwd: folder, encoding: 'utf8' });
    expect([sums.status, sums.stderr]).toEqual([0, '']);
    const files = ['canal-lint-9.8.7.tgz', 'canal-lint-9.8.7.cdx.json', 'canal-lint-sandbox.html'];
    expect(sums.stdout.split('\n').slice(0, 3)).toEqual(files.map((file) => `${file}: OK`));
    expect(calls().filter((call) => call.startsWith('npm pack'))).toEqual(Array.from({ length: 3 }, () => 'npm pack canal-lint@9.8.7'));
    const uploads = calls().filter((call) => call.startsWith('gh release upload canal-lint@9.8.7 '));
    expect(uploads).toHaveLength(2);
    for (const file of [...files, 'canal-lint-sandbox.html.sha256', 'SHA256SUMS', '--clobber'])
      expect(uploads[0]?.split(' ').slice(3)).toContain(file);
    const tags = calls().filter((call) => /^gh api .*POST/.test(call));
    expect(tags[0]).toBe(`gh api --silent --method POST repos/o/r/git/refs -f ref=refs/tags/v9.8.7 -f sha=${'a'.repeat(40)}`);
    expect(calls().filter((call) => call.includes('git/refs/tags/v1 '))).toHaveLength(2);
  });

  it('are those that the documentation names', () => {
    for (const page of ['docs/sandbox.md', 'packages/sandbox/src/views/privacy.ts'])
      expect(text(page)).toContain('canal-lint-sandbox.html.sha256');
    expect(text('docs/install.md')).toMatch(/gh release download "canal-lint@/);
  });
});

it('actions of other people are named by commit, the same one everywhere, and none of them gets a token to keep', () => {
  const used = new Map<string, string>();
  for (const file of readdirSync(join(root, '.github/workflows'))) {
    for (const [, name = '', commit = ''] of text(`.github/workflows/${file}`).matchAll(/uses: ([\w/-]+)@(.*)$/gm)) {
      expect(`${file} ${name}@${commit}`).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
      expect(`${name} ${commit}`).toBe(`${name} ${used.get(name) ?? commit}`);
      used.set(name, commit);
    }
    for (const { uses, with: given } of Object.values(workflow(file).jobs).flatMap(({ steps }) => steps))
      if (uses?.startsWith('actions/checkout@')) expect(given?.['persist-credentials'], file).toBe(false);
  }
  expect(used.size).toBeGreaterThan(5);
});

it('changesets name packages of this repository', () => {
  const names = readdirSync(join(root, 'packages')).flatMap((folder) => {
    try {
      return [(JSON.parse(text(`packages/${folder}/package.json`)) as { name: string }).name];
    } catch {
      return [];
    }
  });
  for (const file of readdirSync(join(root, '.changeset')).filter((name) => name.endsWith('.md') && name !== 'README.md')) {
    const [, head = ''] = /^---\n([\s\S]*?)\n---\n/.exec(text(`.changeset/${file}`)) ?? [];
    for (const name of Object.keys(parse(head) as object)) expect(names).toContain(name);
  }
});

it('.ci/run compares the committed action with its sources', () => {
  expect(text('.ci/run')).toContain('node scripts/action.mjs --check');
});
