import { type Block, blocksOf, markConditional } from './conditional.js';
import { cut, lineCounter, type Piece } from './cut.js';
import { decode } from './decode.js';
import { jsonObjects } from './json-stream.js';
import type { Node, Path, Span } from './node.js';
import { isBroken, type Problem, parse, type Tree } from './yaml.js';

/** A text with a name: what a host hands to `lint`. Bytes are decoded here, so that a wrong encoding becomes a finding. */
export type SourceInput = {
  readonly name: string;
  readonly text: string | Uint8Array;
  /** One rendered chart, one kustomize build, standard input: a cluster of its own, with nothing of it out of sight. */
  readonly whole?: boolean;
  /** A kustomize build: what else lies in the folder of its kustomization is of its cluster too. */
  readonly built?: true;
  /** A kustomization out of sight lists it as a patch: what is absent in it is not known to be absent. */
  readonly patch?: boolean;
};

type Source = { readonly name: string };

/** One YAML or JSON document. Spans of its nodes are offsets in `piece.text`. */
export type Document = {
  readonly source: Source;
  /** Counted from 0; empty and comment-only stretches are no documents. */
  readonly index: number;
  readonly piece: Piece;
  readonly root: Node | undefined;
  /** Keys may be missing here only because a template brings them: absent means unknown. */
  readonly structural: boolean;
  /** Template that helm names in its `# Source:` comment. */
  readonly template?: string;
  /** Set where the text of this document stands inside a scalar of another one. */
  readonly outer?: Outer;
  /** How an edit spells its text; YAML and JSON where it is not set. */
  readonly language?: 'hcl';
};

export type Outer = {
  readonly document: Document;
  readonly path: Path;
  /** From an offset in the inner text to the offset in the outer piece. */
  readonly map: (offset: number) => number;
  /** False where escapes or folding blur single characters: places are then those of the whole scalar and nothing is edited. */
  readonly exact: boolean;
};

/** Where a value was written. `via` names what it was read from, nearest first (env ← ConfigMap key ← …). */
export type Origin = {
  readonly document: Document;
  readonly path: Path;
  readonly part?: 'key' | 'value';
  /** The stretch itself, where no path leads to it: a fault of the text. */
  readonly span?: Span;
  readonly via?: Origin;
};

export type SourceProblem = Problem & { readonly document: Document };

export type ReadSource = {
  readonly documents: readonly Document[];
  readonly problems: readonly SourceProblem[];
  /** Documents that `matters` passed over: neither parsed nor judged. */
  readonly unrelated: number;
  /** Some document, whether it matters or not, names its template in a `# Source:` comment: the text is a rendered chart. */
  readonly rendered: boolean;
  /** The whole text, decoded; it is not kept by the documents. */
  readonly text: string;
};

/** A single document above this many UTF-16 units is refused, so that memory stays bounded (the API server takes 3 MB). */
export const maxDocument: number = 32 * 1024 * 1024;

/** A document with more line ends, commas, colons and brackets than this is refused: it could hold 1 GB of nodes. */
const maxMarks = 2_000_000;

/**
 * Reads one source: cuts it, parses each document that may matter, keeps the others counted. A broken document costs only itself.
 * Never throws on bad input; every fault of the text is a problem with its place.
 */
export function readSource(input: SourceInput, matters: (text: string) => boolean): ReadSource {
  const source = { name: input.name };
  const { text, fault } = decode(input.text);
  if (fault) {
    const document = bare(source, { text, start: 0, line: 0 }, 0);
    const problem = { kind: 'syntax', message: fault.message, at: { start: fault.at, end: fault.at }, document } as const;
    return { documents: [], problems: [problem], unrelated: 0, rendered: false, text };
  }
  const documents: Document[] = [];
  const problems: SourceProblem[] = [];
  const lineAt = lineCounter(text);
  const several = mayHideMarks(text);
  const blocks = blocksOf(text);
  let index = 0;
  let unrelated = 0;
  for (const { start, end } of stretches(text)) {
    const slice = text.slice(start, end);
    if (isBlank(slice)) continue;
    if (!several && !matters(slice)) {
      unrelated++;
      index++;
      continue;
    }
    const piece = { text: slice.length > maxDocument ? slice.slice(0, shownOfLarge) : ownCopy(slice), start, line: lineAt(start) };
    const read = readPiece(source, piece, { index, blocks: blocks.filter((b) => b.start < end && start < b.end), length: slice.length });
    index += Math.max(read.documents.length, 1);
    documents.push(...read.documents);
    problems.push(...read.problems);
  }
  return { documents, problems, unrelated, rendered: text.includes('# Source: ') && templateComment.test(text), text };
}

