import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { applyEdits } from '../apply.js';
import type { Document } from '../document.js';
import { insertKey, replaceScalar } from '../edit.js';
import { locate } from '../location.js';
import { type Node, type Path, scalarAt } from '../node.js';
import { insertBlockBehind } from './edit.js';
import { loadParser } from './engine.js';
import { readHcl } from './read.js';
import { spelledHcl } from './text.js';

beforeAll(loadParser);

const read = (text: string) => readHcl({ name: 'main.tf', text });
function parsed(text: string): Document {
  const { documents, problems } = read(text);
  expect(problems).toEqual([]);
  return documents[0]!;
}

/** What a reader sees, with `?` before what is not known. */
function plain(node: Node | undefined): unknown {
  if (node?.kind === 'map') return Object.fromEntries(node.entries.map(({ name, value }) => [name, plain(value)]));
  if (node?.kind === 'seq') return node.items.map(plain);
  if (node?.kind !== 'scalar') return undefined;
  return node.templated ? `?${node.text}` : node.value;
}

describe('the tree of HCL', () => {
  it('has blocks under their type and labels, further ones numbered', () => {
    const text =
      'resource "aws_instance" "node" {\n  ingress {\n    a = 1\n  }\n  egress {}\n  ingress { a = 2 }\n}\nlocals {}\nlocals { b = 3 }\n';
    expect(plain(parsed(text).root)).toEqual({
      'resource.aws_instance.node': { ingress: { a: 1 }, egress: {}, 'ingress[1]': { a: 2 } },
      locals: {},
      'locals[1]': { b: 3 },
    });
  });

  it('knows literals, and nothing else', () => {
    const text = `
      a = "x\\t\\"\\u00e9\\U0001F600 $\${y} %%{z}"
      b = 179
      c = -1.5
      d = true
      e = null
      f = [1, "two", /* three */ var.x,]
      g = { h = 1, "i" : 2, (j) = 3 }
      k = "a\${var.b}c"
      l = var.x ? 1 : 2
      m = (5)
      n = [for s in x : s]
      o = jsonencode({ a = 1 })
      p = -var.x
      q = ""
      r = "%{ if a }b%{ endif }"
      s = a.b[0].c
    `;
    expect(plain(parsed(text).root)).toEqual({
      ...{ a: 'x\t"é😀 ${y} %{z}', b: 179, c: -1.5, d: true, e: null, f: [1, 'two', '?var.x'], g: { h: 1, i: 2, '(j)': 3 } },
      ...{ k: '?a${var.b}c', l: '?var.x ? 1 : 2', m: 5, n: '?[for s in x : s]', o: '?jsonencode({ a = 1 })', p: '?-var.x', q: '' },
      ...{ r: '?%{ if a }b%{ endif }', s: '?a.b[0].c' },
    });
  });

  it('reads heredocs', () => {
    const text = 'a = <<EOT\nx\n  y\nEOT\nb = <<-EOT\n    x\n      y $${z}\n  EOT\nc = <<E\n${a}\nE\n';
    expect(plain(parsed(text).root)).toMatchObject({ a: 'x\n  y\n', b: 'x\n  y ${z}\n' });
    expect(scalarAt(parsed(text).root, ['c'])).toMatchObject({ templated: true });
  });

  it('has places in UTF-16 units, behind a BOM and over CRLF too', () => {
    const text = '\uFEFF# 😀é\r\na = "😀" # x\r\nb {\r\n  c = var.x\r\n}\r\n';
    const document = parsed(text);
    expect(locate({ document, path: ['a'] })).toMatchObject({ line: 2, column: 5, endColumn: 9 });
    expect(locate({ document, path: ['b', 'c'] })).toMatchObject({ line: 4, column: 7, endColumn: 12 });
    expect(locate({ document, path: ['b'] })).toMatchObject({ line: 3, column: 1, endColumn: 2 });
    expect(locate({ document, path: ['b', 'd'] })).toMatchObject({ line: 3, column: 1 });
  });
});

