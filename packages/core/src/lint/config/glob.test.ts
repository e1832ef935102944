import { describe, expect, it } from 'vitest';
import { matchesGlobs, pathFrom } from './glob.js';

describe('globs', () => {
  it.each([
    ['deploy/**', 'deploy/a.yaml', true],
    ['deploy/**', 'deploy/x/y/a.yaml', true],
    ['deploy/**', 'deploy', false],
    ['deploy/', 'deploy/x/a.yaml', true],
    ['/deploy/*.yaml', 'deploy/a.yaml', true],
    ['./deploy/*.yaml', 'deploy/a.yaml', true],
    ['deploy/*.yaml', 'deploy/x/a.yaml', false],
    ['deploy/**/a.yaml', 'deploy/a.yaml', true],
    ['deploy/**/a.yaml', 'deploy/x/y/a.yaml', true],
    ['**/a.yaml', 'a.yaml', true],
    ['*.yaml', 'deploy/x/a.yaml', true],
    ['/*.yaml', 'deploy/a.yaml', false],
    ['*.yaml', 'a.yml', false],
    ['*.{yaml,yml}', 'a.yml', true],
    ['{prod,test}/**', 'test/a.yaml', true],
    ['node-[0-9]/?.yaml', 'node-7/a.yaml', true],
    ['node-[!0-9]/?.yaml', 'node-7/a.yaml', false],
    ['node-[!0-9]a.yaml', 'node-/a.yaml', false],
    ['a.yaml', 'aXyaml', false],
    ['\\*.yaml', '*.yaml', true],
    ['\\*.yaml', 'a.yaml', false],
    ['a[.yaml', 'a[.yaml', true],
    ['[z-a].yaml', '[z-a].yaml', true],
    ['/[z-a].yaml', 'm.yaml', false],
    ['a{.yaml', 'a{.yaml', true],
    ['(a|b).yaml', '(a|b).yaml', true],
    ['../other/**', '../other/a.yaml', true],
  ])('%s and %s: %s', (glob, path, expected) => {
    expect(matchesGlobs(path, [glob])).toBe(expected);
  });

  it('are taken back by a later one', () => {
    const globs = ['deploy/**', '!deploy/test/**', 'deploy/test/a.yaml'];
    expect(['deploy/a.yaml', 'deploy/test/b.yaml', 'deploy/test/a.yaml'].map((path) => matchesGlobs(path, globs))).toEqual([
      true,
      false,
      true,
    ]);
    expect(matchesGlobs('a.yaml', ['!b.yaml'])).toBe(false);
  });
});

it.each([
  ['', '', 'deploy/a.yaml', 'deploy/a.yaml'],
  ['', 'sub/dir', 'a.yaml', 'sub/dir/a.yaml'],
  ['', 'sub/dir', '../a.yaml', 'sub/a.yaml'],
  ['', 'sub', '../../a.yaml', '../a.yaml'],
  ['', '', '.\\deploy\\a.yaml', 'deploy/a.yaml'],
  ['/repo/sub', '/repo', 'sub/prod/a.yaml', 'prod/a.yaml'],
  ['/repo/sub', '/usr', '../repo/sub/prod/a.yaml', 'prod/a.yaml'],
  ['/repo/sub', '/repo', 'x/a.yaml', '../x/a.yaml'],
  ['/repo/sub', '/repo/sub/x', 'a.yaml', 'x/a.yaml'],
  ['/repo/sub', '/usr', '/repo/sub/a.yaml', 'a.yaml'],
  ['/repo', '/repo', '/etc/a.yaml', '../etc/a.yaml'],
  ['C:\\repo\\sub', 'C:\\repo', 'sub/a.yaml', 'a.yaml'],
])('globs of %j and names from %j: the path of %j is %j', (globs, names, name, expected) => {
  expect(pathFrom({ globs, names }, name)).toBe(expected);
});
