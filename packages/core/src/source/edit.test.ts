import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documents } from '../../../../test/yaml/arbitrary.js';
import { applyEdits, clash, type Edit } from './apply.js';
import { type Document, readSource } from './document.js';
import { insertKey, removeKey, replaceScalar } from './edit.js';
import { nested } from './nested.js';
import { at, entries, followed, type Node, type Path, scalarAt } from './node.js';
import type { Written } from './spelling.js';

const runs = { seed: 47, numRuns: 500 };

function read(text: string): Document {
  const { documents: found, problems } = readSource({ name: 'a.yaml', text }, () => true);
  expect(problems.filter(({ kind }) => kind === 'syntax')).toEqual([]);
  return found[0]!;
}

/** The document after the edits; undefined where there are none. What is outside an edit is checked to be as it was. */
function after(text: string, edits: readonly Edit[] | undefined): string | undefined {
  if (!edits) return undefined;
  const changed = applyEdits(text, [edits]).text;
  for (const { start, end, text: put } of edits) {
    expect(changed.slice(0, start)).toBe(text.slice(0, start));
    expect(changed.slice(start + put.length)).toBe(text.slice(end));
  }
  return changed;
}

/** Every value below a node, as Kubernetes reads it, by its path. */
function values(node: Node | undefined, path: Path = [], into = new Map<string, unknown>()): Map<string, unknown> {
  const real = node && followed(node);
  if (real?.kind === 'scalar') into.set(JSON.stringify(path), real.value);
  if (real?.kind === 'seq') real.items.forEach((item, i) => void values(item, [...path, i], into));
  if (real?.kind === 'map') for (const e of entries(real)) values(e.value, [...path, e.name], into);
  return into;
}

function without(map: Map<string, unknown>, path: Path): Map<string, unknown> {
  const stem = JSON.stringify(path).slice(0, -1);
  return new Map([...map].filter(([key]) => key !== `${stem}]` && !key.startsWith(`${stem},`)));
}

const written: fc.Arbitrary<Written> = fc.oneof(
  fc.constantFrom<Written>(
    'VXLAN',
    'Never',
    'off',
    'yes',
    '010',
    '1450',
    '',
    '~',
    'null',
    'can-reach=10.0.0.1',
    'interface=eth.*,ens.*',
    "it's",
    'a: b',
    ' x',
    '# no',
    '"',
    '\\',
    '- a',
    '[a]',
    '1:30',
    '=',
    '<<',
  ),
  fc.constantFrom<Written>(1450, 0, -1, true, false, 1.5),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
);

function expectedAt(value: Written, style: string): unknown {
  return style === 'single' || style === 'double' ? String(value) : value;
}

describe('laws on generated documents', () => {
  it('replaceScalar writes the value, changes nothing else, and is idempotent', () => {
    let done = 0;
    fc.assert(
      fc.property(documents, fc.nat(), written, ({ text, scalars }, pick, value) => {
        if (scalars.length === 0) return;
        const { path, style } = scalars[pick % scalars.length]!;
        const before = read(text);
        const changed = after(text, replaceScalar({ document: before, path }, value));
        if (style === 'literal' || style === 'folded') return void expect(changed).toBeUndefined();
        if (scalarAt(before.root, path)?.templated) return;
        done++;
        const now = read(changed!);
        expect(scalarAt(now.root, path)?.value).toEqual(expectedAt(value, style));
        expect(without(values(now.root), path)).toEqual(without(values(before.root), path));
        expect(after(changed!, replaceScalar({ document: now, path }, value))).toBe(changed);
      }),
      runs,
    );
    expect(done).toBeGreaterThan(runs.numRuns / 2);
  });

  it('insertKey adds the key, changes nothing else, and does nothing twice', () => {
    let done = 0;
    fc.assert(
      fc.property(
        documents,
        fc.nat(),
        fc.constantFrom('mtu', 'yes', 'veth_mtu', 'net-conf.json', 'a b'),
        written,
        ({ text, maps }, pick, name, value) => {
          const path = maps[pick % maps.length]!;
          const before = read(text);
          const changed = after(text, insertKey(before, path, name, value));
          done++;
          const now = read(changed!);
          const found = scalarAt(now.root, [...path, name]);
          expect(found?.value).toEqual(value);
          expect(without(values(now.root), [...path, name])).toEqual(values(before.root));
          expect(insertKey(now, path, name, value)).toBeUndefined();
          expect(after(changed!, removeKey(now, [...path, name]))?.replace(/\r?\n$/, '')).toBe(text.replace(/\r?\n$/, ''));
        },
      ),
      runs,
    );
    expect(done).toBe(runs.numRuns);
  });

  it('removeKey takes the key away and changes nothing else', () => {
    let done = 0;
    fc.assert(
      fc.property(documents, fc.nat(), ({ text, maps }, pick) => {
        const parent = maps[pick % maps.length]!;
        const before = read(text);
        const names = entries(at(before.root, parent)).map((e) => e.name);
        const path = [...parent, names[pick % names.length]!];
        const changed = after(text, removeKey(before, path));
        if (names.length === 1) return void expect(changed).toBeUndefined();
        if (changed === undefined) return;
        done++;
        const now = read(changed);
        expect(at(now.root, path)).toBeUndefined();
        expect(values(now.root)).toEqual(without(values(before.root), path));
      }),
      runs,
    );
    expect(done).toBeGreaterThan(runs.numRuns / 3);
  });
});

