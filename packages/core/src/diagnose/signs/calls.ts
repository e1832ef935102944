/** Connections and questions for names, which fail in ways that pings do not see. */
import type { Seen } from '../seen.js';
import { answer, type Sign } from '../sign.js';
import { bare, holders, probesOf, sessions, type Tried } from '../view.js';

/** The machine itself, a node, and the metadata of a cloud: whether they listen says nothing of the pod network. */
function isElsewhere(seen: Seen, to: string): boolean {
  if (/^(?:127\.|169\.254\.169\.254$|localhost$|::1$)/.test(to)) return true;
  const listed = seen.objects.some(({ kind, addresses }) => kind === 'node' && addresses.includes(to));
  return listed || holders(seen, to).length > 0 || sessions(seen).some(({ peer }) => bare(peer.address) === to);
}

const calls = (seen: Seen): readonly Tried[] =>
  probesOf(seen, ({ tool, port, to }) => /^(?:dns|nc|curl)$/.test(tool) && port !== 179 && !isElsewhere(seen, to));

const fail: Sign = {
  id: 'calls.fail',
  base: 0.5,
  says: 'a connection or a question for a name is not answered',
  shownBy: ['tcp'],
  look: (seen) => {
    const all = calls(seen);
    if (all.length === 0) return undefined;
    return answer(all.filter(({ probe }) => probe.result !== 'answered').map(({ probe, node }) => ({ quote: probe.quote, node })));
  },
};

export const callSigns: readonly Sign[] = [fail];
