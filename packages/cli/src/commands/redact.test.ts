import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Captured, captured } from '../captured.js';

let cwd: string;
beforeEach(() => {
  cwd = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'canal-lint-redact-')));
});
afterEach(() => fs.rmSync(cwd, { recursive: true }));

const write = (name: string, text: string | Uint8Array): void => {
  fs.mkdirSync(dirname(join(cwd, name)), { recursive: true });
  fs.writeFileSync(join(cwd, name), text);
};
const read = (name: string): string => fs.readFileSync(join(cwd, name), 'utf8');
const run = (line: string, input?: string): Promise<Captured> => captured(cwd, line.split(' '), input === undefined ? {} : { input });

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
  expect(fs.statSync(join(cwd, 'map.json')).mode & 0o077).toBe(0);
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
