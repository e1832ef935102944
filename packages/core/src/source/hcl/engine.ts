// tree-sitter with the grammar of HCL: WebAssembly, loaded when the first Terraform file is to be read.
import type { Parser } from 'web-tree-sitter';

/** The parts of the web platform that Node and browsers share; core's compiler options know neither. */
declare const atob: (text: string) => string;
declare const Blob: new (parts: readonly Uint8Array[]) => { stream(): { pipeThrough(through: unknown): Chunks } };
declare const DecompressionStream: new (format: 'deflate') => unknown;
type Chunks = { getReader(): { read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array }> } };

/** What is used of tree-sitter's nodes; its own types lean on those of a browser, which users of the library need not have. */
export type SyntaxNode = {
  readonly type: string;
  readonly text: string;
  /** UTF-16 offsets. */
  readonly startIndex: number;
  readonly endIndex: number;
  readonly isError: boolean;
  readonly isMissing: boolean;
  /** True where an error is in it, or in anything below. */
  readonly hasError: boolean;
  readonly parent: SyntaxNode | null;
  readonly children: readonly SyntaxNode[];
  readonly namedChildren: readonly SyntaxNode[];
};

let parser: Parser | undefined;

/** Loads the parser; a second call does nothing. Rejects where the host has no WebAssembly, or its policy forbids it. */
export async function loadParser(): Promise<void> {
  if (parser) return;
  const [{ Parser, Language }, { packed, runtimeLength }] = await Promise.all([import('web-tree-sitter'), import('./wasm.gen.js')]);
  const bytes = await inflated(Uint8Array.from(atob(packed), (c) => c.charCodeAt(0)));
  await Parser.init({ wasmBinary: bytes.slice(0, runtimeLength) });
  const made = new Parser();
  made.setLanguage(await Language.load(bytes.slice(runtimeLength)));
  parser = made;
}

async function inflated(bytes: Uint8Array): Promise<Uint8Array> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  const chunks: Uint8Array[] = [];
  for (let next = await reader.read(); next.value && !next.done; next = await reader.read()) chunks.push(next.value);
  const whole = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** Milliseconds for a text of a length: ten times what good ones take. What is broken may cost the square of its length (`a = 1 + a = 1 + …`). */
const patience = (length: number): number => 3000 + length / 100;

/**
 * Parses a text and hands the root of its syntax tree to `use`; the tree lives in WebAssembly and is gone afterwards. Undefined where the text is
 * given up. Throws where the parser has not been loaded (a fault of the caller).
 */
export function withSyntaxTree<T>(text: string, use: (root: SyntaxNode) => T): T | undefined {
  if (!parser) throw new Error('loadParser() must have finished before HCL is parsed');
  const end = Date.now() + patience(text.length);
  const tree = parser.parse(text, null, { progressCallback: () => Date.now() > end });
  if (!tree) {
    parser.reset();
    return undefined;
  }
  try {
    return use(tree.rootNode);
  } finally {
    tree.delete();
  }
}
