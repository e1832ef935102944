/** What pods reach of each other. */
import { mayBePod } from '../kind-of.js';
import type { Seen } from '../seen.js';
import { answer, type Sign } from '../sign.js';
import { hostCidr, probesOf, type Tried, viewOf } from '../view.js';

const shownBy = ['ping-pods'];

/** Pings without a size from a pod to a pod of another node: services, gateways and hosts outside may well stay silent. */
function tried(seen: Seen): readonly Tried[] {
  const { pods } = viewOf(seen);
  const pings = probesOf(
    seen,
    ({ tool, pod, dontFragment, port }) => tool === 'ping' && pod !== undefined && !dontFragment && port === undefined,
  );
  return pings.filter(({ probe, node }) => mayBePod(seen, probe.to) && !pods.holding(hostCidr(probe.to)).some(({ name }) => name === node));
}

const lost: Sign = {
  id: 'pods.lost',
  base: 0.5,
  says: 'pods on different nodes do not reach each other',
  shownBy,
  look: (seen) => {
    const all = tried(seen);
    return all.length === 0
      ? undefined
      : answer(all.filter(({ probe }) => probe.result !== 'answered').map(({ probe, node }) => ({ quote: probe.quote, node })));
  },
};

/** True where a pod was seen to miss a pod of another node. */
export const podsLost = (seen: Seen): boolean => lost.look(seen)?.holds === true;

const allLost: Sign = {
  id: 'pods.all-lost',
  base: 0.2,
  says: 'no pod reaches any pod of another node',
  shownBy,
  look: (seen) => {
    const all = tried(seen);
    if (all.length === 0) return undefined;
    return answer(
      all.every(({ probe }) => probe.result !== 'answered') ? all.map(({ probe, node }) => ({ quote: probe.quote, node })) : [],
    );
  },
};

export const podSigns: readonly Sign[] = [lost, allLost];
