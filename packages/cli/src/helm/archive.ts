// A packaged chart: a gzipped tar, as `helm package` writes it.
import { gunzipSync } from 'node:zlib';
import { membersOf } from '@canal-lint/core/archive';

/** Larger charts are refused: helm itself stores a release in an object of 1 MiB. */
export const maxChart: number = 64 * 1024 * 1024;

/** The regular files of a gzipped tar by their paths. Throws where it is none, is cut off, or is larger than `maxChart`. */
export function unpacked(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const { members, fault } = membersOf(gunzipSync(bytes, { maxOutputLength: maxChart }));
  if (fault !== undefined) throw new Error(fault);
  return new Map(members.map(({ name, bytes: content }) => [name, content]));
}
