import { json } from './json.js';
import type { Reporter } from './reporter.js';
import { stylish } from './stylish.js';

export { jsonDifferences, markdownDifferences, renderDifferences } from './difference.js';
export type { JsonFinding, JsonReport } from './json.js';
export { renderNetwork } from './network.js';
export {
  countText,
  type Env,
  failing,
  type Palette,
  plainPalette,
  type Reporter,
  type RuleInfo,
  type Run,
  type Skipped,
  type Summary,
  skippedPlace,
} from './reporter.js';

/** Few runs need another than the first two: each is loaded when it is asked for. */
const loaders: Readonly<Record<string, () => Reporter | Promise<Reporter>>> = {
  stylish: () => stylish,
  json: () => json,
  sarif: async () => (await import('./sarif.js')).sarif,
  github: async () => (await import('./github.js')).github,
  markdown: async () => (await import('./markdown.js')).markdown,
  junit: async () => (await import('./junit.js')).junit,
  gitlab: async () => (await import('./gitlab.js')).gitlab,
  checkstyle: async () => (await import('./checkstyle.js')).checkstyle,
  azure: async () => (await import('./azure.js')).azure,
  teamcity: async () => (await import('./teamcity.js')).teamcity,
  policyreport: async () => (await import('./policyreport.js')).policyreport,
};

/** The names of all reporters; the first one is the default. */
export const formats: readonly string[] = Object.keys(loaders);

/** The reporter of a name, or undefined. */
export async function reporterNamed(name: string): Promise<Reporter | undefined> {
  return Object.hasOwn(loaders, name) ? await loaders[name]?.() : undefined;
}