describe('faults of HCL', () => {
  it.each([
    ['a {\n  b = [1, 2\n}\n', 2, 'this [ is not closed before the } of line 3'],
    ['resource "x" "y" {\n  a = 1\n', 1, 'this { is not closed'],
    ['a = 1\nb = "abc\nc = "x"\n', 2, 'this quote is not closed on its line'],
    ['a = "${f("x}"\n', 1, 'this ( is not closed'],
    ['a = <<EOT\nx\n', 1, 'this << opens is not closed'],
    ['a = 1\n/* b\n', 2, 'this /* opens is not closed'],
    ['a = 1\nb = = 2\n', 2, 'not HCL from here'],
    ['a = 1\n}\n', 2, 'this } closes nothing'],
    ['a {\n  b {\n    c = 1\n  d {\n  }\n}\ne {\n}\n', 2, 'this { is not closed before the } of line 6'],
    ['a {\n  b = 1\n\ne {\n}\n', 1, 'this { is not closed'],
    ['a {\n  b {\n  }\n  }\n  c {\n  }\n}\n', 4, 'this } closes the { of line 1 too early'],
    ['a {\n  # "{\n  b = "$${x} ${y}{\\""\n  c = <<-E\n    "{\n  E\n  d = [\n}\n', 7, 'this [ is not closed'],
  ])('%j', (text, line, message) => {
    const { documents, problems } = read(text);
    expect(documents).toEqual([]);
    expect(problems).toHaveLength(1);
    const [{ document, at: span, message: said }] = problems as [(typeof problems)[0]];
    expect(said).toContain(message);
    expect(locate({ document, path: [], span }).line).toBe(line);
  });

  it.each(['a = {{ cookiecutter.x }}\n', 'a = <%= x %>\n', 'a = 1e3\n'])('%j is not judged', (text) => {
    const { documents, problems } = read(text);
    expect(problems).toEqual([]);
    expect(documents).toMatchObject([{ structural: true }]);
  });
});

const edited = (text: string, edits: ReturnType<typeof insertKey>): string | undefined => edits && applyEdits(text, [edits]).text;

it('gives up what would take for ever', () => {
  const { documents, problems } = read('a = 1 + '.repeat(30_000));
  expect(problems).toEqual([]);
  expect(documents).toMatchObject([{ structural: true }]);
});

describe('edits of HCL', () => {
  const text = 'resource "a" "b" {\n  ami  = "x" # c\n  tags = { a = 1 }\n\n  ebs {\n    size = 1\n  }\n}\n';
  const document = () => parsed(text);
  const top: Path = ['resource.a.b'];

  it('replaces scalars', () => {
    const to = (path: Path, value: string | boolean | number) => edited(text, replaceScalar({ document: document(), path }, value));
    expect(to([...top, 'ami'], 'y"${z}')).toContain('ami  = "y\\"$${z}" # c');
    expect(to([...top, 'tags', 'a'], 2)).toContain('{ a = 2 }');
    expect(edited('a = var.x\n', replaceScalar({ document: parsed('a = var.x\n'), path: ['a'] }, 1))).toBeUndefined();
  });

  it('adds attributes in line with the others', () => {
    expect(edited(text, insertKey(document(), top, 'on', false))).toContain('tags = { a = 1 }\n  on   = false\n\n');
    expect(edited(text, insertKey(document(), [...top, 'ebs'], 'encrypted', true))).toContain('    size = 1\n    encrypted = true\n');
    expect(insertKey(document(), top, 'ami', 'z')).toBeUndefined();
    expect(insertKey(document(), [...top, 'tags'], 'z', 'z')).toBeUndefined();
    expect(insertKey(parsed('a { b = 1 }\n'), ['a'], 'c', 1)).toBeUndefined();
    expect(insertKey(document(), top, ['on', 'below'], false)).toBeUndefined();
  });

  it('adds the first attribute of a block', () => {
    const first = (text: string) => edited(text, insertKey(parsed(text), ['a'], ['on'], false));
    expect(first('a {\n}\n')).toBe('a {\n  on = false\n}\n');
    expect(first('a { # why\r\n\r\n}\r\n')).toBe('a { # why\r\n  on = false\r\n\r\n}\r\n');
    expect(first('a {\n  b {\n  }\n}\n')).toBe('a {\n  on = false\n\n  b {\n  }\n}\n');
    expect(first('a {}\n')).toBeUndefined();
    expect(first('a { /* here */\n}\n')).toBeUndefined();
  });

  it('adds blocks', () => {
    const block = ['x {', '  y = 1', '}'];
    expect(edited(text, insertBlockBehind(document(), [...top, 'ebs'], block))).toContain('  }\n\n  x {\n    y = 1\n  }\n}\n');
    expect(edited(text, insertBlockBehind(document(), top, block))).toBe(`${text}\nx {\n  y = 1\n}\n`);
    expect(insertBlockBehind(parsed('a { b = 1 }\n'), ['a', 'b'], block)).toBeUndefined();
    expect(edited('a {\r\n}', insertBlockBehind(parsed('a {\r\n}'), ['a'], block))).toBe('a {\r\n}\r\n\r\nx {\r\n  y = 1\r\n}');
  });

  it('reads strings back as they were', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '"', '\\', '$', '%', '{', '}', '\n', '\t', 'é', '😀', '#') }), (value) => {
        expect(scalarAt(parsed(`a = ${spelledHcl(value)}\n`).root, ['a'])).toMatchObject({ value, templated: false });
      }),
    );
  });
});
