import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sink } from './captured.js';
import { type Findings, find, maxBytes } from './files.js';
import { readInputs } from './read.js';
import type { FileSystem, World } from './world.js';

let cwd: string;
beforeEach(() => {
  cwd = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'canal-lint-files-')));
});
afterEach(() => fs.rmSync(cwd, { recursive: true }));

const write = (...paths: readonly string[]): void => {
  for (const path of paths) {
    fs.mkdirSync(join(cwd, path, '..'), { recursive: true });
    fs.writeFileSync(join(cwd, path), `# ${path}\n`);
  }
};
const world = (files: Partial<FileSystem> = {}): World => ({
  cwd,
  env: {},
  stdin: (async function* () {})(),
  stdout: sink(),
  stderr: sink(),
  fs: { ...fs, ...files },
  now: () => 0,
  today: () => '2027-01-31',
});
const search = (...args: readonly string[]): Promise<Findings> => find(args, world());
const names = async (...args: readonly string[]): Promise<readonly string[]> => (await search(...args)).files.map(({ name }) => name);

describe('find', () => {
  it('takes manifests, values, templates and inventories of a folder, in the order of their names', async () => {
    write(
      'b.yml',
      'a.yaml',
      'c.json',
      'd.yaml.j2',
      'e.yml.j2',
      'f.tpl',
      'g.yaml.tpl',
      'h.ini',
      'inventory/hosts',
      'n.txt',
      'a.yaml.bak',
      'hosts.md',
    );
    expect(await names('.')).toEqual([
      'a.yaml',
      'b.yml',
      'c.json',
      'd.yaml.j2',
      'e.yml.j2',
      'f.tpl',
      'g.yaml.tpl',
      'h.ini',
      'inventory/hosts',
    ]);
  });

  it('leaves out node_modules and what is hidden, unless it is named', async () => {
    write('node_modules/x/a.yaml', '.git/a.yaml', '.terraform/a.yaml', '.hidden.yaml', 'sub/node_modules/a.yaml', 'a.yaml');
    expect(await names('.')).toEqual(['a.yaml']);
    expect(await names('.terraform', '.hidden.yaml')).toEqual(['.hidden.yaml', '.terraform/a.yaml']);
  });

  it('takes a file once, however often it is named', async () => {
    write('sub/a.yaml');
    expect(await names('sub', 'sub/a.yaml', './sub/../sub/a.yaml', 'sub/*.yaml', join(cwd, 'sub'))).toEqual(['sub/a.yaml']);
  });

  it('takes any name of file that is named, also an ignored one', async () => {
    write('notes.txt');
    fs.writeFileSync(join(cwd, '.gitignore'), '*\n');
    expect(await names('notes.txt')).toEqual(['notes.txt']);
  });

  it('expands globs without what git ignores', async () => {
    write('x/a.yaml', 'x/deep/b.yaml', 'y/c.yaml', 'y/old/d.yaml', 'node_modules/e.yaml');
    fs.writeFileSync(join(cwd, '.gitignore'), 'old/\n');
    expect(await names('**/*.yaml')).toEqual(['x/a.yaml', 'x/deep/b.yaml', 'y/c.yaml']);
    expect(await names('{x,y}/*.yaml')).toEqual(['x/a.yaml', 'y/c.yaml']);
    expect(await names('y/old/*.yaml')).toEqual(['y/old/d.yaml']);
    expect(await names('x/*/../a.yaml')).toEqual(['x/a.yaml']);
  });

  it('prefers a file whose name looks like a glob', async () => {
    write('a[1].yaml', 'a1.yaml');
    expect(await names('a[1].yaml')).toEqual(['a[1].yaml']);
  });

  it('names files outside of the working directory relative to it', async () => {
    write('a.yaml', 'sub/b.yaml');
    const { files } = await find(['../a.yaml'], { ...world(), cwd: join(cwd, 'sub') });
    expect(files.map(({ name }) => name)).toEqual(['../a.yaml']);
  });

  it('follows links to files and not those to folders', async () => {
    write('real/a.yaml');
    fs.symlinkSync('real/a.yaml', join(cwd, 'link.yaml'));
    fs.symlinkSync('..', join(cwd, 'real/loop'));
    expect(await names('.')).toEqual(['link.yaml', 'real/a.yaml']);
    expect((await search('.')).links).toEqual([]);
  });

  it('tells links that it does not follow where nothing else reads what is behind them', async () => {
    write('repo/a.yaml', 'shared/b.yaml');
    fs.symlinkSync('nowhere', join(cwd, 'repo/dead.yaml'));
    fs.symlinkSync('nowhere', join(cwd, 'repo/dead.txt'));
    fs.symlinkSync('../shared', join(cwd, 'repo/linked'));
    fs.symlinkSync('.', join(cwd, 'repo/here'));
    const { files, unreadable, links } = await search('repo');
    expect([files.map(({ name }) => name), unreadable]).toEqual([['repo/a.yaml'], []]);
    expect(links.map(({ name, reason }) => [name, reason])).toEqual([
      ['repo/dead.yaml', 'the link leads nowhere'],
      ['repo/linked', 'a link to a folder is not followed: name the folder that it leads to'],
    ]);
  });

  it('reads a file once that has a link beside it, and one that is mounted through links', async () => {
    write('real.yaml', 'mount/..data/a.yaml');
    fs.symlinkSync('real.yaml', join(cwd, 'alias.yaml'));
    fs.symlinkSync('..data/a.yaml', join(cwd, 'mount/a.yaml'));
    expect(await names('.')).toEqual(['mount/a.yaml', 'real.yaml']);
  });

  it('tells what is missing, empty or unmatched, and takes the rest; links that lead nowhere are no files', async () => {
    write('a.yaml', 'text/readme.md');
    fs.symlinkSync('nowhere', join(cwd, 'dead.yaml'));
    const { files, unreadable } = await search('gone.yaml', 'text', '*.yml', '.');
    expect(files.map(({ name }) => name)).toEqual(['a.yaml']);
    expect(unreadable.map(({ message }) => message)).toEqual([
      'cannot read gone.yaml: no such file or folder',
      'no YAML, JSON, Terraform or inventory files under text',
      'cannot read *.yml: the pattern matches no file',
    ]);
  });

  it('tells a folder that must not be read', async () => {
    write('a.yaml', 'secret/b.yaml');
    const denied = Object.assign(new Error('denied'), { code: 'EACCES' });
    const readdirSync = ((path: string, options: { withFileTypes: true }) => {
      if (path.endsWith('secret')) throw denied;
      return fs.readdirSync(path, options);
    }) as FileSystem['readdirSync'];
    const { files, unreadable } = await find(['.'], world({ readdirSync }));
    expect(files.map(({ name }) => name)).toEqual(['a.yaml']);
    expect(unreadable).toMatchObject([{ name: 'secret', message: 'cannot read secret: permission denied' }]);
  });

  it('refuses a file that is too large', async () => {
    write('a.yaml', 'b.yaml');
    fs.truncateSync(join(cwd, 'b.yaml'), maxBytes + 1);
    const { files, unreadable } = await search('.');
    expect(files.map(({ name }) => name)).toEqual(['a.yaml']);
    expect(unreadable).toMatchObject([{ name: 'b.yaml', message: 'cannot read b.yaml: it is larger than 256 MiB' }]);
  });
});

