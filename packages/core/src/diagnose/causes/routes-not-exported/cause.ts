import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'routes-not-exported',
  title: 'BGP sessions are up and carry no pod routes: a filter or disableBGPExport',
  prior: 0.03,
  signs: {
    'bird.exports-nothing': 0.95,
    'bgp.down': 0.03,
    'route.missing': 0.97,
    'pods.lost': 0.95,
    'pods.all-lost': 0.4,
    'route.none-at-all': 0.4,
    'bird.recovery': 0.01,
    'route.tunnelled': 0.02,
  },
  rules: ['bgp-export'],
  remedy: () => ({
    summary: 'let the pool be exported: no BGPFilter that rejects it, disableBGPExport false',
    then: [
      'calicoctl get bgpfilter -o yaml',
      'calicoctl get ippool -o yaml',
      'calicoctl patch ippool <pool> -p \'{"spec":{"disableBGPExport":false}}\'',
    ],
    verify: ['birdc show protocols all: exported is not 0', 'ip route'],
    back: ['put the filter back'],
  }),
});
