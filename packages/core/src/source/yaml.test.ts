import { describe, expect, it } from 'vitest';
import { child, entries, followed, type Node, scalarAt } from './node.js';
import { maxDepth, parse } from './yaml.js';

/** Plain values of the first document. */
function value(node: Node | undefined): unknown {
  const real = node && followed(node);
  if (!real) return undefined;
  if (real.kind === 'scalar') return real.value;
  if (real.kind === 'seq') return real.items.map(value);
  return Object.fromEntries(entries(real).map((e) => [e.name, value(e.value)]));
}

function load(text: string): unknown {
  const { roots, problems } = parse(text);
  expect(problems).toEqual([]);
  return value(roots[0]);
}

describe('scalars in the tree are what kubectl reads', () => {
  it.each([
    ['a: off\n', { a: false }],
    ['a: "off"\n', { a: 'off' }],
    ['a: 010\n', { a: 8 }],
    ['a: 1_450\n', { a: 1450 }],
    ['a: !!str 1450\n', { a: '1450' }],
    ['a: !!int "1450"\n', { a: 1450 }],
    ['a: !<tag:yaml.org,2002:str> 5\n', { a: '5' }],
    ['%TAG !k! tag:yaml.org,2002:\n---\na: !k!str 5\n', { a: '5' }],
    ['a:\nb: ~\n', { a: null, b: null }],
    ['y: 1\n0x10: 2\n1.5: 3\n"off": 4\n', { true: 1, 16: 2, 1.5: 3, off: 4 }],
    ['a: |\n  x\n', { a: 'x\n' }],
    ['a: |\n  x', { a: 'x' }],
    ['a: |+\n  x\n\n', { a: 'x\n\n' }],
    ['a: |-\n  x\n', { a: 'x' }],
    ['a: >\n  x\n  y\n', { a: 'x y\n' }],
    ['a: "x\\\n   y"\n', { a: 'xy' }],
  ])('%j', (text, wanted) => {
    expect(load(text)).toEqual(wanted);
  });
});

describe('line ends, white space and marks', () => {
  it.each([
    ['CRLF', 'a: 1\r\nb: |\r\n  x\r\n  y\r\n', { a: 1, b: 'x\ny\n' }],
    ['lone CR', 'a: 1\rb: 2\r', { a: 1, b: 2 }],
    ['a BOM', '\uFEFFa: 1\n', { a: 1 }],
    ['tabs behind values', 'a:\t1\t\nb: 2\t# c\n', { a: 1, b: 2 }],
    ['JSON with tabs', '{\n\t"a": [1, {"b": null}],\r\n\t"c": "\\u0041\\/"\n}\n', { a: [1, { b: null }], c: 'A/' }],
    ['content that looks like a mark', 'a: x\n---foo\n', 'refused'],
    ['text on the mark line', '--- text\n', 'text'],
    ['%YAML', '%YAML 1.1\n---\na: yes\n', { a: true }],
  ])('%s', (_, text, wanted) => {
    if (wanted === 'refused') expect(parse(text).problems).toHaveLength(1);
    else expect(load(text)).toEqual(wanted);
  });

  it('a tab as indentation is refused at its place', () => {
    expect(parse('a:\n\tb: 1\n').problems).toEqual([{ kind: 'syntax', message: expect.stringContaining('tab'), at: { start: 3, end: 3 } }]);
  });
});

