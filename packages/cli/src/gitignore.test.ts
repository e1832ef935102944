import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gitignore } from './gitignore.js';
import { walk } from './walk.js';

let top: string;
beforeEach(() => {
  top = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'canal-lint-ignore-')));
});
afterEach(() => fs.rmSync(top, { recursive: true }));

const write = (path: string, text = ''): void => {
  fs.mkdirSync(join(top, path, '..'), { recursive: true });
  fs.writeFileSync(join(top, path), text);
};
const walked = async (folder = '.'): Promise<readonly string[]> => {
  const base = join(top, folder);
  return walk(fs, base, gitignore(fs, base)).files.map((file) => file.slice(top.length + 1));
};

const folders = ['a', 'b', 'a/b', 'a/build', 'a/b/a', 'x y', '[z]', '[z]/b', 'build/a'];
const patterns = [
  'a',
  'b/',
  '/a',
  'a/b',
  'build/',
  '!build/',
  '!a',
  '*.yaml',
  '!x.yaml',
  '**/b',
  'a/**',
  '!/a/x.yaml',
  '/b/*.yml',
  'a/*',
  '!a/b/',
  '\\!a',
  '#c',
].concat(['x\\ y', '*', '!*/', '!*.yml', 'a/**/b', 'x.yaml ', 'B', '/*/x.yaml', '!/build', '[ab]', '?', '\\[z\\]', '']);

describe('.gitignore', () => {
  it('leaves out what git leaves out', () => {
    const file = fc.record({
      folder: fc.constantFrom('', ...folders),
      lines: fc.array(fc.constantFrom(...patterns), { minLength: 1, maxLength: 4 }),
    });
    return fc.assert(
      fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 5 }), async (ignores) => {
        fs.rmSync(top, { recursive: true });
        for (const folder of ['', ...folders]) for (const name of ['x.yaml', 'y.yml']) write(join(folder, name));
        for (const { folder, lines } of ignores) write(join(folder, '.gitignore'), `${lines.join('\n')}\n`);
        execFileSync('git', ['init', '-q', top]);
        const list = execFileSync('git', ['-C', top, 'ls-files', '-z', '--others', '--exclude-standard'], { encoding: 'utf8' });
        const expected = list.split('\0').filter((path) => /\.ya?ml$/.test(path));
        expect([...(await walked())].sort()).toEqual(expected.sort());
      }),
      { numRuns: 40 },
    );
  });

  it('counts from the top of the repository, also when the walk starts below it', async () => {
    fs.mkdirSync(join(top, '.git'));
    write('.gitignore', 'generated\n/deploy/old.yaml\n');
    for (const name of ['deploy/a.yaml', 'deploy/old.yaml', 'deploy/generated/b.yaml']) write(name);
    expect(await walked('deploy')).toEqual(['deploy/a.yaml']);
  });

  it('does not reach beyond the walk outside a repository', async () => {
    write('.gitignore', '*.yaml\n');
    write('deploy/a.yaml');
    expect(await walked('deploy')).toEqual(['deploy/a.yaml']);
  });

  it('does not hinder a folder that the user names, only what is ignored in it', async () => {
    fs.mkdirSync(join(top, '.git'));
    write('.gitignore', 'rendered/\n');
    write('rendered/.gitignore', 'b.yaml\n');
    for (const name of ['rendered/a.yaml', 'rendered/b.yaml']) write(name);
    expect(await walked()).toEqual([]);
    expect(await walked('rendered')).toEqual(['rendered/a.yaml']);
  });
});
