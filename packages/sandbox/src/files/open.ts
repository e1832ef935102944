// Files, folders and archives that are dropped or chosen, as open files.
import { type OpenFile, openFile, type Store } from '../state.js';
import { type Bytes, textOf, unpacked } from './archive.js';

type Named = { readonly name: string; readonly file: File };

/** Opens what was dropped. Everything must be asked of the items before the first wait: they are empty afterwards. */
export async function openDropped(store: Store, transfer: DataTransfer): Promise<void> {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file');
  const found = await Promise.all(items.map(filesOf));
  await openFiles(store, found.flat());
}

/** What a browser offers for the folders that are dropped; the types of TypeScript do not know the first. */
type Handle = { readonly kind: string; readonly name: string; getFile(): Promise<File>; values(): AsyncIterable<Handle> };
type Item = DataTransferItem & { getAsFileSystemHandle?: () => Promise<Handle | null> };

/**
 * The files of a dropped item. A page that was opened from disk gets no file out of an entry (Chromium: EncodingError), so a file is taken as
 * such, and a folder by its handle where the browser has handles.
 */
function filesOf(item: Item): Promise<readonly Named[]> {
  const entry = item.webkitGetAsEntry();
  const file = item.getAsFile();
  if (!entry?.isDirectory) return Promise.resolve(file ? [{ name: file.name, file }] : []);
  return item.getAsFileSystemHandle
    ? item.getAsFileSystemHandle().then((handle) => (handle ? filesBelow(handle, '') : []))
    : filesIn(entry);
}

const ignored = /^(?:\.git|node_modules)$/;

async function filesBelow(handle: Handle, folder: string): Promise<readonly Named[]> {
  const name = `${folder}${handle.name}`;
  if (handle.kind === 'file') return [{ name, file: await handle.getFile() }];
  if (ignored.test(handle.name)) return [];
  const all: Named[] = [];
  for await (const one of handle.values()) all.push(...(await filesBelow(one, `${name}/`)));
  return all;
}

async function filesIn(entry: FileSystemEntry): Promise<readonly Named[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ name: entry.fullPath.replace(/^\//, ''), file }];
  }
  if (ignored.test(entry.name)) return [];
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
