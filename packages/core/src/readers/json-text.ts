/** JSON that stands as text in a ConfigMap or a variable. */
import { isTemplated, jsonFault, type Nested, type SourceProblem } from '../source/index.js';

/**
 * The faults of such a text; `what` names it. What install-cni fills in (`__CNI_MTU__`) counts as a number. Nothing is said where a template fills
 * something in.
 */
export function jsonProblems({ document, problems }: Nested, what: string): readonly SourceProblem[] {
  const told = (reason: string, at: SourceProblem['at']): SourceProblem => ({
    kind: 'syntax',
    message: `${what} is not valid JSON: ${reason}`,
    at,
    document,
  });
  const broken = problems.filter(({ kind }) => kind === 'syntax');
  if (broken.length > 0) return broken.map(({ message, at }) => told(message, at));
  const { text } = document.piece;
  if (document.structural || isTemplated(text) || text.trim() === '') return [];
  const fault = jsonFault(text.replaceAll(/__[A-Z][A-Z0-9_]*__/g, (place) => '1'.repeat(place.length)));
  return fault ? [told(fault.reason, { start: fault.at, end: Math.min(fault.at + 1, text.length) })] : [];
}
