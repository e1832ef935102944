/** Signatures of logs as signs, and the findings of the linter. */
import { signatures } from '../log/signatures.js';
import { answer, type Sign } from '../sign.js';

export const logSigns: readonly Sign[] = signatures.map(({ id, component, base, says }) => ({
  id: `log.${id}`,
  base,
  says,
  shownBy: [`log-${component}`],
  look: (seen) => {
    const hits = seen.logs.filter(({ signature }) => signature === id);
    if (hits.length > 0) return answer(hits.slice(0, 5));
    return seen.logsOf.has(component) ? answer([]) : undefined;
  },
}));
