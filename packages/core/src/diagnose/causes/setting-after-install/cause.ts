import { type Cause, defineCause } from '../../cause.js';
import { byPool, podPing, poolName, poolsWide } from '../../fix/encapsulation.js';
import { kept } from '../../fix/keep.js';
import { byHand, quoted, run } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'setting-after-install',
  title: 'a setting that counts only for the first installation was changed afterwards',
  prior: 0.03,
  signs: {},
  words: [
    /(?:default|existing|current)?\s*(?:ip ?)?pool[^\n]{0,40}still\s+[\d.]+\/\d+/i,
    /still (?:has|uses|shows)? ?(?:the )?(?:default|old|192\.168\.0\.0\/16)/i,
    /(?:no|without) effect|(?:is|was|being) ignored|not (?:being )?(?:applied|respected|honou?red)|does(?:n.t| not) (?:change|apply|take effect)/i,
    /after (?:the )?(?:first |initial )?install\w*/i,
  ],
  settings: [/podCidr\s*:/, [/CALICO_IPV4POOL_CIDR/, /pool-network-cidr|pod-network-cidr|192\.168\.0\.0\/16/]],
  rules: ['setting-no-effect', 'installer-dead-setting'],
  remedy: (told) => {
    const { keep, back } = kept('ippool', poolName(told.seen), ['ipipMode', 'vxlanMode']);
    return {
      summary: 'change the object that lives in the cluster: CALICO_IPV4POOL_* and their like make the first pool, and are not read again',
      then: [
        poolsWide,
        run('see what the cluster really has', 'calicoctl get ippool -o yaml'),
        keep,
        byPool(
          told,
          `{"spec":{"ipipMode":"${quoted('<mode>')}","vxlanMode":"${quoted('<mode>')}"}}`,
          'modes can be changed; Felix restarts itself',
        ),
        byHand('a range or a block size cannot be changed: make a new pool, disable the old one, recreate the pods'),
      ],
      verify: [run('the pool says what was meant', 'calicoctl get ippool -o wide'), podPing(told)],
      back: [back],
    };
  },
});
