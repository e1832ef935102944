// A name for what was pasted: what it looks like decides how it is read.

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

/** True for a name that makes a text configuration, whatever is in it. */
export const isConfiguration = (name: string): boolean => /\.(?:ya?ml|json|tf|ini|conflist|conf)$/i.test(name);

/** The first four, and how many more there are. */
export const shortList = (words: readonly string[]): string =>
  words.length <= 4 ? words.join(', ') : `${words.slice(0, 4).join(', ')} and ${words.length - 4} more`;

/** What to call files in little room: as much of the end of each path as tells it from the others. */
export function labelsOf(names: readonly string[]): readonly string[] {
  const tails = names.map((name) => {
    const steps = name.split('/');
    return steps.map((_, i) => steps.slice(steps.length - 1 - i).join('/'));
  });
  const count = new Map<string, number>();
  for (const tail of tails.flat()) count.set(tail, (count.get(tail) ?? 0) + 1);
  return tails.map((own, i) => own.find((tail) => count.get(tail) === 1) ?? names[i] ?? '');
}

/** A name that no other file has: `pasted-2.yaml`. */
export function unusedName(name: string, others: readonly { readonly name: string }[]): string {
  const taken = new Set(others.map((file) => file.name));
  if (!taken.has(name)) return name;
  const [, stem = name, end = ''] = /^(.*?)(\.[^./]+)?$/.exec(name) ?? [];
  for (let n = 2; ; n++) if (!taken.has(`${stem}-${n}${end}`)) return `${stem}-${n}${end}`;
}
