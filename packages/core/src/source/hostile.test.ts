/** Texts made to break a reader: each ends in one clear finding or in none; nothing is thrown, nothing hangs, memory stays bounded. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { lint } from '../index.js';
import { maxDocument, readSource } from './document.js';
import { at, entries, scalarAt } from './node.js';

async function messages(text: string | Uint8Array): Promise<readonly string[]> {
  const { findings } = await lint([{ name: 'a.yaml', text }], { parseEverything: true });
  return findings.map(({ message }) => message);
}

const levels = (make: (i: number) => string, count: number): string => Array.from({ length: count }, (_, i) => make(i)).join('');
const nine = (name: string): string => `[${Array(9).fill(`*${name}`).join(', ')}]`;

describe('quiet', () => {
  it.each([
    ['a million empty documents', '---\n'.repeat(1_000_000)],
    ['a million ends of documents', '...\n'.repeat(1_000_000)],
    ['megabytes of line ends', '\n'.repeat(16_000_000)],
    ['megabytes of lone CRs', `${'\r'.repeat(4_000_000)}\n---\na: 1\n`],
    ['megabytes of comments', '# c\n'.repeat(2_000_000)],
    ['megabytes of blanks', `a: 1${' '.repeat(8_000_000)}\n`],
    ['a long key', `${'k'.repeat(1_000_000)}: 1\n`],
    ['a long key in quotes', `{"${'k\\n'.repeat(300_000)}": 1}\n`],
    ['a long string with line ends', `a: "${'x\n\n'.repeat(500_000)}"\n`],
    ['many tags without end', `a: "${'!'.repeat(2_000_000)}"\n`],
    ['many backslashes', `a: "${'\\\\'.repeat(1_000_000)}"\n`],
    ['a key that is a map', `? {a: [1]}\n: 1\n`],
    ['surrogates without their other half', 'a: "\ud800 \udc00"\n'],
    ['very many spaces before flow lines', `a: [\n${'1,\n'.repeat(100_000)}]\n`],
  ])('%s', async (_, text) => {
    expect(await messages(text)).toEqual([]);
  });

  it('many copies, as many as kubectl takes', async () => {
    const text = `a0: &a0 {k: 1}\n${levels((i) => `a${i + 1}: &a${i + 1} {<<: *a${i}, k${i}: ${i}}\n`, 40)}`;
    const { root } = readSource({ name: 'a', text }, () => true).documents[0]!;
    expect(scalarAt(root, ['a40', 'k'])?.value).toBe(1);
    expect(entries(root)).toHaveLength(41);
    expect(entries(at(root, ['a40']))).toHaveLength(41);
    const nets = `nets: &n [${'10.0.0.0/8, '.repeat(2000)}]\n`;
    expect(await messages(`${nets}a: [${'*n, '.repeat(90)}]\n`)).toEqual([]);
  });

  it('the same anchors in many documents', async () => {
    expect(await messages(`---\na: &a [${'x, '.repeat(50)}]\nb: [${'*a, '.repeat(50)}]\n`.repeat(500))).toEqual([]);
  });
});

describe('one finding', () => {
  const deep = 10_000;
  it.each([
    ['a bomb of aliases', `a0: &a0 lol\n${levels((i) => `a${i + 1}: &a${i + 1} ${nine(`a${i}`)}\n`, 60)}`, 'excessive aliasing'],
    [
      'a bomb of merge keys',
      `a0: &a0 {k: 1}\n${levels((i) => `a${i + 1}: &a${i + 1} {<<: ${nine(`a${i}`)}}\n`, 90)}`,
      'excessive aliasing',
    ],
    [
      'a long chain of merge keys',
      `a0: &a0 {k: 1}\n${levels((i) => `a${i + 1}: &a${i + 1} {<<: *a${i}, k${i}: 1}\n`, 5000)}`,
      'excessive aliasing',
    ],
    ['a long chain of aliases', `a0: &a0 [1]\n${levels((i) => `a${i + 1}: &a${i + 1} [*a${i}]\n`, 20_000)}`, 'excessive aliasing'],
    ['deep flow', '['.repeat(deep), 'deeper than 500 levels'],
    ['deep braces', '{a: '.repeat(deep), 'deeper than 500 levels'],
    ['deep block', levels((i) => `${' '.repeat(i)}a:\n`, 3000), 'deeper than 500 levels'],
    ['deep items', '- '.repeat(deep), 'deeper than 500 levels'],
    ['an anchor of itself', '&a [*a]', 'contains itself'],
    ['a merge of itself', 'a: &a\n  <<: *a\n', 'contains itself'],
    ['an alias of nothing', 'a: *nothing\n', 'no anchor'],
    ['a NUL byte', 'a: 1\u0000\n', 'NUL'],
    ['a NUL byte far in', `b: "${'x'.repeat(100_000)}\u0000"\n`, 'NUL'],
    ['UTF-16 without BOM', Uint8Array.from([...'a: 1\n'].flatMap((c) => [c.charCodeAt(0), 0])), 'NUL'],
    ['UTF-16', Uint8Array.from([0xff, 0xfe, 0x61, 0]), 'UTF-16'],
    ['Latin-1', Uint8Array.from([0x61, 0x3a, 0x20, 0xe9, 0x0a]), 'byte 4 (0xe9)'],
    ['a control character', 'a: x\u0001\n', 'non-printable'],
    ['a surrogate alone', 'a: \ud800\n', 'non-printable'],
    ['a quote that never ends', `a: "${'x'.repeat(1_000_000)}\n`, 'unexpected end'],
    ['brackets that never end', `a: [${'1, '.repeat(200_000)}\n`, 'unexpected end'],
    ['a key set often', 'a: 1\n'.repeat(100_000), 'the key a is set twice'],
    ['too many entries', `[${'[],'.repeat(1_100_000)}]`, 'more than 2000000 entries'],
    ['too large', `a: "${'x'.repeat(maxDocument)}"\n`, 'larger than 32 MiB'],
  ])('%s', async (_, text, wanted) => {
    expect(await messages(text)).toEqual([expect.stringContaining(wanted)]);
  });

  it('many faults of one sort are cut short', async () => {
    expect(await messages(levels((i) => `k${i}: 1\nk${i}: 2\n`, 5000))).toHaveLength(100);
    expect(await messages(levels((i) => `k${i}: !x 1\n`, 5000))).toHaveLength(100);
  });
});

describe('in a process of its own, with 2 GB of heap', () => {
  const folder = mkdtempSync(join(tmpdir(), 'canal-lint-hostile-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const core = join(folder, 'core.mjs');
  buildSync({
    entryPoints: [resolve(import.meta.dirname, '../index.ts')],
    bundle: true,
    format: 'esm',
    platform: 'node',
    outfile: core,
    logLevel: 'error',
  });

  /** Runs `make` there, lints what it returns, and gives the findings with the peak of resident memory in MB. */
  function apart(make: string): { readonly messages: readonly string[]; readonly unrelated: number; readonly peak: number } {
    const script = join(folder, 'run.mjs');
    writeFileSync(
      script,
      `import { lint } from ${JSON.stringify(core)};
      const text = (${make})();
      const { findings, summary } = await lint([{ name: 'a.yaml', text }]);
      const peak = process.resourceUsage().maxRSS / 1024;
      console.log(JSON.stringify({ messages: findings.map((f) => f.message), unrelated: summary.unrelated, peak }));`,
    );
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--max-old-space-size=2048', script], {
      encoding: 'utf8',
      timeout: 50_000,
    });
    expect(`${status} ${stderr}`).toBe('0 ');
    return JSON.parse(stdout);
  }

  const line = (first: string): string =>
    `() => { const b = new Uint8Array(200 * 1024 * 1024).fill(97); b.set(new TextEncoder().encode(${JSON.stringify(first)})); return b; }`;

  it('a line of 200 MB without a word of the field is unrelated', () => {
    expect(apart(line('a: '))).toMatchObject({ messages: [], unrelated: 1 });
  });

  it('a line of 200 MB with one is refused by its size', () => {
    expect(apart(line('calico: '))).toMatchObject({ messages: [expect.stringContaining('larger than 32 MiB')], unrelated: 0 });
  });

  it('JSON with a string of 200 MB is refused by its size', () => {
    expect(apart(line('{"kind":"calico'))).toMatchObject({ messages: [expect.stringContaining('larger than 32 MiB')], unrelated: 0 });
    expect(apart(`() => '{"kind": "' + 'calico\\\\"'.repeat(20 * 1024 * 1024) + '"}'`).messages).toEqual([
      expect.stringContaining('larger'),
    ]);
  });

  // Measured with Node 20: 0.5 to 1.0 GB resident, the pairs most of all.
  it.each([
    ['empty lists', `() => 'calico: [' + '[],'.repeat(990_000) + ']'`, 0],
    ['pairs', `() => 'calico: [' + 'a:,'.repeat(990_000) + ']'`, 0],
    ['lines', `() => '# calico\\n' + 'a: 1\\n'.repeat(990_000)`, 1],
    ['keys', `() => '# calico\\n' + Array.from({ length: 990_000 }, (_, i) => 'k' + i + ':\\n').join('')`, 0],
  ])('%s just below the limit stay below 1.5 GB', (_, make, count) => {
    const { messages: found, peak } = apart(make);
    expect(found).toHaveLength(count);
    expect(peak).toBeLessThan(1500);
  });
});