describe('replaceScalar', () => {
  const replaced = (text: string, path: Path, value: Written): string | undefined =>
    after(text, replaceScalar({ document: read(text), path }, value));

  it.each([
    ['a: 1 # keep\n', ['a'], 2, 'a: 2 # keep\n'],
    ["a: 'x'\r\nb: 1\r\n", ['a'], "it's", "a: 'it''s'\r\nb: 1\r\n"],
    ['a: "1450"\n', ['a'], 1440, 'a: "1440"\n'],
    ['a: 1450\n', ['a'], '1440', 'a: "1440"\n'],
    ['a: Never\n', ['a'], 'off', 'a: "off"\n'],
    ['a:\nb: 1\n', ['a'], 'x', 'a: x\nb: 1\n'],
    ['a: # why\nb: 1\n', ['a'], 'x', 'a: x # why\nb: 1\n'],
    ['- a\n-\n- b\n', [1], 'x', '- a\n- x\n- b\n'],
    ['a: &here\nb: 1\n', ['a'], 'x', 'a: &here x\nb: 1\n'],
    ['{"a": 1}', ['a'], 'x', '{"a": "x"}'],
    ['{a: 1, b: 2}', ['a'], 'x,y', '{a: "x,y", b: 2}'],
    ['a: x,y\n', ['a'], 'y,z', 'a: y,z\n'],
    ['a: "b\n  c"\n', ['a'], 'x', 'a: "x"\n'],
    ['a: [\n1\n]\n', ['a', 0], 2, 'a: [\n2\n]\n'],
    ['\uFEFFa: 1', ['a'], 2, '\uFEFFa: 2'],
    ["a: 'x'\n", ['a'], 'a\nb', 'a: "a\\nb"\n'],
    ["a: 'x'\n", ['a'], 'a\u2028b', 'a: "a\\u2028b"\n'],
  ] as const)('%j at %j to %j', (text, path, value, wanted) => {
    expect(replaced(text, path, value)).toBe(wanted);
  });

  it.each([
    ['an alias', 'a: &x 1\nb: *x\n', ['b']],
    ['an anchor in use', 'a: &x 1\nb: *x\n', ['a']],
    ['inside an anchor in use', 'a: &x {k: 1}\nb: *x\n', ['a', 'k']],
    ['behind an alias', 'a: &x {k: 1}\nb: *x\n', ['b', 'k']],
    ['what a merge key brings', 'a: &x {k: 1}\nb:\n  <<: *x\n', ['b', 'k']],
    ['what a later merge key beats', 'a: &x {k: 1}\nb:\n  k: 2\n  <<: *x\n', ['b', 'k']],
    ['a tag', 'a: !!str 1\n', ['a']],
    ['a block scalar', 'a: |\n  x\n', ['a']],
    ['a map', 'a: {b: 1}\n', ['a']],
    ['a key without colon', '{a}\n', ['a']],
    ['a template', 'a: {{ .Values.a }}\n', ['a']],
    ['nothing', 'a: 1\n', ['b']],
  ] as const)('refuses %s', (_, text, path) => {
    expect(replaced(text, path, 2)).toBeUndefined();
  });

  it('takes an anchor that nobody uses', () => {
    expect(replaced('a: &x 1\nb: 2\n', ['a'], 3)).toBe('a: &x 3\nb: 2\n');
  });
});

