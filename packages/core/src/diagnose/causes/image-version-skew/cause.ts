import { type Cause, defineCause } from '../../cause.js';
import { installerOf, placeOf } from '../../fix/installer.js';
import { byHand, run } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'image-version-skew',
  title: 'parts of Calico have different releases',
  prior: 0.03,
  signs: {
    'agent.pod-not-ready': 0.3,
    'node.not-ready': 0.1,
    'words.image-version-skew': 0.5,
    'log.datastore-not-ready': 0.3,
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
  remedy: ({ seen }) => ({
    summary: 'one release for calico-node, CNI plugin, kube-controllers, Typha, CRDs and calicoctl',
    then: [
      run(
        'which release each part has',
        `kubectl get pods -A -o jsonpath='{range .items[*]}{.spec.containers[*].image}{" "}{.spec.initContainers[*].image}{"\\n"}{end}' | tr ' ' '\\n' | grep -E 'calico|tigera|flannel' | sort | uniq -c`,
      ),
      run('which one the cluster and calicoctl have', 'calicoctl version'),
      byHand('apply the manifests (or the chart) of one release as a whole: CRDs first, then Typha and calico-node, then the rest'),
    ],
    verify: [run('client and cluster agree', 'calicoctl version')],
    back: [
      installerOf(seen) === 'operator'
        ? byHand('apply the former manifests (or chart) of the operator: it brings its own calico-node; CRDs stay')
        : run('the former calico-node; CRDs stay', `kubectl -n ${placeOf(seen).namespace} rollout undo daemonset/${placeOf(seen).name}`),
    ],
  }),
});
