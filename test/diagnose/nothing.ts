import { emptyDraft, seenOf } from '../../packages/core/src/diagnose/draft.js';
import type { Seen } from '../../packages/core/src/diagnose/seen.js';

/** What is seen where nothing was given. */
export const nothing: Seen = seenOf(emptyDraft(), { clusters: [], findings: [] });