describe('insertKey', () => {
  const inserted = (text: string, path: Path, name: string, value: Written): string | undefined =>
    after(text, insertKey(read(text), path, name, value));

  it.each([
    ['a: 1\n', [], 'a: 1\nmtu: 1450\n'],
    ['a: 1', [], 'a: 1\nmtu: 1450'],
    ['a: 1 # keep\r\nb: 2 # keep\r\n', [], 'a: 1 # keep\r\nb: 2 # keep\r\nmtu: 1450\r\n'],
    ['a:\n  - b: 1\n    c:\n', ['a', 0], 'a:\n  - b: 1\n    c:\n    mtu: 1450\n'],
    ['a: {b: 1}\n', ['a'], 'a: {b: 1, mtu: 1450}\n'],
    ['a: {b: }\n', ['a'], 'a: {b: , mtu: 1450 }\n'],
    ['a: {b:\n}\n', ['a'], 'a: {b: , mtu: 1450\n}\n'],
    ['a: {b: 1,}\n', ['a'], 'a: {b: 1, mtu: 1450,}\n'],
    ['{\n\t"a": 1\n}\n', [], '{\n\t"a": 1,\n\t"mtu": 1450\n}\n'],
    ['a: |\n  x\n', [], 'a: |\n  x\nmtu: 1450\n'],
    ['b: 1\na: |\n  x', [], 'b: 1\nmtu: 1450\na: |\n  x'],
    ['b: 1\na:\n  - c: >\n      x', [], 'b: 1\nmtu: 1450\na:\n  - c: >\n      x'],
    ['? a\n: 1\n', [], '? a\n: 1\nmtu: 1450\n'],
    ['\n  a: 1\n', [], '\n  a: 1\n  mtu: 1450\n'],
    ['\uFEFFa: 1\n', [], '\uFEFFa: 1\nmtu: 1450\n'],
  ] as const)('%j at %j', (text, path, wanted) => {
    expect(inserted(text, path, 'mtu', 1450)).toBe(wanted);
  });

  it.each([
    ['a pair of a sequence', '[a: 1]', [0]],
    ['a pair that starts with a map', '[{a: 1}: 2]', [0]],
    ['an empty map', 'a: {}\n', ['a']],
    ['an alias', 'a: &x {b: 1}\nc: *x\n', ['c']],
    ['an anchor in use', 'a: &x {b: 1}\nc: *x\n', ['a']],
    ['a name that is taken', 'mtu: 1\n', []],
    ['a scalar', 'a: 1\n', ['a']],
  ] as const)('refuses %s', (_, text, path) => {
    expect(inserted(text, path, 'mtu', 1450)).toBeUndefined();
  });
});

describe('removeKey', () => {
  const removed = (text: string, path: Path): string | undefined => after(text, removeKey(read(text), path));

  it.each([
    ['a: 1\nb: 2\n', ['a'], 'b: 2\n'],
    ['a: 1\nb: 2', ['b'], 'a: 1\n'],
    ['a:\n  x: |\n    y\n\n  z: 1\nb: 2\r\n', ['a', 'x'], 'a:\n  z: 1\nb: 2\r\n'],
    ['- a: 1\n  b: 2\n', [0, 'a'], '- b: 2\n'],
    ['{a: 1, b: 2}', ['a'], '{b: 2}'],
    ['{a: 1, b: 2}', ['b'], '{a: 1}'],
    ['{\n  "a": 1,\n  "b": 2\n}\n', ['b'], '{\n  "a": 1\n}\n'],
    ['\uFEFFa: 1\nb: 2\n', ['a'], '\uFEFFb: 2\n'],
  ] as const)('%j at %j', (text, path, wanted) => {
    expect(removed(text, path)).toBe(wanted);
  });

  it.each([
    ['the only entry', 'a: 1\n', ['a']],
    ['an anchor that is used elsewhere', 'a: {x: &q 1}\nb: *q\n', ['a']],
    ['an earlier duplicate', 'a: 1\na: 2\nb: 3\n', ['a']],
    ['what a merge key would bring back', 'x: &x {k: 1}\nb:\n  <<: *x\n  k: 2\n', ['b', 'k']],
    ['a comment between', '{a: 1, # of a\n b: 2}', ['a']],
    ['an explicit key', '? a\n: 1\nb: 2\n', ['a']],
    ['an empty value at the end of braces, as go-yaml would read `b:`', '{a: 1, b: , c: 1}', ['c']],
    ['nothing', 'a: 1\nb: 2\n', ['c']],
  ] as const)('refuses %s', (_, text, path) => {
    expect(removed(text, path)).toBeUndefined();
  });
});

