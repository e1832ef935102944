/** What there is to know about the causes without a diagnosis: for `explain`, the pages and the reports. */
import { homepage } from '../lint/rules.js';

export { causes } from './registry.gen.js';

/** The address of a cause's page. */
export const causePage = (id: string): string => `${homepage}/blob/main/docs/causes/${id}.md`;
