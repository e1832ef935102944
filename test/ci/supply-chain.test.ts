// What a release is made of: the pieces name one another rightly. The workflows themselves are read by actionlint.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
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

it('the release publishes with provenance, checksums and scripts that exist', () => {
  type Job = {
    permissions: Record<string, string>;
    steps: { uses?: string; run?: string; with?: Record<string, string>; env?: Record<string, unknown> }[];
  };
  const { jobs } = parse(text('.github/workflows/release.yaml')) as { jobs: Record<string, Job> };
  const steps = Object.values(jobs).flatMap((job) => job.steps);
  const release = steps.find(({ uses }) => uses?.startsWith('changesets/action@'));
  expect(release?.env).toMatchObject({ NPM_CONFIG_PROVENANCE: true });
  for (const word of ['version', 'publish']) expect(Object.keys(scripts)).toContain(release?.with?.[word]?.replace('npm run ', ''));
  expect(jobs['npm']?.permissions['id-token']).toBe('write');
  expect(steps.some(({ run }) => run?.includes('sha256sum'))).toBe(true);
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
