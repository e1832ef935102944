import { type Cause, defineCause } from '../../cause.js';
import { flannelRestart, netConf, netConfNow } from '../../fix/flannel.js';
import { byHand, eachNode, run } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'flannel-backend',
  title: 'the nodes use different backends of flannel',
  prior: 0.01,
  signs: {
    'log.flannel-backend': 0.9,
    'log.flannel-nat': 0.5,
  },
  rules: ['flannel-network'],
  remedy: ({ seen }) => ({
    summary: 'one backend in net-conf.json for all nodes: flannel leaves out the nodes that announce another',
    then: [
      run(
        'see which type each node announced',
        `kubectl get nodes -o custom-columns=NAME:.metadata.name,BACKEND:.metadata.annotations.flannel\\.alpha\\.coreos\\.com/backend-type`,
      ),
      run('see what is set', netConfNow(seen)),
      run('restart flannel on every node, so that each announces what is set', flannelRestart(seen)),
    ],
    verify: [run('each other node has a route', 'ip route', eachNode)],
    back: [byHand('write the former backend into net-conf.json, and restart flannel again')],
    manifests: [netConf(seen)],
  }),
});
