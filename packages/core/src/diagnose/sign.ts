/**
 * A sign is one question that the input answers with yes, no, or not at all. Causes state how often each sign shows with them; what neither
 * was looked at nor follows from what was looked at stays out of the sum.
 */
import type { NodeSeen, Output, Quote, Seen } from './seen.js';
import { viewOf } from './view.js';

export type Look = {
  readonly holds: boolean;
  readonly quotes: readonly Quote[];
  /** Names of the nodes that it is about. */
  readonly nodes?: readonly string[];
};

export type Sign = {
  readonly id: string;
  /** What it says where it holds, as the evidence list prints it. */
  readonly says: string;
  /** How often it holds though no cause at hand brings it about. */
  readonly base: number;
  /** Ids of the commands in commands.ts whose output answers it. */
  readonly shownBy: readonly string[];
  /** Ids of the causes that it speaks against: with none of them does it show oftener than by chance. */
  readonly against?: readonly string[];
  look(seen: Seen): Look | undefined;
};

/** One thing that answers a sign: the line, and the node that it is about. */
export type Hit = { readonly quote: Quote; readonly node?: string | undefined };

/** A mesh of hundreds has as many rows as its square; nobody reads them all. */
const quotedAtMost = 500;

/** The answer where the question was asked: yes with the lines that say so, or no. */
export function answer(hits: readonly Hit[]): Look {
  if (hits.length === 0) return { holds: false, quotes: [] };
  const nodes = [...new Set(hits.flatMap(({ node }) => (node ? [node] : [])))];
  return { holds: true, quotes: unique(hits.slice(0, quotedAtMost).map(({ quote }) => quote)), nodes };
}

function unique(quotes: readonly Quote[]): readonly Quote[] {
  const seen = new Map(quotes.map((quote) => [`${quote.file}:${quote.line}`, quote]));
  return [...seen.values()];
}

/** The nodes of which this output was given. */
export const asked = (seen: Seen, output: Output): readonly NodeSeen[] => seen.nodes.filter(({ outputs }) => outputs.has(output));

type PerNode = Omit<Sign, 'look'> & {
  readonly of: Output;
  hits(node: NodeSeen, seen: Seen): readonly Hit[];
};

/**
 * True where the output was given of so many nodes that its silence says something: of all that are known, of which one may be gone, unless that
 * is the far end of what fails. A table of one node tells of peers that nobody looked at.
 */
function lookedEverywhere(seen: Seen, nodes: readonly NodeSeen[]): boolean {
  const { size, farEndAbsent } = viewOf(seen);
  return nodes.length >= size || (nodes.length > 1 && nodes.length >= size - 1 && !farEndAbsent);
}

/** A sign that each node answers for itself, out of one output. */
export function perNode({ of, hits, ...sign }: PerNode): Sign {
  return {
    ...sign,
    look: (seen) => {
      const nodes = asked(seen, of);
      const found = nodes.flatMap((node) => hits(node, seen).map((hit) => ({ node: node.name, ...hit })));
      return found.length > 0 || (nodes.length > 0 && lookedEverywhere(seen, nodes)) ? answer(found) : undefined;
    },
  };
}
