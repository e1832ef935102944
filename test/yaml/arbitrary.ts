/** YAML documents made by a printer that knows where it puts each scalar: what the tree is checked against. */
import fc from 'fast-check';

type Path = readonly (string | number)[];
type Scalar = { readonly path: Path; readonly raw: string; readonly text: string; readonly style: Style };
export type Printed = {
  readonly text: string;
  readonly scalars: readonly Scalar[];
  readonly flows: readonly Path[];
  readonly maps: readonly Path[];
};
type Style = 'plain' | 'single' | 'double' | 'literal' | 'folded';

type Leaf = { readonly kind: 'leaf'; readonly style: Style; readonly lines: readonly string[] };
type Branch =
  | {
      readonly kind: 'map';
      readonly flow: boolean;
      readonly entries: readonly { readonly key: string; readonly quote: string; readonly value: Value }[];
    }
  | { readonly kind: 'seq'; readonly flow: boolean; readonly items: readonly Value[] };
type Value = (Leaf | Branch) & { readonly note: string };

type Shape = { readonly root: Value; readonly eol: string; readonly bom: boolean; readonly mark: boolean; readonly end: boolean };

const words = [
  'calico',
  'Never',
  '1450',
  'true',
  'off',
  '010',
  '10.0.0.0/16',
  'a-b',
  'x:y',
  'null',
  '~',
  'first found',
  "it's",
  'a#b',
  '1.5',
  'k8s,bgp',
  'é😀',
  '-x',
  '?y',
  '<<x',
];
const plain = fc.constantFrom(...words).map((word): Leaf => ({ kind: 'leaf', style: 'plain', lines: [word] }));
const quotable = fc.constantFrom('', ' ', 'a', "'", '"', '\\', 'é😀', ': ', ' #', '{{', '[', '%', 'calico', '- ', 'x y');
const inner = fc.array(quotable, { maxLength: 4 }).map((parts) => parts.join(''));
const quoted = fc
  .tuple(fc.constantFrom<Style>('single', 'double'), inner)
  .map(([style, text]): Leaf => ({ kind: 'leaf', style, lines: [text.replaceAll('{{', '{')] }));
const block = fc
  .tuple(
    fc.constantFrom<Style>('literal', 'folded'),
    fc.array(fc.constantFrom('{"mtu": 1450}', 'b: c', '# no comment', "it's", '', 'x'), { minLength: 1, maxLength: 4 }),
  )
  .filter(([, lines]) => lines[0] !== '' && lines.at(-1) !== '')
  .map(([style, lines]): Leaf => ({ kind: 'leaf', style, lines }));
const note = fc.constantFrom('', '', '', ' # keep me', '  # [not] "this"');
const key = fc.stringMatching(/^k[a-zA-Z0-9_.-]{0,6}$/);

const withNote = (arbitrary: fc.Arbitrary<Leaf | Branch>): fc.Arbitrary<Value> =>
  fc.tuple(arbitrary, note).map(([value, text]) => ({ ...value, note: text }));

const { value } = fc.letrec<{ value: Value; map: Value; branch: Value }>((tie) => {
  const entries = fc.uniqueArray(fc.record({ key, quote: fc.constantFrom('', '', '"', "'"), value: tie('value') }), {
    selector: (e) => e.key,
    minLength: 1,
    maxLength: 4,
  });
  const map = withNote(fc.record({ kind: fc.constant('map' as const), flow: fc.boolean(), entries }));
  const seq = withNote(
    fc.record({ kind: fc.constant('seq' as const), flow: fc.boolean(), items: fc.array(tie('value'), { minLength: 1, maxLength: 3 }) }),
  );
  return {
    value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, withNote(fc.oneof(plain, plain, quoted, block)), map, seq),
    map,
    branch: fc.oneof(map, seq),
  };
});

const rootMap = fc
  .tuple(
    fc.uniqueArray(fc.record({ key, quote: fc.constantFrom('', '"'), value }), { selector: (e) => e.key, minLength: 1, maxLength: 5 }),
    fc.boolean(),
    note,
  )
  .map(([entries, flow, text]): Value => ({ kind: 'map', flow, entries, note: text }));

