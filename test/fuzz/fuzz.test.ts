/** Mutated files: whatever comes, the reader answers, and its answers lie inside the file. The seed is fixed (FUZZ_SEED takes another); a failure prints its text. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { lint, type Run } from '@canal-lint/core';
import { expect, it } from 'vitest';
import { loadHcl } from '../../packages/core/src/source/hcl/load.js';
import { lineStarts } from '../../packages/core/src/source/location.js';
import { readSource } from '../../packages/core/src/source/document.js';
import type { Node } from '../../packages/core/src/source/node.js';

const iterations = 20_000;
const corpus = resolve(import.meta.dirname, 'corpus');
const examples = resolve(import.meta.dirname, '../../examples');

function textsIn(folder: string, named: (path: string) => boolean = (path) => !path.endsWith('.tf')): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && statSync(path).size < 6000 && !path.endsWith('.md') && named(path))
    .map((path) => readFileSync(path, 'utf8'));
}

/** Marsaglia's xorshift: small, seeded, the same everywhere. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const bits = [
  ...['\n', '\r\n', '\r', '\t', ' ', '  ', '---', '...', '\n---\n', '\n...\n', '\uFEFF', '\0', '\u2028', '\u0085', '\ud800', '😀'],
  ...[': ', ':', '- ', '-', '? ', ', ', '[', ']', '{', '}', '#', ' #', '&a', '*a', '&a [*a]', '<<: *a', '!!binary ', '!!int ', '!x ', '!<', '%TAG ! x\n'],
  ...['|', '>', '|-\n', '>+2\n', '"', "'", '\\', '\\x', '\\u0063', "''", '{{', '}}', '{{ a }}', '{% if %}', '{#', '#}', '%{ if a }', '${A}', '`', '@', '~', '0x1', '1e999', 'y', '.inf'],
  ...['calico', 'kind: IPPool', 'apiVersion: projectcalico.org/v3', 'items:', '"mtu": 1500', 'ipipMode: Never', 'image: calico/node'],
];

function mutated(texts: readonly string[], below: (n: number) => number, pieces: readonly string[] = bits): string {
  let text = texts[below(texts.length)] ?? '';
  for (let i = below(4); i >= 0; i--) {
    const at = below(text.length + 1);
    const to = at + below(below(3) === 0 ? 200 : 8);
    const kind = below(6);
    const other = texts[below(texts.length)] ?? '';
    const from = below(other.length + 1);
    if (kind === 0) text = text.slice(0, at) + text.slice(to);
    else if (kind === 1) text = text.slice(0, at) + text.slice(at, to).repeat(2 + below(3)) + text.slice(to);
    else if (kind === 2) text = text.slice(0, at) + other.slice(from, from + below(300)) + text.slice(to);
    else if (kind === 3) text = text.slice(0, at) + text.slice(at, to).replaceAll('\n', bits[below(4)] ?? '') + text.slice(to);
    else text = text.slice(0, at) + (pieces[below(pieces.length)] ?? '') + text.slice(kind === 4 ? at : at + 1);
  }
  return text.slice(0, 8000);
}

function inside(node: Node, end: number): void {
  if (!(0 <= node.start && node.start <= node.end && node.end <= end)) throw new Error(`span ${node.start}-${node.end} of ${end}`);
  if (node.kind === 'alias' || node.kind === 'scalar') return;
  let from = node.start;
  for (const part of node.kind === 'map' ? node.entries.flatMap((e) => [e.key, e.value]) : node.items) {
    if (part.start < from || part.end > Math.max(node.end, part.start)) throw new Error(`part ${part.start}-${part.end} of ${from}-${node.end}`);
    from = part.end;
    inside(part, end);
  }
}

function checkTrees(text: string, { documents, problems } = readSource({ name: 'a.yaml', text }, () => true)): void {
  for (const { root, piece } of documents) {
    if (text.slice(piece.start, piece.start + piece.text.length) !== piece.text) throw new Error('a piece is not a slice of its file');
    if (root) inside(root, piece.text.length);
  }
  for (const { at, document } of problems) {
    if (!(0 <= at.start && at.start <= at.end && at.end <= document.piece.text.length)) throw new Error(`problem at ${at.start}-${at.end}`);
  }
}

function checkRun(text: string, { findings, summary }: Run, name?: string): void {
  const lines = lineStarts({ source: { name: '' }, index: 0, piece: { text, start: 0, line: 0 }, root: undefined, structural: false });
  const width = (line: number): number => (lines[line] ?? text.length) - (lines[line - 1] ?? 0);
  for (const { location: l, fix, rule, message } of findings) {
    if (name !== undefined && l.file !== name) continue;
    const ordered = l.line < l.endLine || (l.line === l.endLine && l.column <= l.endColumn);
    const fits = l.line >= 1 && l.column >= 1 && l.endLine <= lines.length && l.endColumn <= width(l.endLine) + 1 && l.column <= width(l.line) + 1;
    if (!ordered || !fits) throw new Error(`${rule} at ${l.line}:${l.column}-${l.endLine}:${l.endColumn}`);
    if (rule === 'internal-error') throw new Error(message);
    for (const e of fix?.edits ?? []) if (!(0 <= e.start && e.start <= e.end && e.end <= text.length)) throw new Error(`edit ${e.start}-${e.end}`);
  }
  if (summary.files !== 1 && name === undefined) throw new Error('one file');
  JSON.parse(JSON.stringify(findings.map(({ place: _, related, ...rest }) => ({ ...rest, related: related.map((r) => r.location) }))));
}

it(`answers ${iterations} mutated files`, { timeout: 120_000 }, async () => {
  const texts = [...textsIn(corpus), ...textsIn(examples)];
  expect(texts.length).toBeGreaterThan(17);
  const below = random(Number(process.env['FUZZ_SEED'] ?? 0x5eed));
  for (let i = 0; i < iterations; i++) {
    const text = mutated(texts, below);
    try {
      checkTrees(text);
      checkRun(text, await lint([{ name: 'a.yaml', text }], i % 2 === 0 ? { parseEverything: true } : {}));
    } catch (cause) {
      throw new Error(`iteration ${i}: ${JSON.stringify(text)}`, { cause });
    }
  }
});

const hclBits = [
  ...['"', '${', '}', '{', '[', ']', '(', ')', '=', '==', '<<EOT\n', '<<-E\nE\n', '%{ if a }', '%{ endif }', '$${', '#', '//', '/*', '*/', '\n', ',', '.'],
  ...['self = true', 'count = 2', 'ingress {', 'dynamic "ingress" {', 'local.port', 'null', '-1', '1e9', '"-1"', '0xff', '\\u00e9', '[for a in b : a]'],
  ...['aws_security_group.nodes.id', 'resource "aws_security_group" "nodes" {\n', 'a.*.b[0]', '😀', '\0', '\r', '\uFEFF'],
];

