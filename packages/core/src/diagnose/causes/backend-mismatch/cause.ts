import { type Cause, defineCause } from '../../cause.js';
import { encapsulate } from '../../fix/encapsulation.js';

export const cause: Cause = defineCause({
  id: 'backend-mismatch',
  title: 'calico_backend does not carry the encapsulation of the pool',
  prior: 0.03,
  signs: {
    'route.without-bird': 0,
    'carrier.flannel': 0,
    'pods.lost': 0.8,
    'route.missing': 0.3,
    'route.none-at-all': 0.3,
    'agent.bird-down': 0.6,
    'finding.encapsulation-backend': 0.9,
    'words.across-nodes': 0.4,
    'words.device-missing': 0.4,
    'words.vxlan': 0.5,
  },
  words: [/backend[^\n]{0,40}(?:mismatch|differ|instead of|still) /i],
  settings: [
    [/calico_network_backend\s*:\s*["']?vxlan/, /calico_backend["']?\s*:\s*["']?bird/],
    [/calico_network_backend\s*:\s*["']?bird/, /calico_backend["']?\s*:\s*["']?vxlan/],
    [/calico_backend["']?\s*:\s*["']?vxlan/, /ipip_?[mM]ode["']?\s*[:=]\s*["']?(?:Always|CrossSubnet)/],
    [/CALICO_NETWORKING_BACKEND[^\n]*(?:\n[^\n]*)?(?:vxlan|none)/, /CALICO_IPV4POOL_IPIP[^\n]*(?:\n[^\n]*)?(?:Always|CrossSubnet)/],
  ],
  rules: ['encapsulation-backend'],
  remedy: (told) => ({
    summary:
      'let Felix carry the pods in VXLAN, which it does with any backend that runs Calico networking, or run BIRD (calico_backend bird) for IPIP and plain routing',
    ...encapsulate(told, 'Always'),
  }),
});
