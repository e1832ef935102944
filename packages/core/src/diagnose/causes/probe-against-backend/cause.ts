import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'probe-against-backend',
  title: 'a probe asks for BIRD where the backend runs none, or the other way round',
  prior: 0.02,
  signs: {
    'log.bird-socket': 0.7,
    'log.bird-not-live': 0.5,
    'pods.lost': 0.05,
    'route.tunnelled': 0.8,
    'bgp.down': 0.02,
  },
  words: [/-bird-(?:ready|live)/, /(?:readiness|liveness)[^\n]{0,60}bird/i, /bird\/confd is not live|BIRD is not ready: (?!BGP not est)/],
  rules: ['probe-backend'],
  remedy: () => ({
    summary: 'take -bird-ready and -bird-live out of the probes where the backend is vxlan or none',
    then: ['kubectl -n kube-system edit daemonset calico-node'],
    verify: ['kubectl -n kube-system get pods -l k8s-app=calico-node'],
    back: ['kubectl -n kube-system rollout undo daemonset/calico-node'],
  }),
});
