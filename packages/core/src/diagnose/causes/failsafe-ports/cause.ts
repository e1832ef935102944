import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'failsafe-ports',
  title: 'a policy for hosts closes the ports that Calico itself needs',
  prior: 0.02,
  signs: {
    'bgp.down': 0.6,
    'bgp.connect': 0.5,
    'bgp.passive': 0.5,
  },
  words: [/failsafe/i, /host ?endpoint[^\n]{0,60}(?:block|drop|lost|lock)/i],
  rules: ['failsafe-ports'],
  remedy: () => ({
    summary: 'keep TCP 179 (and 2379, 5473, 6443) in both failsafe lists',
    then: ['calicoctl get felixconfiguration default -o yaml'],
    verify: ['sudo calicoctl node status'],
    back: ['put the former lists back'],
  }),
});