it('answers 1500 mutated and cut off files of Terraform', { timeout: 120_000 }, async () => {
  const texts = textsIn(corpus, (path) => path.endsWith('.tf'));
  expect(texts.length).toBeGreaterThan(1);
  const readHcl = await loadHcl();
  const below = random(Number(process.env['FUZZ_SEED'] ?? 0x5eed));
  for (let i = 0; i < 1500; i++) {
    const whole = i % 3 === 0 ? (texts[below(texts.length)] ?? '') : mutated(texts, below, hclBits);
    const text = i % 3 === 2 ? whole : whole.slice(0, below(whole.length + 1));
    try {
      checkTrees(text, readHcl({ name: 'a.tf', text }));
      checkRun(text, await lint([{ name: 'a.tf', text }], { parseEverything: true }), 'a.tf');
      if (i % 10 === 0) checkRun(text, await lint([{ name: 'a.tf', text }, { name: 'b.yaml', text: pool }], {}), 'a.tf');
    } catch (cause) {
      throw new Error(`iteration ${i}: ${JSON.stringify(text)}`, { cause });
    }
  }
});

const pool = 'apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: { name: a }\nspec: { cidr: 10.244.0.0/16, vxlanMode: Always }\n';

it('the files of the corpus as they are', async () => {
  for (const text of textsIn(corpus)) {
    checkTrees(text);
    checkRun(text, await lint([{ name: 'a.yaml', text }]));
  }
});
