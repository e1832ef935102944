import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'bird-not-running',
  title: 'BIRD, or calico-node itself, does not run on a node that needs it',
  prior: 0.1,
  signs: {
    'agent.bird-missing-here': 0.7,
    'agent.bird-down': 0.75,
    'agent.socket-timeout': 0.01,
    'bgp.down': 0.8,
    'bgp.refused': 0.7,
    'bgp.closed': 0.2,
    'bgp.passive': 0.5,
    'shape.one-node': 0.6,
    'nc.refused': 0.8,
    'socket.none': 0.8,
    'route.tunnelled': 0.03,
    'route.none-at-all': 0.6,
    'route.missing': 0.7,
    'pods.lost': 0.75,
    'ping.peer-answers': 0.97,
    'firewall.179': 0.002,
    'bird.peer-restarting': 0.01,
    'bgp.connect': 0.1,
  },
  words: [
    /(?:failed|unable) to connect to (?:BIRD|bird|birdv4) ?(?:socket)?|birdclient: failed/i,
    /bird(?:6)? (?:is |does )?(?:not|crash\w*|keeps? crash|died|exit\w*)/i,
  ],
  rules: ['probe-backend', 'encapsulation-backend'],
  remedy: () => ({
    summary: 'bring BIRD back: look why calico-node ended, and keep calico_backend bird where a pool is routed by BGP',
    then: [
      'kubectl -n kube-system get pods -o wide -l k8s-app=calico-node',
      'kubectl -n kube-system logs <calico-node pod of that node> -c calico-node --previous',
      'kubectl -n kube-system delete pod <calico-node pod of that node>',
    ],
    verify: ['sudo calicoctl node status'],
    back: ['kubectl -n kube-system rollout undo daemonset/calico-node'],
  }),
});
