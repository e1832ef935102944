import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** Test data beside the repository, which is not part of it: manifests that Calico ships, real files with verdicts. */
export const shared: string = resolve(import.meta.dirname, '../../shared');

/** True where the data is there. Tests that need it are skipped otherwise, and say so. */
export const hasShared: boolean = existsSync(resolve(shared, 'corpus/real/index.json'));

if (!hasShared) console.warn('skipped: the corpus is not beside this clone (../shared/corpus), so its tests do not run');
