import fs from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../folder.js';

const { path, write, read, run } = temporaryFolder('redact');

const log = 'host="zeus" connects to 52.18.3.4 with password=hunter2\n';

it('prints one text, and says on standard error what gave way', async () => {
  const { code, stdout, stderr } = await run('redact -', log);
  expect(stdout).toBe('host="host-1" connects to 198.51.100.4 with password=redacted-password-1\n');
  expect(stderr).toContain('host 1, address 1, password 1');
  expect(code).toBe(0);
});

it('writes many files into a folder, with their names redacted, and leaves the inputs alone', async () => {
  write('logs/zeus/felix.log', log);
  write('logs/nodes.txt', 'zeus   Ready   <none>   10d   v1.30.1\n');
  const { code } = await run('redact logs --output out --map map.json');
  expect(code).toBe(0);
  expect(read('out/logs/host-1/felix.log')).toContain('host="host-1"');
  expect(read('out/logs/nodes.txt')).toContain('host-1 ');
  expect(read('logs/zeus/felix.log')).toBe(log);
  expect(fs.statSync(join(path(), 'map.json')).mode & 0o077).toBe(0);
  const { stdout } = await run('redact out/logs/host-1/felix.log --restore map.json');
  expect(stdout).toBe(log);
});

it('writes over neither an input nor a map', async () => {
  write('a.log', log);
  write('map.json', '{}');
  expect(await run('redact a.log --output .')).toMatchObject({ code: 2, stderr: expect.stringContaining('would write over') });
  expect(await run('redact a.log --map map.json')).toMatchObject({ code: 2, stderr: expect.stringContaining('it exists') });
  expect([read('a.log'), read('map.json')]).toEqual([log, '{}']);
});

it.each([
  ['redact', 'nothing to redact'],
  ['redact a.log b.log', 'name a folder with --output'],
  ['redact a.bin', 'no text'],
  ['redact a.log --restore b.log', 'no map of stand-ins'],
])('refuses %s', async (line, why) => {
  write('a.log', log);
  write('b.log', log);
  write('a.bin', new Uint8Array([0x1f, 0x8b, 0xff]));
  const { code, stderr } = await run(line);
  expect(stderr).toContain(why);
  expect(code).toBe(2);
});

it('names no file after a person, a customer or a host', async () => {
  write('logs/jane.doe/olymp-prod.db.log', log);
  write('logs/calico-node.log', log);
  expect((await run('redact logs --output out')).code).toBe(0);
  expect(fs.readdirSync(join(path(), 'out/logs'), { recursive: true }).map(String).sort()).toEqual([
    'calico-node.log',
    'folder-1',
    'folder-1/file-2.log',
  ]);
});

it('hides who logs in, unless that is a program', async () => {
  const { stdout } = await run('redact -', 'https://jane:s3cret@git.olymp.com/x and postgres://postgres:s3cret@10.0.0.7/x\n');
  expect(stdout).not.toContain('jane');
  expect(stdout).toContain('postgres://postgres:');
});
