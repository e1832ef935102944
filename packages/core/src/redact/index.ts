/** Stand-ins for secrets and names. */
export type { Kind } from './kinds.js';
export { pathNames } from './paths.js';
export { type Place, type Redacted, type Redactor, type Replacement, redact, redactor, type Text } from './redact.js';
export { restore } from './restore.js';
export type { StandIn } from './stand-ins.js';
