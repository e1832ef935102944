/** One command that was asked twice in one text (before and after a change): the later answer counts, the former is kept for comparison. */
import type { Draft, NodeDraft } from './draft.js';
import type { Peer } from './seen.js';
import type { Place } from './text.js';

type Answer = { readonly node: string; readonly key: string; readonly from: number; to: number };

export type Answers = {
  /** A prompt or a heading at this line. */
  begin(place: Place, line: number): void;
  /** The text is over: takes out of the draft what later answers replace. */
  close(draft: Draft): void;
};

export function answersOf(): Answers {
  const all: Answer[] = [];
  return {
    begin: ({ node, pod = '', command }, line) => {
      const last = all.at(-1);
      if (last) last.to = line - 1;
      all.push({ node, key: command === '' ? '' : `${node} ${pod} ${command}`, from: line, to: Number.POSITIVE_INFINITY });
    },
    close: (draft) => {
      const former = formerOf(all, draft);
      for (const answer of former) takeOut(draft, answer);
      for (const [name, node] of draft.nodes) if (name !== '') rowsOnce(draft, name, node);
    },
  };
}

/** Answers that one of the same command on the same node follows. Without a name of the node its table tells: a mesh lists all nodes but itself. */
function formerOf(all: readonly Answer[], draft: Draft): readonly Answer[] {
  const latest = new Map<string, Answer>();
  for (const answer of all) if (answer.key !== '') latest.set(answer.key, answer);
  return all.filter((answer) => {
    const later = latest.get(answer.key);
    return later !== undefined && later !== answer && (answer.node !== '' || meshOf(draft, answer) === meshOf(draft, later));
  });
}

/** The peers of a mesh that an answer lists; a text of its own where it lists none, which is like no other. */
function meshOf(draft: Draft, answer: Answer): string {
  const rows = (draft.nodes.get(answer.node)?.peers ?? []).filter((peer) => isIn(answer, peer));
  const mesh = rows.length > 0 && rows.every(({ type }) => type === 'node-to-node mesh');
  return mesh
    ? rows
        .map(({ address }) => address)
        .toSorted()
        .join()
    : `at ${answer.from}`;
}

const isIn = ({ from, to }: Answer, { quote }: Pick<Peer, 'quote'>): boolean => quote.line >= from && quote.line <= to;

function takeOut(draft: Draft, answer: Answer): void {
  const node = draft.nodes.get(answer.node);
  if (!node) return;
  for (const peer of node.peers) if (isIn(answer, peer)) draft.former.push({ ...peer, node: node.name });
  const { name: _, outputs: __, meshAddresses: ___, config: ____, ...lists } = node;
  for (const key of Object.keys(lists) as (keyof typeof lists)[]) {
    const items: { readonly quote: Peer['quote'] }[] = lists[key];
    const left = items.filter((item) => !isIn(answer, item));
    if (left.length < items.length) items.splice(0, items.length, ...left);
  }
}

/** Tables without a prompt, under one heading: the later row of a peer counts. */
function rowsOnce(draft: Draft, name: string, node: NodeDraft): void {
  const last = new Map(node.peers.map((peer) => [peer.address, peer]));
  if (last.size === node.peers.length) return;
  for (const peer of node.peers) if (last.get(peer.address) !== peer) draft.former.push({ ...peer, node: name });
  node.peers.splice(0, node.peers.length, ...last.values());
}