describe('flow lines may stand left of their key, as for go-yaml', () => {
  it.each([
    ['a: [\n1,\n2\n]\nb: 3\n', { a: [1, 2], b: 3 }],
    ['x:\n    a: {\n"b": [ # c ] }\n1 ]\n}\n    c: 2\n', { x: { a: { b: [1] }, c: 2 } }],
    ['a: {\n\t"b": 1,\n\t"c": "]"\n}\nd: 4\n', { a: { b: 1, c: ']' }, d: 4 }],
    ['a: "x\ny"\nb: \'p\n\nq\'\nc: 1\n', { a: 'x y', b: 'p\nq', c: 1 }],
    ["a: it's [\nb: |\n  [ not a list\nc: [\n1\n]\n", { a: "it's [", b: '[ not a list\n', c: [1] }],
    ['- a: |\n    x: [\n  b: [\n  1\n ]\n- >\n [\n\n x\n- {a: "{",\n"b": c}\n', [{ a: 'x: [\n', b: [1] }, '[\nx\n', { a: '{', b: 'c' }]],
    ['a: [\r\n"x"\r\n]\r\nb: 1\r\n', { a: ['x'], b: 1 }],
    ['a: [x, # it\'s ]\nk,\n&q "]",\n! "}", it\'s]\nb: 1\n', { a: ['x', 'k', ']', '}', "it's"], b: 1 }],
  ])('%j', (text, wanted) => {
    expect(load(text)).toEqual(wanted);
  });

  it('with the spans of the text as written', () => {
    const text = 'a: [\n"x",\n  y\n]\nb: &k 22\nc: *k\na: 3\n';
    const { roots, problems } = parse(text);
    const cut = (span: { start: number; end: number } | undefined): string => text.slice(span?.start, span?.end);
    expect(cut(roots[0] && child(roots[0], 'b'))).toBe('22');
    expect(cut(roots[0] && child(roots[0], 'c'))).toBe('*k');
    const first = roots[0]?.kind === 'map' ? roots[0].entries[0]?.value : undefined;
    expect(cut(first)).toBe('[\n"x",\n  y\n]');
    expect(first?.kind === 'seq' ? first.items.map(cut) : []).toEqual(['"x"', 'y']);
    expect(problems.map(({ at, first: one }) => [cut(at), at.start, one?.start])).toEqual([['a', text.lastIndexOf('a:'), 0]]);
  });

  it('a fault behind such lines keeps its place', () => {
    const text = 'a: [\n1\n]\nb: "x" y\n';
    expect(parse(text).problems[0]?.at.start).toBe(text.indexOf('y'));
  });
});

describe('anchors, aliases and merge keys', () => {
  it.each([
    ['an alias', 'a: &x [1]\nb: *x\n', { a: [1], b: [1] }],
    ['an anchor of an empty value', 'a: &x\nb: *x\n', { a: null, b: null }],
    ['a key of an anchor', '&k a: 1\nb: *k\n', { a: 1, b: 'a' }],
    ['what follows a merge key wins', 'a: &x {k: 1, j: 1}\nb:\n  <<: *x\n  k: 2\n', { a: { k: 1, j: 1 }, b: { k: 2, j: 1 } }],
    ['a merge key that follows wins', 'a: &x {k: 1}\nb:\n  k: 2\n  <<: *x\n', { a: { k: 1 }, b: { k: 1 } }],
    [
      'the first of a list wins',
      'a: [&x {k: 1}, &y {k: 2, j: 2}]\nb:\n  <<: [*x, *y]\n',
      { a: [{ k: 1 }, { k: 2, j: 2 }], b: { k: 1, j: 2 } },
    ],
    ['two merge keys', 'a: [&x {k: 1}, &y {k: 2}]\nb:\n  <<: *x\n  <<: *y\n', { a: [{ k: 1 }, { k: 2 }], b: { k: 2 } }],
    [
      'merged maps that merge',
      'a: &x {k: 1}\nb: &y\n  <<: *x\n  j: 2\nc:\n  <<: *y\n',
      { a: { k: 1 }, b: { k: 1, j: 2 }, c: { k: 1, j: 2 } },
    ],
    ['a map written in place', 'a:\n  <<: {k: 1}\n  j: 2\n', { a: { k: 1, j: 2 } }],
    ['in quotes it is a key', '"<<": 1\n', { '<<': 1 }],
  ])('%s', (_, text, wanted) => {
    expect(load(text)).toEqual(wanted);
  });

  it('child and scalarAt look up as entries lists', () => {
    const root = parse('a: &x {k: 1}\nb:\n  k: 2\n  <<: *x\n').roots[0];
    expect(scalarAt(root, ['b', 'k'])?.value).toBe(1);
  });

  it.each([
    ['a: *x\n', 'the alias *x has no anchor &x before it', 3],
    ['a: &x [*x]\n', 'the anchor &x contains itself by the alias *x', 7],
    ['&a\n<<: *a\n', 'the anchor &a contains itself by the alias *a', 7],
  ])('%j is refused', (text, message, start) => {
    expect(parse(text)).toMatchObject({ roots: [], problems: [{ kind: 'syntax', message, at: { start } }] });
  });
});

