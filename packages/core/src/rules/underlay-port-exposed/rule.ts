import { type Opening, protocols } from '../../cluster/host-groups.js';
import { effective } from '../../cluster/precedence.js';
import { knownValue } from '../../cluster/setting.js';
import { defineRule, noOptions, type Rule } from '../rule.js';

const messages = {
  exposed:
    'BGP (TCP {port}) is open to the whole Internet: anyone can talk to BIRD on each node; open it to the nodes and their peers only',
} as const;

const rule: Rule<typeof messages, Readonly<Record<string, never>>> = defineRule({
  name: 'underlay-port-exposed',
  since: '0.1.0',
  category: 'underlay',
  severity: 'warning',
  summary: 'BGP is open to nodes and their peers, not to the Internet',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    const port = knownValue(effective(cluster.bgp.listenPort)) ?? 179;
    for (const { openings } of cluster.underlay.groups) {
      for (const opening of openings) if (exposes(opening, port)) report({ message: 'exposed', at: opening.origin, data: { port } });
    }
  },
});
export default rule;

/** A rule about this port alone: one that opens everything is for another tool to judge. */
function exposes({ direction, allows, packets, peers }: Opening, port: number): boolean {
  if (direction !== 'in' || !allows || packets?.protocol !== protocols.tcp || packets.from !== port || packets.to !== port) return false;
  return peers.some(({ kind }) => kind === 'any' || kind === 'internet');
}
