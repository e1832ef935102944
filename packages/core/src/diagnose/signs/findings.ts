/** What the linter says of the configuration among the input: a finding of a rule is a sign. */
import { causes } from '../registry.gen.js';
import { answer, type Sign } from '../sign.js';

const rules = [...new Set(causes.flatMap(({ rules: own = [] }) => own))];

export const findingSigns: readonly Sign[] = rules.map((rule) => ({
  id: `finding.${rule}`,
  says: `canal-lint reports ${rule} in the configuration`,
  base: 0.03,
  shownBy: ['configuration'],
  look: ({ clusters, findings }) => {
    if (clusters.length === 0 && findings.length === 0) return undefined;
    const hits = findings.filter((finding) => finding.rule === rule && finding.severity !== 'info');
    return answer(hits.map(({ location, message }) => ({ quote: { text: message, file: location.file, line: location.line } })));
  },
}));
