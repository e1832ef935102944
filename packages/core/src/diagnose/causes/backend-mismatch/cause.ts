import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'backend-mismatch',
  title: 'calico_backend does not carry the encapsulation of the pool',
  prior: 0.03,
  signs: {
    'pods.lost': 0.8,
    'route.missing': 0.6,
  },
  words: [
    [/calico_network_backend\s*:\s*["']?vxlan/, /calico_backend["']?\s*:\s*["']?bird/],
    [/calico_network_backend\s*:\s*["']?bird/, /calico_backend["']?\s*:\s*["']?vxlan/],
    [/calico_backend["']?\s*:\s*["']?vxlan/, /ipip_?[mM]ode["']?\s*[:=]\s*["']?(?:Always|CrossSubnet)/],
    [/CALICO_NETWORKING_BACKEND[^\n]*(?:\n[^\n]*)?(?:vxlan|none)/, /CALICO_IPV4POOL_IPIP[^\n]*(?:\n[^\n]*)?(?:Always|CrossSubnet)/],
    /backend[^\n]{0,40}(?:mismatch|differ|instead of|still) /i,
  ],
  rules: ['encapsulation-backend'],
  remedy: () => ({
    summary: 'let the backend and the pool say the same: bird for IPIP and plain routing, vxlan or bird for VXLAN',
    then: ['kubectl -n kube-system edit configmap calico-config', 'kubectl -n kube-system rollout restart daemonset/calico-node'],
    verify: ['ip route'],
    back: ['kubectl -n kube-system rollout undo daemonset/calico-node'],
  }),
});
