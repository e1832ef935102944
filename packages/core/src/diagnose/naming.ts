/** Which node a text is about, where it does not say so itself. */
import type { Draft } from './draft.js';

type Read = { readonly name: string; readonly draft: Draft };

/**
 * The name of a node by the text and the name in it. A text that names none has its node in the folder, or in its own name where one folder holds
 * node status more than once. One folder alone is where somebody keeps a paste, unless the input names a node so. A pod of Calico stands for the node that it runs on, where a listing tells.
 */
export function named(texts: readonly Read[]): (text: string, node: string) => string {
  const statuses = new Map<string, number>();
  for (const { name, draft } of texts) {
    if (draft.nodes.get('')?.outputs.has('node-status')) statuses.set(folder(name), (statuses.get(folder(name)) ?? 0) + 1);
  }
  const pods = new Map(
    texts.flatMap(({ draft }) => draft.objects.flatMap(({ kind, name, node }) => (kind === 'pod' && node ? [[name, node] as const] : []))),
  );
  const isNode = foldersOfNodes(texts);
  return (text, node) => {
    if (node.startsWith('pod/')) return pods.get(node.slice(4)) ?? node.slice(4);
    if (node !== '') return node;
    return (statuses.get(folder(text)) ?? 0) > 1 ? stem(text) : isNode(text) ? folder(text) : '';
  };
}

/** Folders side by side that hold outputs, those of a collection (`nodes/oak`), and those that something in the input calls a node. */
function foldersOfNodes(texts: readonly Read[]): (text: string) => boolean {
  const beside = new Map<string, Set<string>>();
  for (const { name, draft } of texts)
    if (folder(name) !== '' && (draft.nodes.get('')?.outputs.size ?? 0) > 0)
      beside.set(parent(name), (beside.get(parent(name)) ?? new Set()).add(folder(name)));
  const called = new Set(
    texts.flatMap(({ draft }) => [
      ...draft.nodes.keys(),
      ...draft.objects.flatMap(({ kind, name, node }) => (kind === 'node' ? [name] : node === undefined ? [] : [node])),
    ]),
  );
  return (text) => (beside.get(parent(text))?.size ?? 0) > 1 || /(?:^|\/)(?:nodes|hosts)$/.test(parent(text)) || called.has(folder(text));
}

const parent = (name: string): string => name.split('/').slice(0, -2).join('/');
const folder = (name: string): string => name.split('/').slice(0, -1).pop() ?? '';
const stem = (name: string): string => (name.split('/').pop() ?? '').replace(/\.[a-z]+$/i, '');
