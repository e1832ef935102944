import { type Cause, defineCause } from '../../cause.js';
import { established } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'probed-session',
  title: 'nothing is wrong: somebody probed TCP port 179, and BIRD took that for a restart of the peer; the session is back in seconds',
  harmless: true,
  prior: 0.005,
  signs: {
    'bgp.no-rows': 0.05,
    'ping.large-answered': 0.95,
    'bird.restart-without-cause': 0.95,
    'bird.peer-restarting': 0.97,
    'bgp.down': 0.95,
    'bgp.closed': 0.93,
    'bgp.closed-for-days': 0.003,
    'bgp.closed-after-probe': 0.9,
    'log.session-restarting': 0.9,
    'bgp.passive': 0.05,
    'bgp.connect': 0.02,
    'bgp.refused': 0.01,
    'agent.bird-missing-here': 0.001,
    'agent.bird-down': 0.001,
    'pods.lost': 0.004,
    'pods.all-lost': 0.001,
    'route.missing': 0.004,
    'socket.none': 0.003,
    'nc.lost': 0.005,
    'firewall.179': 0.002,
    'route.tunnelled': 0.15,
  },
  remedy: () => ({
    summary: 'ask for node status again after ten seconds, and do not probe port 179 between node addresses while sessions are up',
    then: [],
    verify: [established],
    back: [],
  }),
});