function* stretches(text: string): ReturnType<typeof cut> {
  for (const stretch of cut(text)) yield* jsonObjects(text, stretch);
}

const templateComment = /^#[ \t]*Source:[ \t]*(\S+)[ \t]*\r?$/m;

/** Marks behind a lone CR or a BOM are not cut at; such pieces may hold several documents, so all are parsed and counted. */
function mayHideMarks(text: string): boolean {
  return text.indexOf('\uFEFF', 1) > 0 || (text.includes('\r') && /\r(?!\n)/.test(text));
}

/** A slice of a string keeps the whole of it in memory (V8); flattening a longer string does not. */
function ownCopy(slice: string): string {
  return ` ${slice}`.slice(1);
}

/** Of a document that is too large only so much text is kept, to show where it starts. */
const shownOfLarge = 4096;

type Place = { readonly index: number; readonly blocks: readonly Block[]; readonly length: number };

function readPiece(source: Source, piece: Piece, { index, blocks, length }: Place): Pick<ReadSource, 'documents' | 'problems'> {
  const limit = limitOf(piece.text, length);
  if (limit !== undefined) {
    return {
      documents: [],
      problems: [{ kind: 'syntax', message: limit, at: { start: 0, end: 0 }, document: bare(source, piece, index) }],
    };
  }
  const tree = conditional(parse(piece.text), piece, blocks);
  // What a template renders to may well be YAML where the template is not: skipped, not wrong.
  if ((tree.structural || blocks.length > 0) && isBroken(tree))
    return { documents: [{ ...bare(source, piece, index), structural: true }], problems: [] };
  const documents = documentsOf(tree, source, piece, index);
  const holder = documents[0] ?? bare(source, piece, index);
  return { documents, problems: tree.problems.map((p) => ({ ...p, document: ownerOf(documents, p) ?? holder })) };
}

/** A tree in which a template may leave out what stands in its blocks. A text that is YAML as it stands has none of its own. */
function conditional(tree: Tree, { text, start }: Piece, blocks: readonly Block[]): Tree {
  const around = tree.structural ? blocks : blocks.filter((b) => b.start <= start && start + text.length <= b.end);
  if (around.length === 0) return tree;
  for (const root of tree.roots) if (root) markConditional(root, around, start);
  return { ...tree, structural: true };
}

function documentsOf({ roots, structural }: Tree, source: Source, piece: Piece, index: number): readonly Document[] {
  const template = templateComment.exec(piece.text.slice(0, 4096))?.[1];
  return roots
    .filter((root) => root !== undefined)
    .map((root, i): Document => ({ source, index: index + i, piece, root, structural, ...(template !== undefined && { template }) }));
}

function limitOf(text: string, length: number): string | undefined {
  const advice = 'canal-lint does not read it: split it into several documents';
  if (length > maxDocument) return `the document is larger than ${maxDocument / 1024 / 1024} MiB; ${advice}`;
  return text.length > maxMarks && marksOf(text) > maxMarks ? `the document has more than ${maxMarks} entries; ${advice}` : undefined;
}

/** Characters that can start a node: an upper bound of the nodes, found without parsing. */
function marksOf(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 10 || c === 13 || c === 44 || c === 58 || c === 91 || c === 123) count++;
  }
  return count;
}

function ownerOf(documents: readonly Document[], problem: Problem): Document | undefined {
  return documents.findLast((d) => d.root && d.root.start <= problem.at.start);
}

function bare(source: Source, piece: Piece, index: number): Document {
  return { source, index, piece, root: undefined, structural: false };
}

/** True for a stretch without content: white space, comments, document marks. */
function isBlank(text: string): boolean {
  const line = /(?:(?:---|\.\.\.)(?=[ \t\r\n]|$))?[ \t]*(?:#[^\r\n]*)?(?:\r\n?|\n|$)/y;
  line.lastIndex = text.startsWith('\uFEFF') ? 1 : 0;
  while (line.lastIndex < text.length) if (!line.test(text)) return false;
  return true;
}
