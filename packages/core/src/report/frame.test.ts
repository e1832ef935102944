import { describe, expect, it } from 'vitest';
import type { Place } from '../source/index.js';
import { documentOf } from './fixture.js';
import { codeFrame } from './frame.js';
import { columns } from './visible.js';

const plain = (text: string): string => text;
const paint = { gutter: plain, mark: plain };

/** The place of a stretch of a text, found by its letters. */
function placeIn(text: string, stretch: string, index = 0): Place {
  const document = documentOf('x.yaml', text, index);
  const start = document.piece.text.indexOf(stretch);
  expect(start).toBeGreaterThanOrEqual(0);
  return { document, span: { start, end: start + stretch.length }, path: [], exact: true };
}

function frame(text: string, stretch: string, index = 0): readonly string[] {
  return codeFrame(placeIn(text, stretch, index), paint);
}

/** The text above the underline, cut by columns: what a reader sees marked. */
function marked(lines: readonly string[]): string {
  const under = lines.findIndex((line) => /^ *│ *\^~*$/.test(line));
  const from = columns((lines[under] ?? '').replace(/\^~*$/, ''));
  const width = columns(lines[under] ?? '') - from;
  let column = 0;
  let text = '';
  for (const character of lines[under - 1] ?? '') {
    if (column >= from && column < from + width) text += character;
    column += columns(character);
  }
  return text;
}

describe('codeFrame', () => {
  it('shows one line before and one after, with the numbers of the file', () => {
    const text = `# 1\n---\n${'a: 1\n'.replace('a', 'k')}${[4, 5, 6, 7, 8, 9, 10, 11].map((n) => `l${n}: v${n}\n`).join('')}`;
    expect(frame(text, 'v9')).toEqual(['   8 │ l8: v8', '   9 │ l9: v9', '     │     ^~', '  10 │ l10: v10']);
  });

  it('stays inside its document', () => {
    expect(frame('a: 1\n---\nb: 2\n---\nc: 3\n', '2', 1)).toEqual(['  2 │ ---', '  3 │ b: 2', '    │    ^']);
    expect(frame('a: 1', '1')).toEqual(['  1 │ a: 1', '    │    ^']);
  });

  it('reads CRLF and lone CR as line ends', () => {
    expect(frame('a: 1\r\nb: 22\r\nc: 3\r\n', '22')).toEqual(['  1 │ a: 1', '  2 │ b: 22', '    │    ^~', '  3 │ c: 3']);
    expect(frame('a: 1\rb: 22\rc: 3\r', '22')).toEqual(['  1 │ a: 1', '  2 │ b: 22', '    │    ^~', '  3 │ c: 3']);
  });

  it('leaves no blanks behind an empty line', () => {
    expect(frame('a: 1\n\nb: 2\n', '2')).toEqual(['  2 │', '  3 │ b: 2', '    │    ^']);
  });

  it.each([
    ['a: {"注\t釈": 容器, b: "here"}\n', '"here"'],
    ['a: {"é́😀": 1, b: here}\n', 'here'],
    ['a: [容器, 網]\n', '容器'],
    ['a: [\u{20000}, here] # \x85\n', 'here'],
  ])('marks the right columns of %j', (text, stretch) => {
    expect(marked(frame(text, stretch))).toBe(stretch);
  });

  it('marks a stretch of several lines on its first', () => {
    expect(frame('a: [1,\n  2]\n', '[1,\n  2]')).toEqual(['  1 │ a: [1,', '    │    ^~~', '  2 │   2]']);
  });

  it('marks the place where a value is missing', () => {
    const document = documentOf('x.yaml', 'a:\nb: 1\n');
    const place = { document, span: { start: 2, end: 2 }, path: [], exact: true };
    expect(codeFrame(place, paint)).toEqual(['  1 │ a:', '    │   ^', '  2 │ b: 1']);
  });

  it('shows control characters and paints none of the text', () => {
    const lines = codeFrame(placeIn('a: 1 # \u202e\nb: "\u200bx"\n', 'x'), { gutter: (t) => `<${t}>`, mark: (t) => `[${t}]` });
    expect(lines).toEqual(['<  1 │> a: 1 # <U+202E>', '<  2 │> b: "<U+200B>x"', `<    │> ${' '.repeat(12)}[^]`]);
  });

  it('has nothing to show of an empty text', () => {
    const document = { ...documentOf('x.yaml', 'a: 1'), piece: { text: '', start: 0, line: 0 } };
    expect(codeFrame({ document, span: { start: 0, end: 0 }, path: [], exact: true }, paint)).toEqual([]);
  });
});

describe('a line of more than 160 columns', () => {
  const before = 'x'.repeat(150);

  it.each([
    ['start', `{a: here, b: ${before}, c: ${before}}\n`],
    ['middle', `{a: ${before}, b: here, c: ${before}}\n`],
    ['end', `{a: ${before}, b: ${before}, c: here}\n`],
    ['wide characters', `{a: ${'容'.repeat(90)}, b: x, c: here, d: ${'器'.repeat(90)}}\n`],
    ['odd wide characters', `{a: y${'容'.repeat(90)}, c: here, d: ${'器'.repeat(90)}}\n`],
    ['far out', `{a: ${'x'.repeat(5000)}, c: here, d: ${'y'.repeat(5000)}}\n`],
    ['far out at the end', `{a: ${'x'.repeat(5000)}, c: here}\n`],
  ])('is cut around its place: %s', (_, text) => {
    const lines = frame(text, 'here');
    expect(marked(lines)).toBe('here');
    for (const line of lines) expect(columns(line)).toBeLessThanOrEqual(102);
    expect(lines[0]).toContain('…');
  });

  it('takes its neighbours along', () => {
    const lines = frame(`a: 1\nb: [${before}, here, ${before}]\nc: ${'z'.repeat(400)}\n`, 'here');
    expect(lines[0]).toBe('  1 │ …');
    expect(lines[3]).toMatch(/^ {2}3 │ …z{94}…$/);
  });

  it('is whole at 160 columns', () => {
    const text = `a: ${'x'.repeat(157)}\n`;
    expect(frame(text, 'xx')[0]).toBe(`  1 │ ${text.trimEnd()}`);
    expect(frame(`a: ${'x'.repeat(158)}\n`, 'xx')[0]).toBe(`  1 │ a: ${'x'.repeat(92)}…`);
  });

  it('is never laid out as a whole', () => {
    const lines = frame(`{a: "${'x'.repeat(3_000_000)}", b: here, c: "${'y'.repeat(3_000_000)}"}\n`, 'here');
    expect(marked(lines)).toBe('here');
    expect(lines.join('').length).toBeLessThan(400);
  });
});
