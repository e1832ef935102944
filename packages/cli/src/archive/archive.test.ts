import { deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readPacked } from './open.js';

type Files = Readonly<Record<string, string | Buffer>>;

/** What a reader is given: texts by name, and what could not be read. */
async function read(
  bytes: Buffer,
  { left = 1e9, piece = 1000 } = {},
): Promise<{ texts: Record<string, string>; failed: Record<string, string> }> {
  const texts: Record<string, string> = {};
  const failed: Record<string, string> = {};
  const pieces = async function* (): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
  };
  const open = (name: string) => ({
    write: (text: string) => {
      texts[name] = (texts[name] ?? '') + text;
    },
    close: () => {},
  });
  await readPacked('dump', pieces(), { open, failed: (name, reason) => (failed[name] = reason) }, { left });
  return { texts, failed };
}

function tar(files: Files): Buffer {
  const members = Object.entries(files).flatMap(([name, content]) => {
    const bytes = Buffer.from(content);
    const header = Buffer.alloc(512);
    header.write(name.slice(0, 100), 0);
    header.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124);
    header.write(name === '././@LongLink' ? 'L' : '0', 156);
    header.write('ustar\x0000', 257);
    return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  return Buffer.concat([...members, Buffer.alloc(1024)]);
}

function zip(files: Files, { flags = 0, stored = false } = {}): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(content);
    const packed = stored ? bytes : deflateRawSync(bytes);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(flags, 8);
    central.writeUInt16LE(stored ? 0 : 8, 10);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(bytes.length, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(at, 42);
    locals.push(local, Buffer.from(name), packed);
    centrals.push(central, Buffer.from(name));
    at += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, directory, end]);
}

const files: Files = { 'nodes/oak/routes': 'default via 10.7.0.1 dev eth0\n', '../../etc/elm.txt': 'x\n', empty: '' };
const plain = { 'dump/nodes/oak/routes': 'default via 10.7.0.1 dev eth0\n', 'dump/etc/elm.txt': 'x\n' };

describe('archives', () => {
  test.each([
    ['tar', tar(files)],
    ['tar.gz', gzipSync(tar(files))],
    ['zip', zip(files)],
    ['zip, stored', zip(files, { stored: true })],
  ])('%s, in pieces of any size; no name leads out of it', async (_, bytes) => {
    for (const piece of [7, 512, 100_000]) expect(await read(bytes, { piece })).toEqual({ texts: plain, failed: {} });
  });

  test('a log that is packed in the archive, a text that is packed alone, a text of Windows PowerShell', async () => {
    expect((await read(tar({ 'a.log.1.gz': gzipSync('old\n') }))).texts).toEqual({ 'dump/a.log.1.gz': 'old\n' });
    expect((await read(gzipSync('one\n'))).texts).toEqual({ dump: 'one\n' });
    expect((await read(Buffer.from('\uFEFFdefault\r\n', 'utf16le'))).texts['dump']).toContain('default');
  });

  test('a long name of GNU', async () => {
    const long = `${'deep/'.repeat(40)}routes`;
    expect(Object.keys((await read(tar({ '././@LongLink': `${long}\0`, [long]: 'x\n' }))).texts)).toEqual([`dump/${long}`]);
  });

  test('one that was cut off says so, and gives what it has', async () => {
    const big = { a: 'first\n', b: 'x'.repeat(5000) };
    expect(await read(tar(big).subarray(0, 3000))).toMatchObject({
      texts: { 'dump/a': 'first\n' },
      failed: { dump: 'it ends in the middle of b' },
    });
    const cut = await read(gzipSync(tar(big)).subarray(0, -20));
    expect(cut.failed['dump']).toContain('cut off');
    expect((await read(zip(files).subarray(0, -30))).failed['dump']).toContain('cut off');
  });

  test('damage, encryption, bombs', async () => {
    const gzip = gzipSync(tar(files));
    gzip.fill(0xff, 30, 60);
    expect((await read(gzip)).failed['dump']).toMatch(/damaged|cut off/);
    expect((await read(zip({ a: 'x' }, { flags: 1 }))).failed).toEqual({ 'dump/a': 'it is encrypted' });
    expect((await read(gzipSync(Buffer.alloc(5e6)), { left: 1e6 })).failed['dump']).toContain('unpacks to more than');
    expect((await read(zip({ a: Buffer.alloc(5e6) }), { left: 1e6 })).failed['dump/a']).toContain('unpacks to more than');
    const header = tar({ a: 'x' });
    header.write('zzzzzzzzzzz', 124);
    expect((await read(header)).failed['dump']).toBe('it is no tar archive');
  });

  test('nothing at all opens nothing', async () => {
    expect(await read(Buffer.alloc(0))).toEqual({ texts: {}, failed: {} });
  });
});
