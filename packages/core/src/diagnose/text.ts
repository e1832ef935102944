/** A pasted or collected text as lines that know on which node, in which pod and after which command they stand. */
import type { Quote } from './seen.js';

/** `name`: a path such as `nodes/a/ip-route.txt`, or `<stdin>`. */
export type Text = { readonly name: string; readonly text: string };

export type Line = {
  readonly text: string;
  /** From 1. */
  readonly number: number;
  readonly file: string;
  /** Empty where only the folder of the text tells, `pod/<name>` where the command ran in a pod of Calico. */
  readonly node: string;
  /** Address or name of the pod in which the command ran, where the text tells. */
  readonly pod?: string;
  /** The command at the last prompt, or an empty text. */
  readonly command: string;
};

/** Where a line stands beside its text. */
export type Place = Pick<Line, 'node' | 'pod' | 'command'>;

export function quote({ text, file, number }: Line): Quote {
  return { text: text.trim(), file, line: number };
}

/** Tables repeat their words by the hundred thousand: one copy of each is kept, and no line is kept for a word of it. */
const words = new Map<string, string>();
const wordsAtMost = 100_000;

export function shared(text: string): string {
  const known = words.get(text);
  if (known !== undefined) return known;
  if (words.size >= wordsAtMost) words.clear();
  const own = ` ${text}`.slice(1);
  words.set(own, own);
  return own;
}

/** The line that holds this offset of the text. */
export function quoteAt({ name, text }: Text, offset: number): Quote {
  const from = text.lastIndexOf('\n', offset) + 1;
  const end = text.indexOf('\n', offset);
  let line = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < from; i = text.indexOf('\n', i + 1)) line++;
  return { text: text.slice(from, end < 0 ? undefined : end).trim(), file: name, line };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: terminals colour what they print.
const foreign = /[\r\t\u001b\u00a0\u200b\ufeff]|^ *>/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above.
const colours = /\u001b(?:\[[\d;?]*[A-Za-z]|\][^\u0007]*\u0007)/g;

/** A line as the command printed it: without colours, marks of a quoted mail, prefixes of `kubectl logs --prefix`; tabs and hard spaces are spaces. */
export function cleaned(text: string): string {
  if (!foreign.test(text)) return text;
  return text
    .replace(/\r$/, '')
    .replace(colours, '')
    .replace(/[\u200b\ufeff\r]/g, '')
    .replace(/[\t\u00a0]/g, ' ')
    .replace(/^ *(?:> ?)+/, '');
}

