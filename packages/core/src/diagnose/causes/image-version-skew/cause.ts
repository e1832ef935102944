import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'image-version-skew',
  title: 'parts of Calico have different releases',
  prior: 0.03,
  signs: {
    'log.version-mismatch': 0.9,
    'log.resource-missing': 0.8,
  },
  words: [
    /version (?:skew|mismatch)|Version mismatch|(?:different|older|newer|incompatible) (?:calico )?versions?/i,
    /the server could not find the requested resource|resource does not exist: \w+/,
    /after (?:an? |the )?upgrad\w*|downgrad\w*/i,
    /unknown (?:type|kind)|no matches for kind/i,
  ],
  rules: ['image-version-skew', 'image-pinned'],
  remedy: () => ({
    summary: 'one release for calico-node, CNI plugin, kube-controllers, Typha, CRDs and calicoctl',
    then: ['kubectl -n kube-system get pods -o jsonpath=\'{range .items[*]}{.spec.containers[*].image}{"\\n"}{end}\''],
    verify: ['calicoctl version'],
    back: ['kubectl -n kube-system rollout undo daemonset/calico-node'],
  }),
});