const shape: fc.Arbitrary<Shape> = fc.record({
  root: rootMap,
  eol: fc.constantFrom('\n', '\n', '\r\n'),
  bom: fc.boolean(),
  mark: fc.boolean(),
  end: fc.boolean(),
});

/** Documents whose root is a map. */
export const documents: fc.Arbitrary<Printed> = shape.map(print);

function print({ root, eol, bom, mark, end }: Shape): Printed {
  const scalars: Scalar[] = [];
  const flows: Path[] = [];
  const maps: Path[] = [];
  const lines = (text: string): string => text.replaceAll('\n', eol);

  function leaf(node: Leaf, path: Path, indent: string): string {
    const { style, lines: rows } = node;
    if (style !== 'literal' && style !== 'folded') {
      const text = rows.join(' ');
      const raw = quotedAs(style, text);
      scalars.push({ path, raw, text, style });
      return raw;
    }
    const body = rows.map((l) => (l === '' ? '\n' : `${indent}${l}\n`)).join('');
    scalars.push({ path, raw: lines(body), text: style === 'literal' ? `${rows.join('\n')}\n` : '', style });
    return `${style === 'literal' ? '|' : '>'}\n${body}`;
  }

  function inFlow(node: Value, path: Path): string {
    if (node.kind === 'leaf') return leaf(forFlow(node), path, '');
    flows.push(path);
    if (node.kind === 'seq') return `[${node.items.map((item, i) => inFlow(item, [...path, i])).join(', ')}]`;
    maps.push(path);
    return `{${node.entries.map((e) => `${e.quote}${e.key}${e.quote}: ${inFlow(e.value, [...path, e.key])}`).join(', ')}}`;
  }

  /** What stands behind `key:` or `-`, with its line end. */
  function behind(node: Value, path: Path, indent: string): string {
    if (node.kind === 'leaf' && (node.style === 'literal' || node.style === 'folded')) return ` ${leaf(node, path, `${indent}  `)}`;
    if (node.kind === 'leaf') return ` ${leaf(node, path, indent)}${node.note}\n`;
    if (node.flow) return ` ${inFlow(node, path)}${node.note}\n`;
    return `${node.note}\n${blockOf(node, path, `${indent}  `)}`;
  }

  function blockOf(node: Branch, path: Path, indent: string): string {
    if (node.kind === 'seq') return node.items.map((item, i) => `${indent}-${behind(item, [...path, i], indent)}`).join('');
    maps.push(path);
    return node.entries.map((e) => `${indent}${e.quote}${e.key}${e.quote}:${behind(e.value, [...path, e.key], indent)}`).join('');
  }

  const body = root.kind === 'leaf' ? '' : root.flow ? `${inFlow(root, [])}${root.note}\n` : blockOf(root, [], '');
  const whole = lines(`${mark ? '---\n' : ''}${body}`);
  const text = `${bom ? '\uFEFF' : ''}${end ? whole : whole.replace(/\r?\n$/, '')}`;
  const cut = end
    ? scalars
    : scalars.map((s) =>
        text.endsWith(s.raw.replace(/\r?\n$/, '')) && s === scalars.at(-1) && s.raw.endsWith('\n')
          ? { ...s, raw: s.raw.replace(/\r?\n$/, ''), text: s.text.replace(/\n$/, '') }
          : s,
      );
  return { text, scalars: cut, flows, maps };
}

function quotedAs(style: Style, text: string): string {
  if (style === 'plain') return text;
  return style === 'single' ? `'${text.replaceAll("'", "''")}'` : JSON.stringify(text).replaceAll('é', '\\xe9');
}

/** Braces know no block scalars, and give a meaning to commas and brackets. */
function forFlow(node: Leaf): Leaf {
  if (node.style === 'literal' || node.style === 'folded') return { ...node, style: 'double' };
  return node.style === 'plain' && /[,?[\]{}]|^-/.test(node.lines.join(' ')) ? { ...node, style: 'single' } : node;
}
