/** The door of the room: `@canal-lint/core/diagnose`. */
export type { Answer, DiagnosedCause, Evidence } from './answer.js';
export { causeDocs, causePage, causes } from './catalogue.js';
export { correct } from './correct.js';
export { diagnose, type Input } from './diagnose.js';
export type { Draft as Read } from './draft.js';
export { openReading, type Reading, readTexts } from './read.js';
export { type Format, formats, type Told } from './report/index.js';
export type { Text } from './text.js';