/** `[pod/calico-node-x/calico-node] …` of `kubectl logs --prefix`, `calico-node-x calico-node …` of stern, `calico-node-x › …`. */
const ofPod =
  /^(?:\[pod\/(?<prefixed>[^\]\s/]+)[^\]\s]*\] |(?<stern>(?:calico|canal|kube-flannel|kube-proxy|coredns|rke2|tigera)[\w.-]*-\w{5}) (?:[\w.-]+ )?(?:[›|>] )?(?=\d{4}[-/]\d\d|[IWEF]\d{4} |bird6?: |time=|\{"|\[[A-Z]+\]))/;

/** A line of a log without the pod that log tools write in front of it, and that pod. */
export function unprefixed(text: string): { readonly text: string; readonly pod?: string } {
  const found = ofPod.exec(text);
  const pod = found?.groups?.['prefixed'] ?? found?.groups?.['stern'];
  return found && pod !== undefined ? { text: text.slice(found[0].length), pod } : { text };
}

const shell = /^(?:sh|bash|ash|zsh|dash|root|PS)(?:-[\d.]+)?$/;
/** `$ ip route`, `root@node-a:~# ip route`, `[core@node-a ~]$ ip route`, `/ # ip route`. A lone `#` opens a comment more often than a prompt of root. */
const prompt =
  /^(?:\[?(?:[\w.-]+@)?(?<host>[\w.-]+)(?:(?:[: ][~/][\w~/.-]*)?\]?\s?[$#]|:[~/][\w~/.-]*>)|[~/][\w/.-]* ?[$#]|\$|❯)\s+(?<command>[\w./~'"({-]\S*(?: .*)?)$/;
const commands =
  'calicoctl|calico-node|kubectl|oc|birdc|birdcl|ip|bridge|ip6?tables(?:-save)?|nft|sysctl|nc|ncat|ping6?|ss|netstat|traceroute|tracepath|nstat|cat|grep|curl|ssh|sudo|docker|crictl|journalctl|dmesg|etcdctl|helm|promtool|ethtool|lsmod|uname|systemctl|conntrack|wget|nslookup|dig|arping|mtr';
/** `# ip conflict on two nodes` and `# ping between pods fails` are headings. */
const titled =
  /^#\s+(?:ip (?!-|(?:a|r|l|n|ru|x|m|t)[a-z]*\b(?: |$))|(?!kubectl|oc |calicoctl|docker|crictl|helm)[A-Za-z]+(?: [A-Za-z]+){3})/;
const bare = new RegExp(`^#\\s+(?<command>(?:${commands})\\s.*)$`);
const place = /^#\s+(?:in pod (?<pod>\S+) )?on (?:node )?(?<node>[\w.-]+)\s*$/;
/** `=== node-a ===`, `--- worker-1 ---`, `Node: worker-1`, `==> node-a/ip-route.txt <==`. */
const heading =
  /^(?:[=#-]{2,}>?\s*(?:(?:node|host)[:\s]\s*)?(?<ruled>[\w.][\w./-]*)\s*[<=#-]{2,}|(?:on )?(?:node|host)(?:name)?:\s+(?<named>[\w.-]+))\s*$/i;

/** `host: Running` of `minikube status`. */
const states = /^(?:Running|Stopped|Stopping|Starting|Paused|Saved|Nonexistent|Error|(?:Not)?Ready|Unknown|None|true|false)$/i;

/** The place of a line that tells one: a prompt, a heading. Undefined for every other line. */
export function placeIn(line: string, at: Place): Place | undefined {
  const first = line.charCodeAt(0);
  if (line.length > 400 || first === 32 || Number.isNaN(first)) return undefined;
  const where = place.exec(line)?.groups;
  if (where) return { node: where['node'] ?? at.node, command: '', ...(where['pod'] && { pod: where['pod'] }) };
  const ruled = heading.exec(line)?.groups;
  if (ruled && !states.test(ruled['named'] ?? ''))
    return { node: (ruled['ruled'] ?? ruled['named'] ?? '').split('/')[0] ?? at.node, command: '' };
  const asked = (prompt.exec(line) ?? (titled.test(line) ? null : bare.exec(line)))?.groups;
  if (!asked) return undefined;
  const { host, command = '' } = asked;
  const named = host !== undefined && !shell.test(host) && !/^\d+$/.test(host) ? host : undefined;
  // A remark about the pod or the node stands for the one command that follows it.
  const pod = at.command === '' ? at.pod : undefined;
  return elsewhere(command, { node: named ?? at.node, ...(pod !== undefined && { pod }) });
}

/** Markdown shows code by four blanks: lines from a prompt among them on, up to one that stands further left. */
export function codeBlocks(): (text: string, inConfiguration: boolean) => string {
  let open = false;
  return (text, inConfiguration) => {
    const indented = text.startsWith('    ');
    if (indented) open ||= text.charCodeAt(4) !== 32 && !inConfiguration && prompt.test(text.slice(4));
    else if (text.trim() !== '') open = false;
    return open && indented ? text.slice(4) : text;
  };
}

const machine =
  /^(?:ssh (?:-\S+ )*(?:[\w.-]+@)?|(?:kubectl|oc) .*?\bdebug .*?\bnode\/)(?<node>[\w.-]+)(?: .*? --)?(?: chroot \/host)? (?<command>[^-\s].*)$/;
/** `NS=$(kubectl get …); kubectl -n $NS …`, `DATASTORE_TYPE=kubernetes calicoctl …`. */
const assignments = /^(?:[A-Z_]+=(?:\$\([^)]*\)|[^\s$;]*);? +)+/;
const wrapper = /^(?:sudo|chroot \/host|nsenter(?: -\S+(?: \d+)?)*(?: --)?) /;

/** A command that runs on another machine or in a pod: what calico-node answers is its node's answer. */
function elsewhere(asked: string, at: Omit<Place, 'command'>): Place {
  const command = asked.replace(assignments, '').replace(wrapper, '');
  const there = machine.exec(command)?.groups;
  if (there) return { node: there['node'] ?? at.node, command: (there['command'] ?? '').replace(wrapper, '') };
  if (!/^(?:kubectl|oc) .*\bexec /.test(command)) return { ...at, command };
  const words = command.slice(command.indexOf(' exec ') + 6).split(' ');
  let pod = '';
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (/^-(?:n|c|-namespace|-container)$/.test(word)) words.shift();
    else if (pod === '' && !word.startsWith('-')) pod = word.replace(/^pods?\//, '');
    else if (pod !== '' && !/^-[it-]/.test(word)) return inPod(pod, [word, ...words].join(' '), at);
    else if (word === '--') return inPod(pod, words.join(' '), at);
  }
  return { ...at, command };
}

function inPod(pod: string, command: string, at: Omit<Place, 'command'>): Place {
  const inner = command.replace(wrapper, '');
  return /^(?:calico-node|canal|kube-flannel)/.test(pod) ? { node: `pod/${pod}`, command: inner } : { ...at, pod, command: inner };
}
