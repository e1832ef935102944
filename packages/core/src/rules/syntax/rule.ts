import { defineRule, noOptions, type Rule } from '../rule.js';

const messages = {
  syntax: 'this document cannot be read: {reason}',
  embedded: '{reason}; what reads it will not start',
  duplicateKey: 'the key {key} is set twice in one map: kubectl, Helm and Ansible keep the later value and drop this one',
  unknownTag: '{reason}: the text is taken as a string',
} as const;

const rule: Rule<typeof messages, Readonly<Record<string, never>>> = defineRule({
  name: 'syntax',
  since: '0.1.0',
  category: 'text',
  severity: 'error',
  summary: 'A document must be valid YAML or JSON',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    for (const { kind, message, at, first, document } of cluster.problems) {
      const place = { document, path: [], span: at };
      if (kind === 'syntax') report({ message: document.outer ? 'embedded' : 'syntax', at: place, data: { reason: message } });
      else if (kind === 'duplicate-key')
        report({
          message: 'duplicateKey',
          at: { ...place, span: first ?? at },
          severity: 'warning',
          data: { key: message },
          related: [{ origin: place, note: 'the later one' }],
        });
      else report({ message: 'unknownTag', at: place, severity: 'warning', data: { reason: message } });
    }
  },
});
export default rule;
