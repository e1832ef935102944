import { isUnread } from '../network/release-span.js';
import { formatVersion, type Version } from '../network/version.js';

/** What a generator gives: texts, and what to do with them. */
export type Generated = {
  /** Under the names that `next` calls them by. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
  /** What to do next, a line each. `./` is the folder of the files. */
  readonly next: readonly string[];
};

/** The step for a release that came after canal-lint. */
export function unread(calico: Version): readonly string[] {
  return isUnread(calico) ? [`${formatVersion(calico)} is newer than what this canal-lint knows: compare its release notes`] : [];
}
