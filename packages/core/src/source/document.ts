import { cut, lineCounter, type Piece } from './cut.js';
import { decode } from './decode.js';
import { at, type Node, type Path, type Span } from './node.js';
import { type Problem, parse } from './yaml.js';

/** A text with a name: what a host hands to `lint`. Bytes are decoded here, so that a wrong encoding becomes a finding. */
export type SourceInput = {
  readonly name: string;
  readonly text: string | Uint8Array;
  /** One rendered chart, one kustomize build, standard input: a cluster of its own, with nothing of it out of sight. */
  readonly whole?: boolean;
};

export type Source = { readonly name: string };

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
};

/** A single document above this many UTF-16 units is refused, so that memory stays bounded (the API server takes 3 MB). */
export const maxDocument: number = 32 * 1024 * 1024;

/**
 * Reads one source: cuts it, parses each document that may matter, keeps the others counted. A broken document costs only itself.
 * Never throws on bad input; every fault of the text is a problem with its place.
 */
export function readSource(input: SourceInput, matters: (text: string) => boolean): ReadSource {
  const source = { name: input.name };
  const { text, fault } = decode(input.text);
  const documents: Document[] = [];
  const problems: SourceProblem[] = [];
  let unrelated = 0;
  const lineAt = lineCounter(text);
  for (const { start, end } of cut(text)) {
    const slice = text.slice(start, end);
    if (isBlank(slice)) continue;
    if (!matters(slice)) {
      unrelated++;
      continue;
    }
    const read = readPiece(source, { text: slice, start, line: lineAt(start) }, documents.length + unrelated);
    documents.push(...read.documents);
    problems.push(...read.problems);
  }
  if (fault) {
    const document = bare(source, { text, start: 0, line: 0 }, 0);
    return { documents: [], problems: [{ kind: 'syntax', message: fault.message, at: { start: fault.at, end: fault.at }, document }], unrelated: 0 };
  }
  return { documents, problems, unrelated };
}

function readPiece(source: Source, piece: Piece, index: number): Omit<ReadSource, 'unrelated'> {
  if (piece.text.length > maxDocument) {
    const message = `the document is larger than ${maxDocument / 1024 / 1024} MiB, which canal-lint does not read`;
    return { documents: [], problems: [{ kind: 'syntax', message, at: { start: 0, end: 0 }, document: bare(source, piece, index) }] };
  }
  const tree = parse(piece.text);
  const template = /^#\s*Source:\s*(\S+)\s*$/m.exec(piece.text.slice(0, 4096))?.[1];
  const documents = tree.roots
    .map((root, i): Document => ({ source, index: index + i, piece, root, structural: tree.structural, ...(template !== undefined && { template }) }))
    .filter((d) => d.root !== undefined);
  const holder = documents[0] ?? bare(source, piece, index);
  return { documents, problems: tree.problems.map((p) => ({ ...p, document: ownerOf(documents, p) ?? holder })) };
}

function ownerOf(documents: readonly Document[], problem: Problem): Document | undefined {
  return documents.findLast((d) => d.root && d.root.start <= problem.at.start);
}

function bare(source: Source, piece: Piece, index: number): Document {
  return { source, index, piece, root: undefined, structural: false };
}

/** True for a stretch without content: white space, comments, a document mark. */
function isBlank(text: string): boolean {
  return /^\uFEFF?(?:---|\.\.\.)?(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n|$)|---[ \t]*(?:\r|\n|$))*$/.test(text);
}

/** The node an origin points at; where the path ends early, its nearest ancestor that exists. */
export function nodeOf(origin: Origin): Node | undefined {
  let node = origin.document.root;
  for (const step of origin.path) {
    const next = node && at(node, [step]);
    if (!next) break;
    node = next;
  }
  return node;
}

