// Downloads: made here, of what is here.
import { plain } from '@canal-lint/core/archive';
import { h } from '../dom.js';
import type { FileText } from '../protocol.js';
import { unusedName } from './names.js';
import { zipped } from './zip.js';

/** Saves a text as a file; of a path the last step. */
export function saveText(name: string, text: string, type = 'text/plain'): void {
  save(name.split('/').pop() ?? name, new Blob([text], { type }));
}

/** Their names stay below the folder that the zip is unpacked in, whatever a link or an archive called them. */
export function saveZip(name: string, files: readonly FileText[]): void {
  const members: FileText[] = [];
  for (const file of files) members.push({ ...file, name: unusedName(plain(file.name) || 'file', members) });
  save(name, zipped(members));
}

function save(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  h('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
