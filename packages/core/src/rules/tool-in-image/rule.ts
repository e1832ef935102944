import type { Container } from '../../cluster/input.js';
import type { Cluster } from '../../cluster/model.js';
import { isKnown, type Setting, type Slot } from '../../cluster/setting.js';
import { parseImage } from '../../network/image.js';
import { type Bare, withoutCalicoctl } from '../../network/tools.js';
import { stretchOf } from '../../source/index.js';
import { defineRule, noOptions, type Report, type Rule } from '../rule.js';
import { isBare, runsBare } from './script.js';

const messages = {
  absent:
    'calicoctl is not in the image {image} ({what}), so this ends with "calicoctl: not found"; run it in calico/ctl of the release of the cluster, or fetch it first',
  inside:
    'kubectl exec runs calicoctl inside of calico-node, whose image holds no calicoctl: this ends with "executable file not found in $PATH"; run calico/ctl instead',
} as const;

type Messages = typeof messages;

const tool = 'calicoctl';

const rule: Rule<Messages, Readonly<Record<string, never>>> = defineRule({
  name: 'tool-in-image',
  since: '0.1.0',
  category: 'image',
  severity: 'warning',
  summary: 'A command is run in an image that holds it',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    for (const container of cluster.workloads.flatMap(({ containers }) => containers)) {
      const commands = [container.command, ...probesOf(cluster, container)];
      for (const words of commands) judge(container, words, report);
    }
  },
});
export default rule;

function probesOf({ probes }: Cluster, { origin }: Container): readonly Slot<string>[] {
  const inside = (path: readonly unknown[]): boolean => origin.path.every((step, i) => path[i] === step);
  return probes.filter((p) => p.origin.document === origin.document && inside(p.origin.path)).map(({ command }) => command);
}

function judge(container: Container, command: Slot<string>, report: Report<Messages>): void {
  const words = command.filter(isKnown);
  const said = words.find(({ value }) => value.includes(tool));
  if (!said || words.length < command.length) return;
  const at = stretchOf(said.origin, tool);
  const line = words.map(({ value }) => value).join(' ');
  if (/\bexec\s[^|;&\n]*\b(?:calico-node|canal)\b[^|;&\n]*\s--\s+(?:\S*\/)?calicoctl\b/.test(line)) report({ message: 'inside', at });
  const { image, mounts, env } = container;
  const parsed = isKnown(image) ? parseImage(image.value) : undefined;
  const bare = parsed && withoutCalicoctl(parsed);
  // A volume may bring the file, or PATH may lead to it.
  if (!bare || !isKnown(image) || env.some(({ name }) => name === 'PATH') || mounts.some((path) => /bin\b|calicoctl/.test(path))) return;
  if (runs(words, bare)) report({ message: 'absent', at, data: { image: image.value, what: bare.what } });
}

function runs(words: readonly Setting<string>[], { entrypoint }: Bare): boolean {
  const [first, ...more] = words;
  if (!first || (entrypoint && first.origin.path.at(-2) === 'args')) return false;
  if (!/(?:^|\/)(?:ba|a|da|z)?sh$/.test(first.value)) return isBare(first.value, tool);
  const script = more.findIndex(({ value }) => /^-[a-z]*c$/.test(value));
  return script >= 0 && runsBare(more[script + 1]?.value ?? '', tool);
}
