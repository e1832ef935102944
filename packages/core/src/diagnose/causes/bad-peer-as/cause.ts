import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'bad-peer-as',
  title: 'the AS number of a peer is not what the other side expects',
  prior: 0.04,
  signs: {
    'bgp.bad-as': 0.93,
    'config.as': 0.9,
    'bgp.down': 0.95,
    'bgp.connect': 0.3,
    'bgp.passive': 0.5,
    'bgp.closed': 0.2,
    'log.bad-peer-as': 0.9,
    'shape.one-node': 0.5,
    'pods.lost': 0.8,
    'route.missing': 0.8,
    'firewall.179': 0.003,
    'route.tunnelled': 0.15,
  },
  words: [
    /[Bb]ad peer A/,
    /(?:wrong|different|mismatch\w*)[^\n]{0,30}\bAS(?:N| number)/i,
    /bgppeer[^\n]*\s(\d{4,})[\s\S]*local as (?!\1)\d+/i,
  ],
  rules: ['bgp-as-number', 'bgp-peer'],
  remedy: ({ seen }) => {
    const own = seen.nodes.flatMap(({ name, config }) => config.flatMap(({ as }) => (as === undefined ? [] : [{ name, as }])));
    const expected = seen.nodes.flatMap(({ config }) => config.flatMap(({ peers }) => peers.map(({ as }) => as)));
    const common = mode([...own.map(({ as }) => as), ...expected]);
    const odd = own.filter(({ as }) => as !== common);
    return {
      summary: 'write the same AS number on both sides: the asNumber of a BGPPeer is that of the peer itself',
      then: [
        'calicoctl get bgppeer -o yaml; calicoctl get nodes -o wide',
        ...(odd.length > 0
          ? odd.map(({ name }) => `calicoctl patch node ${name} -p '{"spec":{"bgp":{"asNumber":${common}}}}'`)
          : [`calicoctl patch bgppeer <name> -p '{"spec":{"asNumber":${common ?? '<AS number of the peer>'}}}'`]),
      ],
      verify: ['sudo calicoctl node status'],
      back:
        odd.length > 0
          ? odd.map(({ name, as }) => `calicoctl patch node ${name} -p '{"spec":{"bgp":{"asNumber":${as}}}}'`)
          : ['put the former asNumber back'],
    };
  },
});

/** The number that most say; nothing of nothing. */
function mode(all: readonly number[]): number | undefined {
  const count = (one: number): number => all.filter((other) => other === one).length;
  return [...new Set(all)].sort((a, b) => count(b) - count(a))[0];
}
