/** A pasted or collected text as lines that know on which node, in which pod and after which command they stand. */
import type { Quote } from './seen.js';

/** `name`: a path such as `nodes/a/ip-route.txt`, or `<stdin>`. */
export type Text = { readonly name: string; readonly text: string };

export type Line = {
  readonly text: string;
  /** From 1. */
  readonly number: number;
  readonly file: string;
  readonly node: string;
  /** Address of the pod in which the command ran, where the text tells. */
  readonly pod?: string;
  /** The command at the last prompt, or an empty text. */
  readonly command: string;
};

export function quote({ text, file, number }: Line): Quote {
  return { text: text.trim(), file, line: number };
}

/** The line that holds this offset of the text. */
export function quoteAt({ name, text }: Text, offset: number): Quote {
  const from = text.lastIndexOf('\n', offset) + 1;
  const end = text.indexOf('\n', offset);
  let line = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < from; i = text.indexOf('\n', i + 1)) line++;
  return { text: text.slice(from, end < 0 ? undefined : end).trim(), file: name, line };
}

/** `$ ip route`, `root@node-a:~# ip route`, `[core@node-a ~]$ ip route`. A lone `#` opens a comment more often than a prompt of root. */
const prompt = /^(?:\[?(?:[\w.-]+@)?(?<host>[\w.-]+)(?:[: ][~/][\w~/.-]*)?\]?\s?[$#]|\$|❯)\s+(?<command>\S.*)$/;
const bare =
  /^#\s+(?<command>(?:calicoctl|kubectl|birdc|ip|bridge|iptables(?:-save)?|nft|sysctl|nc|ping|ss|traceroute|nstat|cat|sudo)\s.*)$/;
const place = /^#\s+(?:in pod (?<pod>\S+) )?on (?:node )?(?<node>[\w.-]+)\s*$/;
/** `=== node-a ===`, `--- worker-1 ---`, `Node: worker-1`, `==> node-a/ip-route.txt <==`. */
const heading =
  /^(?:[=#-]{2,}>?\s*(?:(?:node|host)[:\s]\s*)?(?<ruled>[\w./-]+)\s*[<=#-]{2,}|(?:on )?(?:node|host)(?:name)?:\s+(?<named>[\w.-]+))\s*$/i;

/** The lines of a text. `node` is what is known from outside: the folder that holds it. */
export function* linesOf({ name, text }: Text, node: string): Generator<Line> {
  let at: Pick<Line, 'node' | 'pod' | 'command'> = { node, command: '' };
  let [from, number] = [0, 0];
  while (from <= text.length) {
    const end = text.indexOf('\n', from);
    const line = text.slice(from, end < 0 ? undefined : end).replace(/\r$/, '');
    number++;
    at = moved(at, line);
    yield { text: line, number, file: name, ...at };
    if (end < 0) return;
    from = end + 1;
  }
}

type At = Pick<Line, 'node' | 'pod' | 'command'>;

function moved(at: At, line: string): At {
  const first = line.charCodeAt(0);
  if (line.length > 400 || first === 32 || first === 9 || Number.isNaN(first)) return at;
  const where = place.exec(line)?.groups;
  if (where) return { node: where['node'] ?? at.node, command: '', ...(where['pod'] && { pod: where['pod'] }) };
  const ruled = heading.exec(line)?.groups;
  if (ruled) return { node: (ruled['ruled'] ?? ruled['named'] ?? '').split('/')[0] ?? at.node, command: '' };
  const asked = (prompt.exec(line) ?? bare.exec(line))?.groups;
  if (!asked) return at;
  const pod = at.command === '' ? at.pod : undefined;
  return { node: asked['host'] ?? at.node, command: asked['command'] ?? '', ...(pod !== undefined && { pod }) };
}

/** The node of each text: its folder, where several folders or one folder alone hold outputs; the file, where one folder holds a kind twice. */
export function nodesOf(texts: readonly Text[]): ReadonlyMap<string, string> {
  const folder = (name: string): string => name.split('/').slice(0, -1).pop() ?? '';
  const stem = (name: string): string => (name.split('/').pop() ?? '').replace(/\.[a-z]+$/i, '');
  const statuses = new Map<string, number>();
  for (const { name, text } of texts) {
    if (text.includes('IPv4 BGP status')) statuses.set(folder(name), (statuses.get(folder(name)) ?? 0) + 1);
  }
  return new Map(texts.map(({ name }) => [name, (statuses.get(folder(name)) ?? 0) > 1 ? stem(name) : folder(name)]));
}