it('takes the quotes off what is typed, and only there', () => {
  const text = 'a: "1450"\nb: \'true\'\nc: "x"\n';
  const document = read(text);
  const typed = (name: string, to: string | number | boolean): string | undefined =>
    after(text, replaceScalar({ document, path: [name] }, to, 'typed'));
  expect(typed('a', 1430)).toBe(text.replace('"1450"', '1430'));
  expect(typed('b', false)).toBe(text.replace("'true'", 'false'));
  expect(typed('c', '1')).toBe(text.replace('"x"', '"1"'));
  expect(after(text, replaceScalar({ document, path: ['a'] }, 1430))).toBe(text.replace('1450', '1430'));
});

describe('nested texts', () => {
  const inside = (text: string, path: Path): Document => nested(read(text), path)!.document;
  const literal = 'data:\n  conf: |\n    {\n      "mtu": 1500,\n      "type": "calico"\n    }\n';

  it('replaces, inserts and removes in a literal block', () => {
    const document = inside(literal, ['data', 'conf']);
    expect(after(literal, replaceScalar({ document, path: ['mtu'] }, 1450))).toBe(literal.replace('1500', '1450'));
    expect(after(literal, insertKey(document, [], 'log', 'x'))).toBe(literal.replace('"calico"', '"calico", "log": "x"'));
    expect(after(literal, removeKey(document, ['type']))).toBe('data:\n  conf: |\n    {\n      "mtu": 1500\n    }\n');
  });

  it('keeps the quotes of the scalar around', () => {
    const single = `conf: '{"mtu": 1500, "type": "it''s"}'\n`;
    expect(after(single, replaceScalar({ document: inside(single, ['conf']), path: ['mtu'] }, 1450))).toBe(single.replace('1500', '1450'));
    expect(after(single, replaceScalar({ document: inside(single, ['conf']), path: ['type'] }, "'"))).toBe(single.replace("it''s", "''"));
    const double = 'conf: "{\\"mtu\\": 1500, \\"type\\": \\"x\\"}"\n';
    expect(after(double, replaceScalar({ document: inside(double, ['conf']), path: ['mtu'] }, 1450))).toBe(double.replace('1500', '1450'));
    expect(after(double, replaceScalar({ document: inside(double, ['conf']), path: ['type'] }, 'y'))).toBe(
      double.replace('\\"x\\"', '\\"y\\"'),
    );
    const escaped = 'conf: "{\\"type\\": \\"x\\"}"\n';
    const quoted = after(escaped, replaceScalar({ document: inside(escaped, ['conf']), path: ['type'] }, 'a"b\\c'));
    expect(scalarAt(inside(quoted ?? '', ['conf']).root, ['type'])?.value).toBe('a"b\\c');
    expect(after(single, insertKey(inside(single, ['conf']), [], 'log', "it's"))).toBe(single.replace("it''s\"", `it''s", "log": "it''s"`));
  });

  it('replaces the only line of a block scalar', () => {
    const folded = 'a:\n  mode: >-\n    IPIP\n  b: |-\n    x\n    y\n  c: |\n    z\n';
    const document = read(folded);
    expect(after(folded, replaceScalar({ document, path: ['a', 'mode'] }, 'VXLAN'))).toBe(folded.replace('IPIP', 'VXLAN'));
    expect(after(folded, replaceScalar({ document, path: ['a', 'mode'] }, 'VXLAN', 'typed'))).toBe(folded.replace('IPIP', 'VXLAN'));
    expect(after(folded, replaceScalar({ document, path: ['a', 'mode'] }, 1450, 'typed'))).toBeUndefined();
    expect(after(folded, replaceScalar({ document, path: ['a', 'b'] }, 'w'))).toBeUndefined();
    expect(after(folded, replaceScalar({ document, path: ['a', 'c'] }, 'w'))).toBeUndefined();
  });

  const blocks = ['|', '|-', '|+', '|2'].flatMap((head) =>
    ['\n', '\r\n'].flatMap((eol) =>
      ['', `behind: 1${eol}`].map((rest) => ({
        title: JSON.stringify([head, eol, rest]),
        wrap: (inner: string): string =>
          `spec:${eol}  values: ${head}${eol}${inner.replaceAll(/^(?=.)/gm, '    ').replaceAll('\n', eol)}${rest}`,
      })),
    ),
  );

  it.each(blocks)('adds and takes whole lines of a literal block: $title', ({ wrap }) => {
    const inner = 'calico:\n  vethuMTU: 1450\n  mode: x # why\n\nflannel:\n  iface: eth1\n';
    const path: Path = ['spec', 'values'];
    for (const edit of [
      (d: Document) => insertKey(d, ['calico'], 'a', 1),
      (d: Document) => insertKey(d, ['flannel'], 'a', 1),
      (d: Document) => insertKey(d, [], ['a', 'b', 'c'], 'on'),
      (d: Document) => removeKey(d, ['calico', 'mode']),
      (d: Document) => removeKey(d, ['flannel']),
      (d: Document) => removeKey(d, ['calico']),
    ]) {
      const text = wrap(inner);
      const changed = after(text, edit(inside(text, path))) ?? '';
      expect(changed).not.toBe(text);
      expect(changed).not.toMatch(/^ +$/m);
      const wanted = values(read(after(inner, edit(read(inner))) ?? '').root);
      expect([...values(inside(changed, path).root)].sort()).toEqual([...wanted].sort());
      expect(values(read(changed).root).get('["behind"]')).toBe(values(read(text).root).get('["behind"]'));
    }
  });

  it('changes a folded text inside of its lines only', () => {
    const folded = 'conf: >-\n  {"mtu": 1500,\n  "type": "calico", "log":\n  "info"}\n';
    const document = inside(folded, ['conf']);
    expect(after(folded, replaceScalar({ document, path: ['mtu'] }, 1450))).toBe(folded.replace('1500', '1450'));
    expect(after(folded, insertKey(document, [], 'a', 'x'))).toBe(folded.replace('"info"', '"info", "a": "x"'));
    expect(removeKey(document, ['mtu'])).toBeUndefined();
    expect(removeKey(document, ['log'])).toBeUndefined();
    const kept = 'conf: >\n  calico:\n    mtu: 1500\n\n  flannel: {}\n';
    expect(after(kept, replaceScalar({ document: inside(kept, ['conf']), path: ['calico', 'mtu'] }, 1450))).toBe(
      kept.replace('1500', '1450'),
    );
    expect(insertKey(inside(kept, ['conf']), ['calico'], 'a', 'x')).toBeUndefined();
    expect(removeKey(inside(kept, ['conf']), ['flannel'])).toBeUndefined();
  });

  it('refuses blurred places and shared texts', () => {
    const folded = 'conf: "{mtu: 1500,\\ \n  a: 1}"\n';
    expect(replaceScalar({ document: inside(folded, ['conf']), path: ['mtu'] }, 1450)).toBeUndefined();
    const shared = 'a: &c |\n  {"mtu": 1500}\nb: *c\n';
    for (const name of ['a', 'b']) expect(replaceScalar({ document: inside(shared, [name]), path: ['mtu'] }, 1450)).toBeUndefined();
  });
});

