/** Texts → what they say. A text may come in pieces: the collected outputs of hundreds of nodes do not fit into memory. */
import { type Draft, emptyDraft, merge, type NodeDraft } from './draft.js';
import { nameByMesh } from './mesh.js';
import { named } from './naming.js';
import { readerOf, type TextReader } from './reader.js';
import type { Text } from './text.js';

export type Reading = {
  /** Begins a text; `close` it before `done`. */
  open(name: string): TextReader;
  /** Notes that a text could not be read, or not whole. */
  failed(name: string, reason: string): void;
  /** What all texts said. */
  done(): Draft;
};

/** Begins to read. */
export function openReading(): Reading {
  const texts: { readonly name: string; readonly draft: Draft }[] = [];
  return {
    open: (name) => {
      const draft = emptyDraft();
      texts.push({ name, draft });
      return readerOf(name, draft);
    },
    failed: (name, reason) => {
      const draft = emptyDraft();
      draft.unread.push({ file: name, reason });
      texts.push({ name, draft });
    },
    done: () => {
      const all = emptyDraft();
      const nodes = named(texts);
      for (const { name, draft } of texts) merge(all, draft, (node) => nodes(name, node));
      for (const node of all.nodes.values()) peersOf(node);
      nameByMesh([...all.nodes.values()]);
      return { ...all, configuration: once(all.configuration) };
    },
  };
}

/** What the outputs and logs among the texts say. */
export function readTexts(texts: readonly Text[]): Draft {
  const reading = openReading();
  for (const { name, text } of texts) {
    const reader = reading.open(name);
    reader.write(text);
    reader.close();
  }
  return reading.done();
}

/** The rows of `calicoctl node status` where only BIRD's own table was given: calicoctl makes them of it (calicoctl/commands/node/status.go). */
function peersOf(node: NodeDraft): void {
  if (node.outputs.has('node-status')) return;
  for (const { name, type, state, info, quote } of node.protocols) {
    const [, kind = '', address = ''] = /^(Mesh|Node|Global)_(.+)$/.exec(name) ?? [];
    if (type !== 'BGP' || address === '') continue;
    node.outputs.add('node-status');
    node.peers.push({ address: addressOf(address), type: types[kind] ?? '', state, info: info.replace(/\s+/g, ' '), quote });
  }
}

const types: Readonly<Record<string, string>> = { Mesh: 'node-to-node mesh', Node: 'node specific', Global: 'global' };

/** confd writes `_` for what no name of BIRD may hold: `10_0_0_1`, `10_0_0_1_port_178`, `fd00__1`. */
const addressOf = (name: string): string =>
  /^\d+_\d+_\d+_\d+(?:_port_\d+)?$/.test(name) ? name.replaceAll('_', '.') : name.replaceAll('_', ':');

/** A file that was pasted twice is one file. */
function once(texts: readonly Text[]): Text[] {
  return [...new Map([...texts].reverse().map((text) => [text.text.trim(), text] as const)).values()].reverse();
}
