import { deploySteps } from '../../cluster/steps.js';
import { defineRule, noOptions, type Rule } from '../rule.js';

const messages = {
  refused: '{installer} refuses {name}: {why} ({check}); {outcome}; {advice}',
} as const;

const rule: Rule<typeof messages, Readonly<Record<string, never>>> = defineRule({
  name: 'installer-validation',
  since: '0.1.0',
  category: 'installer',
  severity: 'error',
  summary: 'The installer accepts its own input',
  messages,
  options: noOptions,
  check({ cluster, report }) {
    for (const refused of cluster.installer.refused) {
      const { installer, name, why, check, outcome, advice, origin, related = [], fix } = refused;
      const severity = refused.certain ? 'error' : 'warning';
      report({
        message: 'refused',
        at: origin,
        severity,
        related,
        ...(fix && { fix: { ...fix, then: fix.then ?? deploySteps(cluster, origin.document.source.name) } }),
        data: { installer, name, why, check, outcome, advice },
      });
    }
  },
});
export default rule;