describe('applyEdits', () => {
  const edit = fc
    .record({ start: fc.nat(20), length: fc.nat(4), text: fc.constantFrom('', 'x', 'yy') })
    .map(({ start, length, text }): Edit => ({ file: 'a', start, end: start + length, text }));
  const text = 'abcdefghijklmnopqrstuvwxyz';

  it('gives the same text in any order where nothing clashes', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 6 }), fc.infiniteStream(fc.nat()), (edits, random) => {
        const apart = edits.filter((e, i) => edits.slice(0, i).every((other) => !clash(e, other)));
        const shuffled = apart
          .map((e) => [random.next().value as number, e] as const)
          .sort(([a], [b]) => a - b)
          .map(([, e]) => e);
        const first = applyEdits(
          text,
          apart.map((e) => [e]),
        );
        expect(first.applied).toBe(apart.length);
        expect(
          applyEdits(
            text,
            shuffled.map((e) => [e]),
          ),
        ).toEqual(first);
        expect(applyEdits(text, [apart]).text).toBe(first.text);
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  it('leaves a clashing fix out whole, and makes equal edits once', () => {
    const at = (start: number, end: number, put: string): Edit => ({ file: 'a', start, end, text: put });
    expect(applyEdits(text, [[at(0, 2, 'X')], [at(1, 3, 'Y'), at(10, 11, 'Z')]])).toEqual({ text: `X${text.slice(2)}`, applied: 1 });
    expect(applyEdits(text, [[at(0, 2, 'X')], [at(0, 2, 'X'), at(10, 11, 'Z')]])).toEqual({
      text: `Xcdefghij${'Z'}lmnopqrstuvwxyz`,
      applied: 2,
    });
    expect(applyEdits(text, [[at(0, 0, 'X')], [at(0, 0, 'Y')]])).toEqual({ text: `X${text}`, applied: 1 });
    expect(applyEdits(text, [[at(0, 2, 'X')], [at(2, 4, 'Y')]])).toEqual({ text: `XY${text.slice(4)}`, applied: 2 });
  });
});
