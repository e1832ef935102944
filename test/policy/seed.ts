/** The seed of a run. CI prints it with the name of the test; CANAL_LINT_SEED=… repeats it. */
export const seed: number = Number(process.env['CANAL_LINT_SEED'] ?? Date.now() % 2 ** 31);
