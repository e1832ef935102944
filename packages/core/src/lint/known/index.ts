/** What is known of findings from before: a baseline, the files as they were. No I/O. A chunk of its own, loaded where it is asked for. */
export { sinceBase, type Texts } from './base.js';
export { type Around, withBaseline } from './baseline.js';
export type { Entry } from './entry.js';
export { type ParsedBaseline, type PlacedEntry, parseBaseline } from './parse.js';
export { baselineText, renewed } from './text.js';
