import { type Cause, defineCause } from '../../cause.js';
import { said } from '../../told.js';

export const cause: Cause = defineCause({
  id: 'listen-port-mismatch',
  title: 'BIRD of one node listens on another port than its peers dial',
  prior: 0.02,
  signs: {
    'socket.other-port': 0.97,
    'bgp.refused': 0.9,
    'bgp.down': 0.95,
    'bgp.passive': 0.5,
    'nc.refused': 0.95,
    'pods.lost': 0.8,
    'route.missing': 0.8,
    'shape.one-node': 0.7,
    'socket.none': 0.01,
    'route.tunnelled': 0.15,
  },
  rules: ['bgp-peer'],
  remedy: (told) => {
    const odd = said(told, 'socket.other-port', ({ sockets }) => sockets).map(({ node }) => node);
    const nodes = odd.length > 0 ? odd : ['<node>'];
    return {
      summary: 'one listenPort for all nodes, or peers that name the port',
      then: [
        'calicoctl get bgpconfiguration -o yaml',
        ...nodes.map((node) => `calicoctl patch bgpconfiguration node.${node} -p '{"spec":{"listenPort":179}}'`),
        // BIRD opens another socket only when it starts.
        'kubectl -n kube-system delete pod <calico-node pod of that node>',
      ],
      verify: ['sudo calicoctl node status'],
      back: ['put the former listenPort back'],
    };
  },
});
