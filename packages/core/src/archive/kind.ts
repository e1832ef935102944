import { textAt } from './bytes.js';

export type ArchiveKind = 'gzip' | 'zip' | 'tar';

/** What a file is by its first 512 bytes; undefined for one that is no archive. */
export function kindOf(head: Uint8Array): ArchiveKind | undefined {
  if (starts(head, [0x1f, 0x8b])) return 'gzip';
  if (starts(head, [0x50, 0x4b, 3, 4])) return 'zip';
  return textAt(head, 257, 5) === 'ustar' ? 'tar' : undefined;
}

const starts = (bytes: Uint8Array, magic: readonly number[]): boolean => magic.every((one, i) => bytes[i] === one);
