/** Signatures of logs as signs, and the findings of the linter. */
import { agentsOf } from '../inventory.js';
import { kindOf, mayBePod } from '../kind-of.js';
import { type Component, signatures } from '../log/signatures.js';
import type { KubeObject, LogHit, Seen } from '../seen.js';
import { answer, type Sign } from '../sign.js';
import { bare, nodeWith, sessions, within } from '../view.js';

const address: RegExp = /(?:\d+\.){3}\d+|[\da-f]*:[\da-f:]+/g;

/** The peers that a line names: it is about them oftener than about the node that says it; or that node by its own name. */
function about(seen: Seen, { node, values }: LogHit): readonly string[] {
  if (values['self'] !== undefined) return [values['self']];
  const named = values['addresses']?.match(address) ?? [];
  return named.length === 0 ? [node] : named.map((peer) => nodeWith(seen, peer)?.name ?? peer);
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

/** An event with the time that has passed since; `(x5 over 2h)` is no such time. */
const aged = /^(?:\S+ +)?(?:Warning +\w+ +)?\d+[mhd](?:\d+[smh])?\s/;

/** Of the pod that the line names, where it is listed. */
function isReady(agents: readonly KubeObject[], text: string): boolean | undefined {
  const named = agents.filter(({ name }) => text.includes(name));
  return named.length === 0 ? undefined : named.every(({ ready }) => ready === true);
}

/** A probe that failed is history where tables and listings show now that nothing is down, unless it failed minutes ago. */
function isPast(seen: Seen, { quote: { text }, values, signature }: LogHit): boolean {
  if (/(?:^|\s)(?:\d+s|[1-4]m(?:\d+s)?)\s/.test(text)) return false;
  const agents = agentsOf(seen);
  const ready = agents.every((one) => one.ready === true);
  if (signature === 'felix-not-ready') return ready && agents.length > 0;
  // Readiness of calico-node is that of its sessions: whatever its probe said then, it does not say it now.
  if (agents.length > 0 && (isReady(agents, text) ?? ready) && aged.test(text)) return true;
  const named: readonly string[] = values['addresses']?.match(address) ?? [];
  const rows = sessions(seen).filter(({ peer }) => named.length === 0 || named.includes(bare(peer.address)));
  return ready && rows.length > 0 && rows.every(({ up }) => up);
}

/** Broadcasts of the LAN and what strays between machines are martians too. */
function isOfPods(seen: Seen, { values: { to = '', from = '' } }: LogHit): boolean {
  if (/^(?:22[4-9]|23\d|255)\.|\.255$/.test(to) || [to, from].every((one) => kindOf(seen, one) === 'neighbour')) return false;
  if ([to, from].some((one) => kindOf(seen, one) === 'pod')) return true;
  // Where no pods are known, two addresses of one small network are rather machines: a node has a network of pods to itself.
  return (mayBePod(seen, to) || mayBePod(seen, from)) && !within(`${to}/24`, `${from}/32`);
}

function counts(seen: Seen, hit: LogHit, component: Component): boolean {
  if (component === 'probe') return !isPast(seen, hit);
  return hit.signature !== 'martian' || isOfPods(seen, hit);
}

export const logSigns: readonly Sign[] = signatures.map(({ id, component, base, says }) => ({
  id: `log.${id}`,
  base,
  says,
  shownBy: [shownBy[component]],
  look: (seen) => {
    const all = seen.logs.filter(({ signature }) => signature === id);
    const hits = all.filter((hit) => counts(seen, hit, component));
    if (all.length > 0 && hits.length === 0) return undefined;
    if (hits.length > 0) return answer(hits.slice(0, 5).flatMap((hit) => about(seen, hit).map((node) => ({ quote: hit.quote, node }))));
    return seen.logsOf.has(component) ? answer([]) : undefined;
  },
}));
