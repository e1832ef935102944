// A name for what was pasted: what it looks like decides how it is read.
import type { OpenFile } from '../state.js';

const shapes: readonly (readonly [RegExp, string])[] = [
  [/^\s*[{[]\s*["{[\]}]/, 'pasted.json'],
  [/^\s*(?:resource|module|variable|locals|data|provider|terraform)\s+(?:"[^"]*"\s*){0,2}\{/m, 'pasted.tf'],
  [/^\[(?:all|kube|etcd|calico|k8s)[\w:-]*\]\s*$/m, 'inventory.ini'],
  [/BGP status|PEER ADDRESS|BIRD[\w ]* process/, 'node-status.txt'],
  [/^(?:\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d\S*\s.*\[(?:INFO|WARNING|ERROR|FATAL|PANIC)\]|bird: )/m, 'calico-node.log'],
  [/^(?:default|blackhole|(?:\d{1,3}\.){3}\d{1,3}(?:\/\d+)?)\s+(?:via|dev|proto)\s/m, 'ip-route.txt'],
  [/^(?:apiVersion|kind)\s*:|^-{3}\s*$|^[ ]*[\w.-]+\s*:(?:\s|$)/m, 'pasted.yaml'],
];

/** The name that the text suggests; `pasted` while it suggests none. */
export function nameFor(text: string): string {
  const start = text.slice(0, 20_000);
  return shapes.find(([shape]) => shape.test(start))?.[1] ?? 'pasted';
}

/** A name that no other file has: `pasted-2.yaml`. */
export function unusedName(name: string, others: readonly OpenFile[]): string {
  const taken = new Set(others.map((file) => file.name));
  if (!taken.has(name)) return name;
  const [, stem = name, end = ''] = /^(.*?)(\.[^./]+)?$/.exec(name) ?? [];
  for (let n = 2; ; n++) if (!taken.has(`${stem}-${n}${end}`)) return `${stem}-${n}${end}`;
}
