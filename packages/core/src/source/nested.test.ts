import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Document, readSource } from './document.js';
import { locate, placeOf } from './location.js';
import { nested } from './nested.js';
import { type Node, type Path, scalarAt } from './node.js';

function read(text: string): Document {
  const { documents, problems } = readSource({ name: 'a.yaml', text }, () => true);
  expect(problems).toEqual([]);
  return documents.at(-1)!;
}

const json: fc.Arbitrary<unknown> = fc.object({
  key: fc.constantFrom('mtu', 'type', 'a b', "it's", 'é😀', 'q"q', 'plugins', ''),
  values: [
    fc.constantFrom('calico', "it's", 'a "b"', 'é😀', '\\', '/', '\t', '\u0001', '', 'x\ny'),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  ],
  maxDepth: 3,
});

type Outer = {
  readonly name: string;
  readonly write: (inner: string) => string;
  readonly back: (outer: string) => string;
};
const same = (text: string): string => text;
const indented = (inner: string, eol: string, by: string): string =>
  inner
    .split('\n')
    .map((line) => `${by}${line}${eol}`)
    .join('');
const outers: readonly Outer[] = [
  { name: 'literal block', write: (inner) => `data:\n  conf: |-\n${indented(inner, '\n', '    ')}`, back: same },
  {
    name: 'literal block with CRLF',
    write: (inner) => `# c\r\ndata:\r\n  conf: |-\r\n${indented(inner, '\r\n', '      ')}`,
    back: same,
  },
  {
    name: 'literal block with its indentation named',
    write: (inner) => `data:\n  conf: |2-\n${indented(inner, '\n', '    ')}`,
    back: same,
  },
  {
    name: 'single quotes',
    write: (inner) => `data: {conf: '${inner.replaceAll('\n', ' ').replaceAll("'", "''")}'}\n`,
    back: (text) => text.replaceAll("''", "'"),
  },
  {
    name: 'double quotes',
    write: (inner) => `data:\n  conf: ${JSON.stringify(inner)}\n`,
    back: (text) => JSON.parse(`"${text}"`) as string,
  },
  {
    name: 'double quotes with every escape',
    write: (inner) => `data:\n  conf: "${[...inner].map((c, i) => escapeOf(c, i)).join('')}"\n`,
    back: (text) => unescaped(text),
  },
  {
    name: 'folded block',
    write: (inner) => `data:\n  conf: >-\n${indented(inner, '\n', '    ')}`,
    back: same,
  },
  {
    name: 'folded block with CRLF and empty lines',
    write: (inner) => `data:\r\n  conf: >2\r\n${indented(inner.replaceAll(',\n', ',\n\n'), '\r\n', '    ')}`,
    back: same,
  },
  {
    name: 'single quotes over lines',
    write: (inner) => `data:\n  conf: '${inner.replaceAll("'", "''").replaceAll(',\n', ',\n\n').replaceAll('\n', '\n    ')}'\nb: 1\n`,
    back: (text) => text.replaceAll("''", "'"),
  },
  {
    name: 'double quotes over lines, as PyYAML breaks them',
    write: (inner) =>
      `data:\n  conf: "${JSON.stringify(inner).slice(1, -1).replaceAll('\\n ', '\\n\\\n    \\ ').replaceAll('\\n}', '\\n\\\n\\\n   }')}"\n`,
    back: (text) => JSON.parse(`"${text}"`) as string,
  },
];

function escapeOf(c: string, i: number): string {
  const code = c.codePointAt(0) ?? 0;
  if (i % 3 === 0) return `\\U${code.toString(16).padStart(8, '0')}`;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(?:x(..)|u(....)|U(........))/g, (_, x, u, big) => String.fromCodePoint(Number.parseInt(x ?? u ?? big, 16)));
}

/** Every scalar below a node with its path. */
function* scalars(node: Node, path: Path = []): Generator<Path> {
  if (node.kind === 'scalar') yield path;
  if (node.kind === 'seq') for (const [i, item] of node.items.entries()) yield* scalars(item, [...path, i]);
  if (node.kind === 'map') for (const e of node.entries) yield* scalars(e.value, [...path, e.name]);
}

