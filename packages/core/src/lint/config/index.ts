/** Reads configurations: no I/O, the host reads the files and imports the plugins. A chunk of its own, loaded where there is a configuration. */
export type { Fault } from './check.js';
export { type Config, type Level, type Placed, type RuleState, ruleState } from './config.js';
export { configuration, configurationRun } from './findings.js';
export { matchesGlobs, pathFrom } from './glob.js';
export { type ConfigFile, type ConfigTree, parseConfig } from './parse.js';
export { isPreset, type Preset, presets } from './presets.js';
export { configJson, renderConfig } from './print.js';
export { type ConfigFlags, type ConfigParts, type Resolved, resolveConfig } from './resolve.js';
export { publishedSchema } from './schema.js';
