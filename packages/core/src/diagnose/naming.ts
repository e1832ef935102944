/** Which node a text is about, where it does not say so itself. */
import type { Draft } from './draft.js';

type Read = { readonly name: string; readonly draft: Draft };

/**
 * The name of a node by the text and the name in it. A text that names none has its node in the folder, or in its own name where one folder holds
 * node status more than once. A pod of Calico stands for the node that it runs on, where a listing tells.
 */
export function named(texts: readonly Read[]): (text: string, node: string) => string {
  const statuses = new Map<string, number>();
  for (const { name, draft } of texts) {
    if (draft.nodes.get('')?.outputs.has('node-status')) statuses.set(folder(name), (statuses.get(folder(name)) ?? 0) + 1);
  }
  const pods = new Map(
    texts.flatMap(({ draft }) => draft.objects.flatMap(({ kind, name, node }) => (kind === 'pod' && node ? [[name, node] as const] : []))),
  );
  return (text, node) => {
    if (node.startsWith('pod/')) return pods.get(node.slice(4)) ?? node.slice(4);
    if (node !== '') return node;
    return (statuses.get(folder(text)) ?? 0) > 1 ? stem(text) : folder(text);
  };
}

const folder = (name: string): string => name.split('/').slice(0, -1).pop() ?? '';
const stem = (name: string): string => (name.split('/').pop() ?? '').replace(/\.[a-z]+$/i, '');
