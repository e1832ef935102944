import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'wrong-node-address',
  title: 'a node speaks BGP from an address that the others cannot reach',
  prior: 0.07,
  signs: {
    'address.on-foreign-device': 0.8,
    'address.on-no-device': 0.15,
    'shape.odd-address': 0.85,
    'shape.one-node': 0.8,
    'bgp.down': 0.97,
    'bgp.connect': 0.6,
    'bgp.passive': 0.7,
    'bgp.unreachable': 0.3,
    'bgp.closed': 0.35,
    'bgp.no-route': 0.1,
    'route.missing': 0.7,
    'pods.lost': 0.8,
    'nc.lost': 0.4,
    'ping.peer-gone': 0.5,
    'log.unexpected-connect': 0.4,
    'firewall.179': 0.003,
    'shape.stranger': 0.02,
    'route.tunnelled': 0.15,
  },
  rules: ['autodetection-method', 'node-identity'],
  remedy: () => ({
    summary: 'let the node find its right address: IP_AUTODETECTION_METHOD by CIDR, interface, or kubernetes-internal-ip',
    then: ['kubectl -n kube-system set env daemonset/calico-node -c calico-node IP_AUTODETECTION_METHOD=kubernetes-internal-ip'],
    verify: [
      'kubectl get nodes -o jsonpath=\'{range .items[*]}{.metadata.name} {.metadata.annotations.projectcalico\\.org/IPv4Address}{"\\n"}{end}\'',
      'sudo calicoctl node status',
    ],
    back: ['kubectl -n kube-system set env daemonset/calico-node -c calico-node IP_AUTODETECTION_METHOD-'],
  }),
});
