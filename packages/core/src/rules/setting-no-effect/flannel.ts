import type { Proposal } from '../../cluster/finding.js';
import type { Container } from '../../cluster/input.js';
import type { Cluster } from '../../cluster/model.js';
import { isKnown, type Setting } from '../../cluster/setting.js';
import { nodeSteps } from '../../cluster/steps.js';
import { knownVariables } from '../../cluster/workloads.js';
import type { Report } from '../rule.js';
import type { Messages } from './messages.js';

/** Flags that take no value of their own word; Go takes one dash or two (flannel v0.24.4, main.go). */
const switches = new Set(['ip-masq', 'kube-subnet-mgr']);

/** flanneld takes FLANNELD_… only for flags that its command line leaves out, and no empty ones (coreos/pkg flagutil/env.go, c61a0e3). */
export function judgeFlags(cluster: Cluster, container: Container, report: Report<Messages>): void {
  for (const { name, value } of knownVariables(container)) {
    const flag = /^FLANNELD_(\w+)$/.exec(name)?.[1]?.toLowerCase().replaceAll('_', '-');
    const given = flag === undefined || value.value === '' ? undefined : givenFlag(container, flag);
    if (flag === undefined || !given || same(given.value, value.value)) continue;
    report({
      message: 'flag',
      at: value.origin,
      severity: 'warning',
      data: { variable: name, value: value.value, flag: given.word.value },
      related: [{ origin: given.word.origin, note: 'the flag' }],
      fix: rewritten(cluster, given.word, `--${flag}=${value.value}`),
    });
  }
}

/** A flag on the command line; `word` is the one that holds its value. */
type Given = { readonly word: Setting<string>; readonly value: string };

function givenFlag({ command }: Container, flag: string): Given | undefined {
  for (const [i, word] of command.entries()) {
    const found = isKnown(word) ? /^--?([a-z-]+)(?:=(.*))?$/.exec(word.value) : undefined;
    if (!isKnown(word) || found?.[1] !== flag) continue;
    if (found[2] !== undefined) return { word, value: found[2] };
    if (switches.has(flag)) return { word, value: 'true' };
    const next = command[i + 1];
    return isKnown(next) ? { word: next, value: next.value } : undefined;
  }
  return undefined;
}

/** Booleans as Go parses them. */
function same(a: string, b: string): boolean {
  const plain = (text: string): string => text.replace(/^(?:1|t|T|TRUE|True)$/, 'true').replace(/^(?:0|f|F|FALSE|False)$/, 'false');
  return plain(a) === plain(b);
}

function rewritten(cluster: Cluster, word: Setting<string>, flag: string): Proposal {
  const to = word.value.startsWith('-') ? flag : flag.replace(/^[^=]*=/, '');
  const then = nodeSteps(cluster, word.origin.document.source.name);
  return { title: `write ${to} on the command line`, applicability: 'unsafe', changes: [{ setting: word, to }], then };
}
