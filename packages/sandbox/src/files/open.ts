// Files, folders and archives that are dropped or chosen, as open files.
import { emptyFile, type OpenFile, openFile, type Store } from '../state.js';
import { type Bytes, textOf, unpacked } from './archive.js';

/** Opens what was dropped. The entries must be taken before the first wait: they are gone afterwards. */
export async function openDropped(store: Store, transfer: DataTransfer): Promise<void> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const text = transfer.getData('text/plain');
  const found =
    entries.length > 0 ? (await Promise.all(entries.map(filesIn))).flat() : [...transfer.files].map((file) => ({ name: file.name, file }));
  if (found.length === 0 && text !== '') return addFiles(store, [{ ...emptyFile(), text }]);
  await openFiles(store, found);
}

type Named = { readonly name: string; readonly file: File };

async function filesIn(entry: FileSystemEntry): Promise<readonly Named[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ name: entry.fullPath.replace(/^\//, ''), file }];
  }
  if (/(?:^|\/)(?:\.git|node_modules)$/.test(entry.fullPath)) return [];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const all: FileSystemEntry[] = [];
  // A reader gives a hundred at a time, and an empty list behind the last.
  for (let more = await read(reader); more.length > 0; more = await read(reader)) all.push(...more);
  return (await Promise.all(all.map(filesIn))).flat();
}

const read = (reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> =>
  new Promise((resolve, reject) => reader.readEntries(resolve, reject));

/** Opens chosen files; of a chosen folder each has its path. */
export async function openFiles(store: Store, chosen: readonly Named[]): Promise<void> {
  const opened: OpenFile[] = [];
  const problems: string[] = [];
  for (const { name, file } of chosen) {
    store.set({ progress: { doing: `opening ${name}`, done: opened.length, total: chosen.length } });
    try {
      const parts = await unpacked({ name, bytes: new Uint8Array(await file.arrayBuffer()) });
      const texts = parts.map((part: Bytes) => textOf(part)).filter((text) => text !== undefined);
      opened.push(...texts.map((one) => openFile(one.name, one.text)));
      if (texts.length < parts.length) problems.push(`${parts.length - texts.length} in ${name} are no text`);
    } catch (error) {
      problems.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  store.set({ progress: undefined });
  addFiles(
    store,
    opened.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  );
  if (problems.length > 0) store.set({ notice: `left out: ${problems.join('; ')}` });
}

/** Adds files; one of the same name takes the place of the old one, and an empty pane gives way. */
export function addFiles(store: Store, added: readonly OpenFile[]): void {
  const [first] = added;
  if (!first) return;
  const names = new Set(added.map(({ name }) => name));
  const kept = store.get().files.filter(({ name, text, unnamed }) => !(unnamed && text === '') && !names.has(name));
  store.set({
    files: [...kept, ...added],
    active: first.id,
    notice: `${added.length === 1 ? first.name : `${added.length} files`} opened`,
  });
}
