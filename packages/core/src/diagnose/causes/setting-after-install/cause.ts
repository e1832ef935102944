import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'setting-after-install',
  title: 'a setting that counts only for the first installation was changed afterwards',
  prior: 0.03,
  signs: {},
  words: [
    /(?:default|existing|current)?\s*(?:ip ?)?pool[^\n]{0,40}still\s+[\d.]+\/\d+/i,
    /still (?:has|uses|shows)? ?(?:the )?(?:default|old|192\.168\.0\.0\/16)/i,
    /podCidr\s*:/,
    /(?:no|without) effect|(?:is|was|being) ignored|not (?:being )?(?:applied|respected|honou?red)|does(?:n.t| not) (?:change|apply|take effect)/i,
    /after (?:the )?(?:first |initial )?install\w*/i,
    [/CALICO_IPV4POOL_CIDR/, /pool-network-cidr|pod-network-cidr|192\.168\.0\.0\/16/],
  ],
  rules: ['setting-no-effect', 'installer-dead-setting'],
  remedy: () => ({
    summary: 'change the object in the cluster: the environment and these values only make it where it does not exist',
    then: ['calicoctl get ippool -o yaml', 'calicoctl apply -f <the new pool>'],
    verify: ['calicoctl get ippool -o wide'],
    back: ['calicoctl apply -f <the old pool>'],
  }),
});
