import { defineRule, noOptions, type Rule } from '../rule.js';

const messages = {
  near: '{installer} reads no {name}: did you mean {nearest}? {why}; {advice}',
  far: '{installer} reads no {name}: {why}; {advice}',
} as const;

const rule: Rule<typeof messages, Readonly<Record<string, never>>> = defineRule({
  name: 'installer-unknown-key',
  since: '0.1.0',
  category: 'installer',
  severity: 'warning',
  summary: 'The installer reads the keys that are written for it',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    for (const { installer, name, nearest, why, advice, origin, related = [], fix } of cluster.installer.unknown) {
      const common = { at: origin, related, ...(fix && { fix }) };
      if (nearest === undefined) report({ ...common, message: 'far', data: { installer, name, why, advice } });
      else report({ ...common, message: 'near', data: { installer, name, nearest, why, advice } });
    }
  },
});
export default rule;
