import { printedJson } from '../../report/visible.js';
import type { Format } from './reporter.js';

/** The answer itself: API. */
export const json: Format = { name: 'json', render: ({ answer }) => printedJson(answer) };
