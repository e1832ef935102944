import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeAtomic } from './write.js';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'canal-lint-write-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const path = (name: string): string => join(folder, name);
const text = (name: string): string => fs.readFileSync(path(name), 'utf8');

describe('writeAtomic', () => {
  it('creates a file', () => {
    writeAtomic(fs, path('a'), 'new');
    expect(text('a')).toBe('new');
    expect(fs.readdirSync(folder)).toEqual(['a']);
  });

  it('keeps the mode', () => {
    fs.writeFileSync(path('a'), 'old');
    fs.chmodSync(path('a'), 0o751);
    writeAtomic(fs, path('a'), 'new');
    expect([text('a'), fs.statSync(path('a')).mode & 0o7777]).toEqual(['new', 0o751]);
  });

  it('rewrites what a link points at', () => {
    fs.mkdirSync(path('sub'));
    fs.writeFileSync(path('sub/a'), 'old');
    fs.symlinkSync('sub/a', path('link'));
    writeAtomic(fs, path('link'), 'new');
    expect([text('sub/a'), fs.lstatSync(path('link')).isSymbolicLink()]).toEqual(['new', true]);
  });

  it('leaves the old text and nothing else where the last step fails', () => {
    fs.writeFileSync(path('a'), 'old');
    const full = Object.assign(new Error('full'), { code: 'ENOSPC' });
    const renameSync = (): never => {
      throw full;
    };
    expect(() => writeAtomic({ ...fs, renameSync }, path('a'), 'new')).toThrow(`cannot write ${path('a')}: no space left on the device`);
    expect([text('a'), fs.readdirSync(folder)]).toEqual(['old', ['a']]);
  });

  it('does not put a file in the place of a device', () => {
    const written: string[] = [];
    const writeFileSync = ((target: string) => written.push(target)) as unknown as typeof fs.writeFileSync;
    writeAtomic({ ...fs, writeFileSync }, '/dev/null', 'new');
    expect(written).toEqual(['/dev/null']);
    expect(fs.statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it('tells a folder that is not there', () => {
    expect(() => writeAtomic(fs, path('gone/a'), 'new')).toThrow('no such file or folder');
  });
});
