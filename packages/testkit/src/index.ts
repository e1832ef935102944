/** Runs rules over case files: texts with expectations on the line. Knows no test framework; the results are plain data. */
export { type Case, CaseError, type CaseFile, parseCases } from './case.js';
export { caseProblems } from './problems.js';
export { type CaseResult, runCase, runConfigured } from './run.js';
export type { FixedText, Want } from './want.js';
