import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'nat-outgoing-off',
  title: 'pods leave the cluster with their own addresses: natOutgoing is off',
  prior: 0.03,
  signs: {
    'pods.lost': 0.03,
    'bgp.down': 0.03,
  },
  words: [
    /nat-?[oO]utgoing["']?\s*[:=]?\s*["']?(?:false|off|disabled)/i,
    /nat-?outgoing/i,
    /(?:external|internet|outside)[^\n]{0,40}(?:connectivity|access|unreachable|reach)/i,
    /masquerad|snat/i,
  ],
  rules: ['encapsulation-required'],
  remedy: () => ({
    summary: 'set natOutgoing of the pool, unless the routers outside know the pods',
    then: ['calicoctl patch ippool <pool> -p \'{"spec":{"natOutgoing":true}}\''],
    verify: ['ping an outside address from a pod'],
    back: ['calicoctl patch ippool <pool> -p \'{"spec":{"natOutgoing":false}}\''],
  }),
});
