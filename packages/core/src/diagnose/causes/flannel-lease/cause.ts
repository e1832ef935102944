import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'flannel-lease',
  title: 'a node has no pod CIDR that flannel could lease',
  prior: 0.02,
  signs: {
    'log.flannel-pod-cidr': 0.9,
    'log.no-pod-cidr': 0.7,
    'log.flannel-network': 0.4,
  },
  rules: ['flannel-network'],
  remedy: () => ({
    summary: 'let the controller manager allocate node CIDRs (--allocate-node-cidrs, --cluster-cidr) out of the Network in net-conf.json',
    then: ['kubectl get nodes -o jsonpath=\'{range .items[*]}{.metadata.name} {.spec.podCIDR}{"\\n"}{end}\''],
    verify: ['kubectl get nodes -o yaml'],
    back: [],
  }),
});