describe.each(outers)('JSON in a $name', ({ write, back }) => {
  it.each([0, 2])('maps each scalar out to the text it stands in (indent %i)', (indent) => {
    fc.assert(
      fc.property(json, (value) => {
        const text = write(JSON.stringify(value, null, indent));
        const document = read(text);
        const inner = nested(document, ['data', 'conf'])!;
        expect(inner.problems).toEqual([]);
        for (const path of scalars(inner.document.root!)) {
          const node = scalarAt(inner.document.root, path)!;
          const place = placeOf({ document: inner.document, path });
          expect(place.exact).toBe(true);
          expect(place.document).toBe(document);
          expect(place.path).toEqual(['data', 'conf', ...path]);
          expect(back(text.slice(place.span.start, place.span.end))).toBe(inner.document.piece.text.slice(node.start, node.end));
        }
      }),
      { seed: 8, numRuns: 150 },
    );
  });
});

it('is located in the file, behind other documents', () => {
  const text = 'a: 1\n---\ndata:\n  conf: |\n    {\n      "mtu": 1500\n    }\n';
  const inner = nested(read(text), ['data', 'conf'])!;
  expect(locate({ document: inner.document, path: ['mtu'] })).toMatchObject({
    document: 1,
    line: 6,
    column: 14,
    endLine: 6,
    endColumn: 18,
  });
});

it('a blurred place is the key of the scalar', () => {
  const inner = nested(read('a: 1\nb: "{mtu: 1500,\\ \n  a: 1}"\n'), ['b'])!;
  expect(locate({ document: inner.document, path: ['mtu'] })).toMatchObject({ line: 2, column: 1, endLine: 2, endColumn: 2 });
});

it('a template in the text leaves the other places exact', () => {
  const text = 'conf: |\n  {"mtu": {{ .Values.mtu }},\n   "type": "calico"}\n';
  const { document, problems } = nested(read(text), ['conf'])!;
  expect(problems).toEqual([]);
  expect(scalarAt(document.root, ['mtu'])?.templated).toBe(true);
  const { span, exact } = placeOf({ document, path: ['type'] });
  expect([exact, text.slice(span.start, span.end)]).toEqual([true, '"calico"']);
});

it('a fault of the inner text has its place', () => {
  const text = 'conf: |\n  {\n    "mtu" 1500\n  }\n';
  const { document, problems } = nested(read(text), ['conf'])!;
  expect(locate({ document, path: [], span: problems[0]!.at })).toMatchObject({ line: 3 });
});

it('what is no text holds no document', () => {
  const document = read('a: 1\nb: {}\n');
  for (const path of [['a'], ['b'], ['c']]) expect(nested(document, path)).toBeUndefined();
});

it('two paths to one text are two places', () => {
  const document = read('a: &c |\n  {"mtu": 1500}\nb: *c\n');
  expect(placeOf({ document: nested(document, ['b'])!.document, path: ['mtu'] }).path).toEqual(['b', 'mtu']);
  expect(placeOf({ document: nested(document, ['a'])!.document, path: ['mtu'] }).path).toEqual(['a', 'mtu']);
});

it('a patch of the same nodes has its own inner document', () => {
  const document = read('a: "{}"\n');
  expect(nested(document, ['a'])?.document.structural).toBe(false);
  expect(nested({ ...document, structural: true }, ['a'])?.document.structural).toBe(true);
});

it('what stands in a block of a template is not known to be there', () => {
  const text = 'conf: |\n  a: 1\n  {{- if .b }}\n  b: 1\n  {{- end }}\n  c: {{ .c }}\n  d: 1\n';
  const { document } = nested(read(text), ['conf'])!;
  expect(document.structural).toBe(true);
  expect(['a', 'b', 'c', 'd'].map((name) => scalarAt(document.root, [name])?.templated)).toEqual([false, true, true, false]);
});
