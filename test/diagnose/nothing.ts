import type { Seen } from '../../packages/core/src/diagnose/seen.js';

/** What is seen where nothing was given. */
export const nothing: Seen = {
  objects: [],
  nodes: [],
  logs: [],
  logsOf: new Set<string>(),
  notes: [],
  prose: [],
  settings: [],
  former: [],
  clusters: [],
  findings: [],
  unread: [],
};
