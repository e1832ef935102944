/** What the preflight alone can find out, since it has both ends in hand and needs no pods. */
import type { Probe } from '../seen.js';
import { answer, type Sign } from '../sign.js';
import { probesOf } from '../view.js';

type Asked = Pick<Sign, 'id' | 'base' | 'says'> & { readonly of: (probe: Probe) => boolean };

/** Holds where a probe of the preflight was not answered. */
const unanswered = ({ of, ...sign }: Asked): Sign => ({
  ...sign,
  shownBy: [],
  look: (seen) => {
    const all = probesOf(seen, (probe) => probe.preflight === true && of(probe));
    const hits = all.filter(({ probe }) => probe.result !== 'answered');
    return all.length === 0 ? undefined : answer(hits.map(({ probe, node }) => ({ quote: probe.quote, node })));
  },
});

export const preflightSigns: readonly Sign[] = [
  unanswered({
    id: 'nc.listener-unreached',
    base: 0.003,
    says: 'TCP port 179 of a node is not reached, though something listens there',
    of: ({ tool, port }) => tool === 'nc' && port === 179,
  }),
  unanswered({
    id: 'vxlan.probe-lost',
    base: 0.005,
    says: 'nothing comes back through the VXLAN port of a node',
    of: ({ tool }) => tool === 'vxlan',
  }),
  unanswered({
    id: 'path.too-small',
    base: 0.003,
    says: 'packets of pods, with the tunnel around them, do not fit between the nodes',
    of: ({ tool }) => tool === 'ping',
  }),
];
