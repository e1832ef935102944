import { type Cause, defineCause } from '../../cause.js';
import { byHand, run } from '../../fix/step.js';

export const cause: Cause = defineCause({
  id: 'unknown-field',
  title: 'a field or a key is misspelt, and nothing reads it',
  prior: 0.03,
  signs: {
    'log.peer-malformed': 0.2,
    'log.cni-config-invalid': 0.3,
    'log.invalid-parameter': 0.5,
    'log.unknown-parameter': 0.6,
  },
  words: [/unknown field|strict decoding|no such field|typo|mis-?spel/i],
  settings: [/vethuMTU/],
  rules: ['schema', 'installer-unknown-key'],
  remedy: () => ({
    summary: 'correct the name: the API server, the chart or the installer drops what it does not know',
    then: [
      run('let the linter name the right one, and write it', 'canal-lint --fix <file>'),
      run('let the API server say what it would drop', 'kubectl apply --dry-run=server --validate=strict -f <file>'),
      run('apply it', 'kubectl apply -f <file>'),
    ],
    verify: [run('the value is there', 'calicoctl get felixconfiguration -o yaml; calicoctl get ippool -o yaml')],
    back: [byHand('apply the former file')],
  }),
});
