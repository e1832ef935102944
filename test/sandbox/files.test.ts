/// <reference lib="dom" />
// What the page does with files before anything is drawn: archives, names, encodings, links, fixes.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { diagnosticsOf } from '../../packages/sandbox/src/editor/diagnostics.js';
import { share } from '../../packages/sandbox/src/engine/share.js';
import { type Bytes, decoded, unpacked } from '../../packages/sandbox/src/files/archive.js';
import { labelsOf } from '../../packages/sandbox/src/files/names.js';
import { addFiles } from '../../packages/sandbox/src/files/open.js';
import { acceptCorrections, applyFix } from '../../packages/sandbox/src/fixes.js';
import type { Linted, ShownFinding, Studied } from '../../packages/sandbox/src/protocol.js';
import { filesIn, linkTo } from '../../packages/sandbox/src/share/link.js';
import { createStore, openFile, type Store } from '../../packages/sandbox/src/state.js';
import { tar } from './tar.js';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const namesOf = (files: readonly Bytes[]): readonly string[] => files.map(({ name }) => name);
const panes = (store: Store): Record<string, string> => Object.fromEntries(store.get().files.map(({ name, text }) => [name, text]));

test('archives of two nodes stand below their own names, and logs that were rotated are unpacked', async () => {
  const dump = tar([{ name: 'var/routes.txt', text: 'default via 10.7.0.1' }]);
  expect(namesOf((await unpacked({ name: 'in/node1.tar.gz', bytes: gzipSync(dump) })).files)).toEqual(['in/node1/var/routes.txt']);
  const rotated = tar([{ name: 'node2/felix.log.1.gz', text: gzipSync('old').toString('latin1') }], 'latin1');
  const { files } = await unpacked({ name: 'node2.tgz', bytes: gzipSync(rotated) });
  expect(files.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)])).toEqual([['node2/felix.log.1', 'old']]);
});

test('what of an archive is not read is said', async () => {
  const two = tar([
    { name: 'a', text: 'first' },
    { name: 'b', text: 'x'.repeat(5000) },
  ]);
  const cut = await unpacked({ name: 'cut.tar', bytes: two.subarray(0, 3000) });
  expect(namesOf(cut.files)).toContain('cut/a');
  expect(cut.problems).toEqual(['cut.tar: it ends in the middle of b; what came before is read']);
  const many = tar(Array.from({ length: 5001 }, (_, i) => ({ name: `f${i}`, text: '' })));
  expect((await unpacked({ name: 'many.tar', bytes: many })).problems).toEqual([
    'many.tar holds 5001 files: those behind the first 5000 are not read',
  ]);
  const gzip = await unpacked({ name: 'a.log.gz', bytes: gzipSync('x\n'.repeat(100_000)).subarray(0, -20) });
  expect(gzip.problems).toEqual(['a.log.gz is damaged or was cut off; what came before is read']);
});

test('no two panes have one name, and what was open can come back', () => {
  const store = createStore();
  addFiles(store, [openFile('x.yaml', 'one'), openFile('x.yaml', 'two')]);
  expect(panes(store)).toEqual({ 'x.yaml': 'one', 'x-2.yaml': 'two' });
  const [before] = store.get().files;
  addFiles(store, [openFile('x.yaml', 'three')], ['b.bin: is no text']);
  expect(panes(store)).toEqual({ 'x.yaml': 'three', 'x-2.yaml': 'two' });
  // The same pane, so that undo of the editor reaches back.
  expect(store.get().files[0]?.id).toBe(before?.id);
  expect(store.get().notice).toMatch(/x\.yaml had a pane, whose text undo brings back; left out: b\.bin/);
  expect(store.get().leftOut).toEqual(['b.bin: is no text']);
});

test('labels tell files of one name apart', () => {
  expect(labelsOf(['a/values.yaml', 'b/values.yaml', 'c/pool.yaml', 'values.yaml'])).toEqual([
    'a/values.yaml',
    'b/values.yaml',
    'pool.yaml',
    'values.yaml',
  ]);
});

test('texts that are not UTF-8: logs are read, configurations are not, and it is said', () => {
  const latin = Uint8Array.from([...bytesOf('# caf'), 0xe9]);
  expect(decoded({ name: 'pool.yaml', bytes: latin })).toEqual({ remark: 'is not UTF-8: save it as UTF-8' });
  expect(decoded({ name: 'felix.log', bytes: latin }).text).toBe('# caf\uFFFD');
  expect(decoded({ name: 'status.txt', bytes: Buffer.from('\uFEFFBGP', 'utf16le') }).text).toBe('BGP');
  expect(decoded({ name: 'bom.yaml', bytes: bytesOf('\uFEFFa: 1') })).toEqual({ text: '\uFEFFa: 1' });
});

test('a link that unpacks to more than a page should hold is refused', async () => {
  const files = [{ name: 'a.yaml', text: 'a: 1\n' }];
  const link = await linkTo(files, 'https://example.com/');
  expect(await filesIn(link.slice(link.indexOf('#')))).toEqual(files);
  const bomb = deflateRawSync(Buffer.alloc(80e6, 32)).toString('base64url');
  await expect(filesIn(`#v1=${bomb}`)).rejects.toThrow('64 MiB');
});

const finding: ShownFinding = {
  ...{ key: 'k 1', rule: 'pool-modes', severity: 'error', message: 'no', settle: undefined, fingerprint: 'k', url: undefined },
  ...{ spot: { file: 'a.yaml', from: 0, to: 1, line: 1 }, related: [], suppressed: null },
  fix: { title: 'set b', applicability: 'unsafe', edits: [{ file: 'a.yaml', start: 3, end: 4, text: '2' }], then: [] },
};

function checked(text: string): Store {
  const store = createStore();
  const files = [openFile('a.yaml', text)];
  store.set({ files });
  const { settings } = store.get();
  const corrected = { changed: [{ name: 'a.yaml', after: 'a: 2', diff: '' }], then: [], left: 0, unsafe: 0 };
  store.set({
    linted: { files, result: { findings: [finding] } as unknown as Linted },
    studied: { files, settings, result: { corrected } as unknown as Studied },
  });
  return store;
}

test('fixes are about the text as it is: what was typed since is not overwritten', () => {
  for (const act of [acceptCorrections, (store: Store) => applyFix(store, finding.key)]) {
    const store = checked('a: 1');
    act(store);
    expect(panes(store)).toEqual({ 'a.yaml': 'a: 2' });
    const old = checked('a: 1');
    old.set({ files: old.get().files.map((file) => ({ ...file, text: 'a: 1 # mine' })) });
    act(old);
    expect(panes(old)).toEqual({ 'a.yaml': 'a: 1 # mine' });
  }
});

test('a text with fences of its own stays inside its fence in the ticket', async () => {
  const pool = readFileSync(resolve(import.meta.dirname, '../../examples/bgp-incident/broken/ippool.yaml'), 'utf8');
  const files = [{ name: 'pool.yaml', text: pool.replace('  vxlanMode', '  # ```\n  vxlanMode') }];
  const text = await share({ ask: 'share', files, settings: { unsafe: false }, format: 'markdown' }, () => {});
  expect(text).toMatch(/\n````diff\n[\s\S]*\n {3}# ```\n[\s\S]*\n````\n/);
});

test('an unsafe fix says so on hover too', () => {
  const [mark] = diagnosticsOf([finding], 'a.yaml', () => {});
  expect(mark?.actions?.[0]?.name).toBe('set b (restarts pods or changes traffic)');
});