describe('readInputs', () => {
  it('reads a file when its text is asked for, and tells what fails then', async () => {
    write('a.yaml', 'b.yaml');
    const read: string[] = [];
    const failed: string[] = [];
    const inputs = await readInputs(await search('.'), world(), {
      reading: (name) => read.push(name),
      failed: ({ message }) => failed.push(message),
    });
    fs.rmSync(join(cwd, 'b.yaml'));
    expect(read).toEqual([]);
    expect(inputs.map(({ text }) => Buffer.from(text).toString())).toEqual(['# a.yaml\n', '']);
    expect(read).toEqual(['a.yaml', 'b.yaml']);
    expect(failed).toEqual(['cannot read b.yaml: no such file or folder']);
  });

  it('reads a pipe once', async () => {
    write('a.yaml');
    const found = { files: [{ name: 'fd', path: join(cwd, 'a.yaml'), bytes: 0, regular: false }], stdin: false, unreadable: [], links: [] };
    const inputs = await readInputs(found, world(), { reading: () => {}, failed: () => {} });
    fs.rmSync(join(cwd, 'a.yaml'));
    expect(inputs.map(({ text }) => [text, text].map((one) => Buffer.from(one).toString()))).toEqual([['# a.yaml\n', '# a.yaml\n']]);
  });
});
