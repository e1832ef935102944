/** From the text of a .tf file to a document. */
import { decode } from '../decode.js';
import type { Document, ReadSource, SourceInput } from '../document.js';
import { hasActions } from '../template.js';
import type { Problem } from '../tree.js';
import { type SyntaxNode, withSyntaxTree } from './engine.js';
import { hclRoot } from './tree.js';
import { unclosedIn } from './unclosed.js';

/** Larger texts are refused: tree-sitter takes about a second for each MB, and no hand writes so much into one file. */
const maxText = 4 * 1024 * 1024;

/** Reads one file in HCL: a single document, or a problem with its place. `loadParser` must have finished. Never throws on bad input. */
export function readHcl(input: SourceInput): ReadSource {
  const { text, fault } = decode(input.text);
  const empty: Document = {
    source: { name: input.name },
    index: 0,
    piece: { text, start: 0, line: 0 },
    root: undefined,
    structural: false,
    language: 'hcl',
  };
  const refused = (message: string, at: number): ReadSource => ({
    documents: [],
    problems: [{ kind: 'syntax', message, at: { start: at, end: at }, document: empty }],
    unrelated: 0,
    rendered: false,
    text,
  });
  if (fault) return refused(fault.message, fault.at);
  if (text.length > maxText)
    return refused(`the file is larger than ${maxText / 1024 / 1024} MiB; canal-lint does not read it: split it`, 0);
  // What a template engine fills in first is HCL only afterwards.
  const template: Document = { ...empty, structural: true };
  const read = withSyntaxTree(text, (root): Pick<ReadSource, 'documents' | 'problems'> => {
    if (!root.hasError) return { documents: [{ ...empty, root: hclRoot(root, text) }], problems: [] };
    if (hasActions(text) || text.includes('<%') || beyondGrammar.test(text)) return { documents: [template], problems: [] };
    return { documents: [], problems: [{ ...problemOf(root, text), document: empty }] };
  });
  return { ...(read ?? { documents: [template], problems: [] }), unrelated: 0, rendered: false, text };
}

/** HCL allows an exponent without a fraction (hclsyntax/spec.md, "Numeric Literals"); the grammar (1.2.0) does not. */
const beyondGrammar = /(?<![\w.])\d+[eE][-+]?\d/;

const advice = 'terraform validate says what it expected';

/** What is not closed, by its marks; else the first fault, which the parser tells where it can go on no longer. */
function problemOf(root: SyntaxNode, text: string): Problem {
  const open = unclosedIn(text);
  const start = open?.at ?? Math.min(firstFault(root)?.startIndex ?? 0, text.trimEnd().length);
  const message = `${open?.message ?? 'this is not HCL from here on'}; ${advice}`;
  return { kind: 'syntax', message, at: { start, end: start } };
}

function firstFault(root: SyntaxNode): SyntaxNode | undefined {
  const waiting = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.isError || node.isMissing) return node;
    if (node.hasError) waiting.push(...node.children.toReversed());
  }
  return undefined;
}
