import { defineRule, noOptions, type Rule } from '../rule.js';

const messages = {
  dead: '{name} has no effect: {why}; {advice}',
} as const;

const rule: Rule<typeof messages, Readonly<Record<string, never>>> = defineRule({
  name: 'installer-dead-setting',
  since: '0.1.0',
  category: 'installer',
  severity: 'warning',
  summary: 'A setting of an installer changes something',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    for (const { name, why, advice, origin, related = [], fix } of cluster.installer.dead)
      report({ message: 'dead', at: origin, related, ...(fix && { fix }), data: { name, why, advice } });
  },
});
export default rule;
