import type { Proposal } from '../../cluster/finding.js';
import type { Probe } from '../../cluster/input.js';
import type { Cluster } from '../../cluster/model.js';
import { effective } from '../../cluster/precedence.js';
import { isKnown, type Setting } from '../../cluster/setting.js';
import { nodeSteps } from '../../cluster/steps.js';
import { backendOf } from '../../network/encapsulation.js';
import { defineRule, noOptions, type Rule } from '../rule.js';

const messages = {
  liveness:
    'the liveness probe asks for BIRD ({word}), and with the backend {backend} no BIRD runs: the probe fails for ever and kubelet restarts calico-node again and again; take {word} out',
  readiness:
    'the readiness probe asks for BIRD ({word}), and with the backend {backend} no BIRD runs: calico-node never becomes ready; take {word} out',
} as const;

const rule: Rule<typeof messages, Readonly<Record<string, never>>> = defineRule({
  name: 'probe-backend',
  since: '0.1.0',
  category: 'encapsulation',
  severity: 'error',
  summary: 'Probes ask for BIRD only where the backend starts it',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    const backend = effective(cluster.backend);
    if (!isKnown(backend) || backendOf(backend.value) === 'bird') return;
    for (const probe of cluster.probes) {
      for (const word of probe.command.filter(isKnown)) {
        const asked = birdFlag.exec(word.value)?.[1];
        if (asked === undefined) continue;
        const related = [{ origin: backend.origin, note: `the backend is ${backend.value} here` }];
        const data = { word: asked, backend: backend.value };
        report({ message: probe.kind, at: word.origin, data, related, ...takenOut(cluster, probe, word) });
      }
    }
  },
});
export default rule;

/** Flags of `calico-node` up to v3.32 and of `calico component node health` since; Go takes one dash or two. */
const birdFlag = /(?:^|\s)(--?bird6?-(?:live|ready))(?![\w-])/;

/** Only where the flag is a word of its own, and another flag is left to probe. */
function takenOut(cluster: Cluster, { command }: Probe, word: Setting<string>): { readonly fix?: Proposal } {
  const left = command.filter((other) => isKnown(other) && /^--?felix-/.test(other.value));
  if (!/^--?bird/.test(word.value) || left.length === 0) return {};
  const then = nodeSteps(cluster, word.origin.document.source.name);
  return { fix: { title: `take ${word.value} out`, applicability: 'safe', changes: [{ setting: word, remove: true }], then } };
}
