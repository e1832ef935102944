import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'bird-socket-missing',
  title: 'BIRD runs, and its control socket is not where its tools look: /var/run/calico is not mounted',
  prior: 0.02,
  signs: {
    'ping.large-answered': 0.9,
    'agent.socket-missing': 0.97,
    'pods.lost': 0.03,
    'bgp.down': 0.05,
    'route.missing': 0.03,
  },
  remedy: () => ({
    summary: 'mount /var/run/calico of the host into calico-node',
    then: ['kubectl -n kube-system get daemonset calico-node -o yaml'],
    verify: ['sudo calicoctl node status'],
    back: [],
  }),
});
