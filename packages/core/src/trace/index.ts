/** Where findings in rendered text come from. */
export { type TracedBuild, traceBuild } from './build.js';
export type { ChartText, Json, TracedChart } from './chart.js';
export { joined, type References, referencesOf } from './kustomization.js';
export { traceChart } from './trace.js';
export { unreadValues } from './unread.js';
