// Downloads: made here, of what is here.
import { h } from '../dom.js';
import type { FileText } from '../protocol.js';
import { zipped } from './zip.js';

/** Saves a text as a file; of a path the last step. */
export function saveText(name: string, text: string, type = 'text/plain'): void {
  save(name.split('/').pop() ?? name, new Blob([text], { type }));
}

export function saveZip(name: string, files: readonly FileText[]): void {
  save(name, zipped(files));
}

function save(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  h('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
