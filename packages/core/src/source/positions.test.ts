/** Spans and structure of generated documents, against the printer that made them and two other parsers. */
import fc from 'fast-check';
import { FAILSAFE_SCHEMA, loadAll } from 'js-yaml';
import { expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { documents } from '../../../../test/yaml/arbitrary.js';
import { readSource } from './document.js';
import { position } from './location.js';
import { at, entries, followed, type Node, scalarAt } from './node.js';

const runs = { seed: 31, numRuns: 600 };
const everything = (): boolean => true;

function only(text: string): ReturnType<typeof readSource>['documents'][number] {
  const { documents: found, problems } = readSource({ name: 'a.yaml', text }, everything);
  expect(problems).toEqual([]);
  expect(found).toHaveLength(1);
  return found[0]!;
}

/** The tree with every scalar as its text: what a schema without types makes of it. */
function texts(node: Node): unknown {
  const real = followed(node);
  if (real.kind === 'scalar') return real.text;
  if (real.kind === 'seq') return real.items.map(texts);
  return Object.fromEntries(entries(real).map((e) => [e.name, texts(e.value)]));
}

it('each scalar spans exactly the text that was printed for it', () => {
  fc.assert(
    fc.property(documents, ({ text, scalars }) => {
      const document = only(text);
      for (const { path, raw, text: decoded, style } of scalars) {
        const node = scalarAt(document.root, path);
        expect(document.piece.text.slice(node?.start, node?.end)).toBe(raw);
        expect(node?.style).toBe(style);
        if (style !== 'folded') expect(node?.text).toBe(decoded);
      }
    }),
    runs,
  );
});

it('a flow collection ends on its bracket, and a collection holds its parts in their order', () => {
  const inside = (node: Node): void => {
    if (node.kind === 'scalar' || node.kind === 'alias') return;
    const parts = node.kind === 'map' ? node.entries.flatMap((e) => [e.key, e.value]) : node.items;
    let from = node.start;
    for (const part of parts) {
      expect(part.start).toBeGreaterThanOrEqual(from);
      expect(part.end).toBeGreaterThanOrEqual(part.start);
      from = part.end;
      inside(part);
    }
    expect(node.end).toBeGreaterThanOrEqual(from);
  };
  fc.assert(
    fc.property(documents, ({ text, flows }) => {
      const document = only(text);
      inside(document.root!);
      for (const path of flows) {
        const node = at(document.root, path)!;
        expect(`${document.piece.text[node.start]}${document.piece.text[node.end - 1]}`).toMatch(/^(?:\[\]|\{\})$/);
      }
    }),
    runs,
  );
});

it('the structure is that of js-yaml and of the package yaml', () => {
  fc.assert(
    fc.property(documents, ({ text }) => {
      const tree = texts(only(text).root!);
      const [peer] = parseAllDocuments(text, { schema: 'failsafe' });
      expect(peer?.errors).toEqual([]);
      // libyaml, unlike these two, adds no line end to a block scalar that the end of the file cuts off.
      const cut = /[^\r\n]$/.test(text);
      const loosely = (value: unknown): unknown => (cut ? JSON.parse(JSON.stringify(value).replaceAll('\\n"', '"')) : value);
      expect(loosely(tree)).toEqual(loosely(loadAll(text, { schema: FAILSAFE_SCHEMA })[0]));
      expect(loosely(tree)).toEqual(loosely(peer?.toJS()));
    }),
    runs,
  );
});

it('line and column are those of counting', () => {
  const heads = fc.constantFrom('---\n', '# none\r\n---\n', 'a: 1\r\n--- # second\n', 'x: |\n  y\n\n...\n---\n');
  fc.assert(
    fc.property(documents, heads, ({ text, scalars }, head) => {
      const whole = `${head}${text.replace('\uFEFF', '').replace(/^---\r?\n/, '')}`;
      const document = readSource({ name: 'a.yaml', text: whole }, everything).documents.at(-1)!;
      for (const { path } of scalars) {
        const node = scalarAt(document.root, path)!;
        const upTo = whole.slice(0, document.piece.start + node.start).split('\n');
        expect(position(document, node.start)).toEqual({ line: upTo.length, column: (upTo.at(-1)?.length ?? 0) + 1 });
      }
    }),
    runs,
  );
});
