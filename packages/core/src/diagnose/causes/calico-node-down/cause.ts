import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'calico-node-down',
  title: 'calico-node does not run on a node',
  prior: 0.05,
  signs: {
    'agent.calico-down': 0.97,
    'bgp.down': 0.85,
    'bgp.refused': 0.7,
    'bgp.no-route': 0.1,
    'bgp.closed': 0.2,
    'bgp.passive': 0.5,
    'shape.one-node': 0.7,
    'nc.refused': 0.8,
    'socket.none': 0.85,
    'route.missing': 0.6,
    'pods.lost': 0.7,
    'bird.peer-restarting': 0.1,
    'firewall.179': 0.003,
  },
  rules: ['tool-in-image', 'image-version-skew'],
  remedy: () => ({
    summary: 'start calico-node on that node: look why its pod ended',
    then: [
      'kubectl -n kube-system get pods -o wide -l k8s-app=calico-node',
      'kubectl -n kube-system describe pod <calico-node pod of that node>',
    ],
    verify: ['sudo calicoctl node status'],
    back: [],
  }),
});
