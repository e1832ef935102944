// Since when and until when a release has something, as the tables of this folder write it.

import { atLeast, type Version } from './version.js';

type Minor = `${number}.${number}`;

/**
 * `3.22`: from that release on. `3.22-3.31`: up to that one. `<=3.21`: the oldest release that was read has it. `head`: none has it up to
 * v3.32, the head of development has.
 */
export type Releases = '<=3.21' | `<=3.21-${Minor}` | Minor | `${Minor}-${Minor}` | 'head';

/** The first release after the last one that was read. */
const head = '3.33';

/** True for a release that came after the last one that was read. */
export function isUnread(release: Version): boolean {
  return atLeast(release, head);
}

/** Since and until when; undefined where that is not known, or has no end. */
function spanOf(releases: Releases): { readonly since: Minor | undefined; readonly until: Minor | undefined } {
  const [from, until] = releases.split('-') as Minor[];
  return { since: releases === 'head' ? head : releases.startsWith('<=') ? undefined : from, until };
}

/** Whether a release has what the table says: not yet (with the first one that does), no more (with the last one that did), or it has. */
export function standing(releases: Releases, release: Version): { readonly missing: 'later' | 'gone'; readonly bound: Minor } | undefined {
  const { since, until } = spanOf(releases);
  if (since !== undefined && !atLeast(release, since)) return { missing: 'later', bound: since };
  return until !== undefined && atLeast(release, until) && !isMinor(release, until) ? { missing: 'gone', bound: until } : undefined;
}

function isMinor({ major, minor }: Version, text: Minor): boolean {
  return `${major}.${minor}` === text;
}
