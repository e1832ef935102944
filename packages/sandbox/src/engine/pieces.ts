// Pieces of code that few inputs need: the worker is started without them (scripts/sandbox.mjs).

type Held = Record<string, Record<string, unknown>>;
const scope = globalThis as unknown as {
  canalLintPieces?: Held;
  canalLintPiece: (piece: string, module: string) => unknown;
};

const wanted = new Set<string>();

/** Called in place of a module of a piece. Throws where it is not there: the page then starts the worker anew with it. */
scope.canalLintPiece = (piece, module) => {
  const found = scope.canalLintPieces?.[piece]?.[module];
  if (found !== undefined) return found;
  wanted.add(piece);
  throw new Error(`the piece ${piece} is not loaded`);
};

/** The pieces that were asked for in vain since the last call. */
export function takeWanted(): readonly string[] {
  const all = [...wanted];
  wanted.clear();
  return all;
}
