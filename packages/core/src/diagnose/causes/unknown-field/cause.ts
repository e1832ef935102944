import { type Cause, defineCause } from '../../cause.js';

export const cause: Cause = defineCause({
  id: 'unknown-field',
  title: 'a field or a key is misspelt, and nothing reads it',
  prior: 0.03,
  signs: {
    'log.unknown-parameter': 0.6,
  },
  words: [/unknown field|strict decoding|no such field|vethuMTU|typo|mis-?spel/i],
  rules: ['schema', 'installer-unknown-key'],
  remedy: () => ({
    summary: 'correct the name: the API server, or the chart, drops what it does not know',
    then: ['kubectl apply --dry-run=server -f <file>'],
    verify: ['calicoctl get felixconfiguration -o yaml'],
    back: ['git revert the change'],
  }),
});
