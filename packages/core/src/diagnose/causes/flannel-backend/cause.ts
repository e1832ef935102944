import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'flannel-backend',
  title: 'the nodes use different backends of flannel',
  prior: 0.01,
  signs: {
    'log.flannel-backend': 0.9,
    'log.flannel-nat': 0.5,
  },
  rules: ['flannel-network'],
  remedy: () => ({
    summary: 'one backend in net-conf.json for all nodes',
    then: ['kubectl -n kube-system edit configmap kube-flannel-cfg'],
    verify: ['ip route'],
    back: ['put the former backend back'],
  }),
});
