import { type Cause, defineCause } from '../../cause.js';
import { byPool, poolName } from '../../fix/encapsulation.js';
import { kept } from '../../fix/keep.js';
import { run } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'pool-not-selected',
  title: 'no pool takes this node or this pod',
  prior: 0.02,
  signs: {
    'log.sandbox-failed': 0.1,
    'pods.stuck': 0.8,
    'log.no-pool-for-node': 0.9,
    'log.no-qualified-pool': 0.6,
  },
  words: [
    /no configured Calico pools for node|cannot find a qualified ippool/,
    /nodeSelector[^\n]{0,60}(?:no|not|match|cover|exclude)/i,
    /(?:no|not any|none of the) (?:ip ?)?pools? (?:select|match|for)/i,
    /can-?reach|remote Destination=/i,
  ],
  rules: ['pool-coverage'],
  remedy: (told) => {
    const { keep, back } = kept('ippool', poolName(told.seen), ['nodeSelector']);
    return {
      summary: 'a nodeSelector that takes the node, or a pool for it; no pool disabled by mistake',
      then: [
        run('what the pools select', 'calicoctl get ippool -o yaml | grep -E "name:|nodeSelector|disabled|allowedUses|assignmentMode"'),
        run('what the nodes are labelled with', 'kubectl get nodes --show-labels'),
        run('where a label is missing on the node', 'kubectl label node <node> <label>=<value>'),
        keep,
        byPool(told, '{"spec":{"nodeSelector":"all()"}}', 'or where the pool is meant for every node; pods that run keep their addresses'),
      ],
      verify: [run('no pod waits for an address', 'kubectl get pods -A -o wide --field-selector status.phase=Pending')],
      back: [run('a label that was set', 'kubectl label node <node> <label>-'), back],
    };
  },
});
