/** Signatures of logs as signs, and the findings of the linter. */
import { type Component, signatures } from '../log/signatures.js';
import type { LogHit, Seen } from '../seen.js';
import { answer, type Sign } from '../sign.js';
import { nodeWith } from '../view.js';

/** The peers that a line names: it is about them oftener than about the node that says it. */
function about(seen: Seen, { node, values }: LogHit): readonly string[] {
  const named = values['addresses']?.match(/(?:\d+\.){3}\d+|[\da-f]*:[\da-f:]+/g) ?? [];
  return named.length === 0 ? [node] : named.map((address) => nodeWith(seen, address)?.name ?? address);
}

/** Felix, confd, BIRD and the start write into one log; the CNI plugin and probes speak in events. */
const shownBy: Readonly<Record<Component, string>> = {
  bird: 'log-calico-node',
  felix: 'log-calico-node',
  confd: 'log-calico-node',
  node: 'log-calico-node',
  flannel: 'log-flannel',
  cni: 'events',
  probe: 'events',
  kernel: 'log-kernel',
  operator: 'log-operator',
};

export const logSigns: readonly Sign[] = signatures.map(({ id, component, base, says }) => ({
  id: `log.${id}`,
  base,
  says,
  shownBy: [shownBy[component]],
  look: (seen) => {
    const hits = seen.logs.filter(({ signature }) => signature === id);
    if (hits.length > 0) return answer(hits.slice(0, 5).flatMap((hit) => about(seen, hit).map((node) => ({ quote: hit.quote, node }))));
    return seen.logsOf.has(component) ? answer([]) : undefined;
  },
}));
