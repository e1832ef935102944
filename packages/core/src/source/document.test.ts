import { describe, expect, it } from 'vitest';
import { cut } from './cut.js';
import { readSource } from './document.js';
import { locate, locatePlace } from './location.js';
import { textAt } from './node.js';

const read = (text: string | Uint8Array, matters = (_: string): boolean => true): ReturnType<typeof readSource> =>
  readSource({ name: 'a.yaml', text }, matters);
const places = (text: string): unknown =>
  read(text).problems.map(({ at, document }) => {
    const { line, column } = locate({ document, path: [], span: at });
    return [document.index, line, column];
  });

describe('cut', () => {
  it.each([
    ['one document', 'a: 1\n', ['a: 1\n']],
    ['marks', 'a\n---\nb\n--- # c\nc\n', ['a\n', '---\nb\n', '--- # c\nc\n']],
    ['a mark with text', 'a\n--- text\n', ['a\n', '--- text\n']],
    ['a mark at the end', 'a\n---', ['a\n', '---']],
    ['no marks', 'a\n---foo\n ---\n--\n', ['a\n---foo\n ---\n--\n']],
    ['CRLF', 'a\r\n---\r\nb\r\n', ['a\r\n', '---\r\nb\r\n']],
    ['an end mark', 'a\n...\nb\n', ['a\n...\n', 'b\n']],
    ['an end mark before a mark', 'a\n...\n---\nb\n', ['a\n...\n', '---\nb\n']],
    [
      'directives stay with their document',
      '%YAML 1.1\n# c\n---\na\n...\n%TAG ! x\n---\nb\n',
      ['%YAML 1.1\n# c\n---\na\n...\n', '%TAG ! x\n---\nb\n'],
    ],
    ['a per cent sign inside is no directive', 'a: |\n%\n---\nb\n', ['a: |\n%\n', '---\nb\n']],
  ])('%s', (_, text, wanted) => {
    expect([...cut(text)].map(({ start, end }) => text.slice(start, end))).toEqual(wanted);
  });
});

describe('streams', () => {
  it('counts documents, not empty stretches', () => {
    const { documents, problems } = read('# license\n---\n\n---\n# only a comment\n---\nname: a\n---\n...\n---\nname: b\n...\n');
    expect(problems).toEqual([]);
    expect(documents.map((d) => [d.index, textAt(d.root, ['name'])])).toEqual([
      [0, 'a'],
      [1, 'b'],
    ]);
  });

  it.each(['', '\uFEFF', '\n\n', '# c', '---\n', '--- # c\r\n...\r\n', '---\n---\n---', '\t\n  # c\n'])('%j holds no document', (text) => {
    expect(read(text)).toMatchObject({ documents: [], problems: [], unrelated: 0 });
  });

  it('JSON objects behind each other are documents', () => {
    const text = '{"name": "a"}\n\n{\n  "name": "}{\\"",\n  "b": [{}]\n}\n{"name": "c", "d": "x" y}\n  {"name": "d"}\n---\nname: e\n';
    expect(read(text).documents.map((d) => [d.index, d.piece.line, textAt(d.root, ['name'])])).toEqual([
      [0, 0, 'a'],
      [1, 2, '}{"'],
      [3, 7, 'd'],
      [4, 8, 'e'],
    ]);
    expect(places(text)).toEqual([[2, 7, expect.any(Number)]]);
    expect(read('{"name": "a"} # c\n{"name": "b"}\n').problems).toHaveLength(1);
    expect(read('name: a\n{"name": "b"}\n').problems).toHaveLength(1);
  });

  it('a broken document costs only itself, and counts', () => {
    const text = 'name: a\n---\nb: [1\n---\nname: c\n---\n"d": "x" y\n...\nname: e\n';
    expect(read(text).documents.map((d) => [d.index, textAt(d.root, ['name'])])).toEqual([
      [0, 'a'],
      [2, 'c'],
      [4, 'e'],
    ]);
    expect(places(text)).toEqual([
      [1, 3, 6],
      [3, 7, 10],
    ]);
  });

  it('documents behind lone CRs and BOMs are found too', () => {
    expect(read('name: a\r---\rname: b\r').documents.map((d) => textAt(d.root, ['name']))).toEqual(['a', 'b']);
    expect(read('name: a\n\uFEFF---\nname: b\n').documents.map((d) => d.index)).toEqual([0, 1]);
  });

  it('what does not matter is counted, and numbers the others', () => {
    const text = 'a: 1\n---\nname: calico\n---\nb: [\n---\n---\nname: calico\n';
    const { documents, problems, unrelated } = read(text, (piece) => piece.includes('calico'));
    expect({ problems, unrelated, indexes: documents.map((d) => d.index) }).toEqual({ problems: [], unrelated: 2, indexes: [1, 3] });
    expect(documents.map((d) => locate({ document: d, path: ['name'] }).line)).toEqual([3, 8]);
  });

  it.each([['\n'], ['\r\n']])('lines and columns count from the start of the file (%j)', (eol) => {
    const text = ['# c', 'a: 1', '---', 'b:', '  - name: x', '    é😀: "y"', ''].join(eol);
    const document = read(text).documents[1]!;
    expect(locate({ document, path: ['b', 0, 'name'] })).toMatchObject({ line: 5, column: 11, endLine: 5, endColumn: 12 });
    expect(locate({ document, path: ['b', 0, 'é😀'] })).toMatchObject({ line: 6, column: 10, endColumn: 13 });
    expect(locate({ document, path: ['b', 0, 'é😀'], part: 'key' })).toMatchObject({ line: 6, column: 5, endColumn: 8 });
    expect(locate({ document, path: ['b', 0, 'none', 'deep'] })).toMatchObject({ line: 5, column: 5 });
    expect(locate({ document, path: ['b'] })).toMatchObject({ line: 4, column: 1, endColumn: 2 });
  });

  it('a BOM counts in columns', () => {
    expect(locate({ document: read('\uFEFFa: 1').documents[0]!, path: ['a'] })).toMatchObject({ line: 1, column: 5 });
  });

  it('takes the template that helm names', () => {
    const { documents, rendered } = read('---\n# Source: calico/templates/node.yaml\r\na: 1\n---\nb: 1\n');
    expect([rendered, ...documents.map((d) => d.template)]).toEqual([true, 'calico/templates/node.yaml', undefined]);
    expect(read('# Source: x\na: 1\n', () => false).rendered).toBe(true);
    expect(read('#\nSource: x\n').rendered).toBe(false);
    expect(read('a: "# Source: x"\n').rendered).toBe(false);
  });

  it('bytes that are no UTF-8 are one fault with its place', () => {
    const { documents, problems } = read(new Uint8Array([...new TextEncoder().encode('a: 1\nb: é'), 0xe9, 10]));
    expect(documents).toEqual([]);
    expect(problems.map(({ at, document }) => locatePlace({ document, span: at, path: [], exact: true }))).toMatchObject([
      { line: 2, column: 5 },
    ]);
  });
});
