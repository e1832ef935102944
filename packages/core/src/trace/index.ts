/** Where findings in rendered text come from. */
export type { ChartText, Json, TracedChart } from './chart.js';
export { traceChart } from './trace.js';