describe('faults', () => {
  it('a duplicate key is told once, with the first place; the last value holds', () => {
    const { roots, problems } = parse('a: 1\nb: 1\na: 2\na: 3\n');
    expect(problems).toEqual([
      {
        kind: 'duplicate-key',
        message: 'a',
        at: expect.objectContaining({ start: 10, end: 11 }),
        first: expect.objectContaining({ start: 0, end: 1 }),
      },
    ]);
    expect(value(roots[0])).toEqual({ a: 3, b: 1 });
  });

  it('duplicates in braces, and of one name in two spellings', () => {
    expect(parse('{a: 1, "a": 2}').problems).toHaveLength(1);
    expect(parse('yes: 1\ntrue: 2\n').problems).toHaveLength(1);
    expect(parse('a: {b: 1}\nc: {b: 1}\n').problems).toEqual([]);
  });

  it('an unknown tag is told, its text taken as a string', () => {
    const { roots, problems } = parse('a: !secret 5\n');
    expect(problems).toMatchObject([{ kind: 'unknown-tag', message: 'the tag !secret is not known to Kubernetes' }]);
    expect(value(roots[0])).toEqual({ a: '5' });
  });

  it('what Ansible encrypts is not known, and its other tags are', () => {
    const { roots, problems } = parse('a: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  61\nb: !unsafe 5\n');
    expect(problems).toEqual([]);
    expect([scalarAt(roots[0], ['a'])?.templated, scalarAt(roots[0], ['b'])?.templated, scalarAt(roots[0], ['b'])?.value]).toEqual([
      true,
      false,
      '5',
    ]);
  });

  it('too deep is refused with the limit in the message, flow and block alike', () => {
    const flow = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    const block = Array.from({ length: 10_000 }, (_, i) => `${' '.repeat(i)}a:\n`).join('');
    const dashes = `${'- '.repeat(10_000)}x`;
    for (const text of [flow, `a: ${flow}`, block, dashes, '{a: '.repeat(10_000)]) {
      expect(parse(text)).toMatchObject({
        roots: [],
        problems: [{ kind: 'syntax', message: expect.stringContaining(`${maxDepth} levels`) }],
      });
    }
    expect(parse('['.repeat(maxDepth - 1) + ']'.repeat(maxDepth - 1)).problems).toEqual([]);
  });
});

describe('places of what is empty, and of collections', () => {
  const spans = (text: string): unknown => {
    const { roots, problems } = parse(text);
    expect(problems).toEqual([]);
    const show = (node: Node): unknown => {
      if (node.kind === 'alias' || node.kind === 'scalar') return [node.start, node.end];
      const own = [node.start, node.end] as const;
      return node.kind === 'map' ? [...own, ...node.entries.map((e) => [show(e.key), show(e.value)])] : [...own, ...node.items.map(show)];
    };
    return roots[0] && show(roots[0]);
  };
  const at = (offset: number): readonly number[] => [offset, offset];

  it.each([
    [
      'a:\nb: 1\n',
      [
        0,
        7,
        [[0, 1], at(2)],
        [
          [3, 4],
          [6, 7],
        ],
      ],
    ],
    ['a : # c\n', [0, 3, [[0, 1], at(3)]]],
    ['- a\n-\n- b\n', [0, 9, [2, 3], at(5), [8, 9]]],
    ['- a\n# c\n-\n', [0, 9, [2, 3], at(9)]],
    ['? a\n: \n', [0, 5, [[2, 3], at(5)]]],
    [
      '? a\n:: b\n',
      [
        0,
        8,
        [[2, 3], at(3)],
        [
          [4, 5],
          [7, 8],
        ],
      ],
    ],
    ['? a\n? b\n', [0, 7, [[2, 3], at(3)], [[6, 7], at(7)]]],
    ['{a, b: }', [0, 8, [[1, 2], at(2)], [[4, 5], at(6)]]],
    ['a: &x\nb: !!str\n', [0, 14, [[0, 1], at(5)], [[6, 7], at(14)]]],
    [
      '[a: 1, {b: c}: 2]',
      [
        0,
        17,
        [
          1,
          5,
          [
            [1, 2],
            [4, 5],
          ],
        ],
        [
          7,
          16,
          [
            [
              7,
              13,
              [
                [8, 9],
                [11, 12],
              ],
            ],
            [15, 16],
          ],
        ],
      ],
    ],
    ['[ 1, # ]\n 2 ,\n ]\n', [0, 16, [2, 3], [10, 11]]],
    [
      '{a: {b: [ ]}, c: { } }',
      [
        0,
        22,
        [
          [1, 2],
          [
            4,
            12,
            [
              [5, 6],
              [8, 11],
            ],
          ],
        ],
        [
          [14, 15],
          [17, 20],
        ],
      ],
    ],
    [
      'a: "x"\n',
      [
        0,
        6,
        [
          [0, 1],
          [3, 6],
        ],
      ],
    ],
    ['{a: &x#]}', [0, 9, [[1, 2], at(7)]].length === 3 ? 'refused' : ''],
  ])('%j', (text, wanted) => {
    if (wanted === 'refused') expect(parse(text).problems).toHaveLength(1);
    else expect(spans(text)).toEqual(wanted);
  });
});
