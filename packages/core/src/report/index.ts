import { github } from './github.js';
import { json } from './json.js';
import type { Reporter } from './reporter.js';
import { sarif } from './sarif.js';
import { stylish } from './stylish.js';

export { jsonDifferences, markdownDifferences, renderDifferences } from './difference.js';
export { renderNetwork } from './network.js';
export { type Env, type Palette, plainPalette, type Reporter, type RuleInfo, type Run, type Skipped, type Summary } from './reporter.js';

/** All reporters; the first one is the default. */
export const reporters: readonly Reporter[] = [stylish, json, sarif, github];

/** The reporter of a name, or undefined. */
export function reporterNamed(name: string): Reporter | undefined {
  return reporters.find((reporter) => reporter.name === name);
}
