/** What there is to know about the causes without a diagnosis: for `explain`, the pages and the reports. */
import { homepage } from '../lint/rules.js';

export { causes } from './registry.gen.js';
export { signs } from './signs/index.js';

/** The page of a cause in Markdown; undefined for a name that is no cause's. Loaded at the first call, as those of the rules are. */
export async function causeDocs(id: string): Promise<string | undefined> {
  const { docs } = await import('./docs.gen.js');
  return Object.hasOwn(docs, id) ? docs[id] : undefined;
}

/** The address of a cause's page. */
export const causePage = (id: string): string => `${homepage}/blob/main/docs/causes/${id}.md`;
