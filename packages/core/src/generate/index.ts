/** The door of the room: `@canal-lint/core/generate`. Writers of what keeps faults away; texts in, texts out. */
export type { Generated } from './generated.js';
export { podNetworks } from './pod-networks.js';
