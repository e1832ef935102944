// Files, folders and archives that are dropped or chosen, as open files.
import { type OpenFile, openFile, type Store } from '../state.js';
import { decoded, unpacked } from './archive.js';
import { shortList, unusedName } from './names.js';

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
  const remarks = new Map<string, string[]>();
  for (const { name, file } of chosen) {
    store.set({ progress: { doing: `opening ${name}`, done: opened.length, total: chosen.length } });
    try {
      const { files, problems: own } = await unpacked({ name, bytes: new Uint8Array(await file.arrayBuffer()) });
      problems.push(...own);
      for (const one of files) {
        const { text, remark } = decoded(one);
        if (text !== undefined) opened.push(openFile(one.name, text));
        if (remark !== undefined) remarks.set(remark, [...(remarks.get(remark) ?? []), one.name]);
      }
    } catch (error) {
      problems.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  store.set({ progress: undefined });
  for (const [remark, names] of remarks) problems.push(`${shortList(names)}: ${remark}`);
  addFiles(
    store,
    opened.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    problems,
  );
}

/**
 * Adds files; an empty pane gives way. No two panes have one name: of those that come together the second gets another, and one that was open takes
 * the text of the new one, as a step that can be undone. `leftOut`: what is to be said of files that did not come in whole.
 */
export function addFiles(store: Store, added: readonly OpenFile[], leftOut: readonly string[] = []): void {
  const panes = new Map(store.get().files.flatMap((file) => (file.unnamed && file.text === '' ? [] : [[file.name, file] as const])));
  const come = new Set<string>();
  const replaced: string[] = [];
  let first: OpenFile | undefined;
  for (const file of added) {
    const name = come.has(file.name) ? unusedName(file.name, [...panes.values()]) : file.name;
    const old = panes.get(name);
    if (old && old.text !== file.text) replaced.push(name);
    const pane = { ...file, name, id: old?.id ?? file.id };
    panes.set(name, pane);
    come.add(name);
    first ??= pane;
  }
  const told = [
    ...(first ? [`${added.length === 1 ? first.name : `${added.length} files`} opened`] : []),
    ...(replaced.length > 0 ? [`${shortList(replaced)} had a pane, whose text undo brings back`] : []),
    ...(leftOut.length > 0 ? [`left out: ${leftOut.join('; ')}`] : []),
  ];
  const notice = told.join('; ');
  store.set({ leftOut, notice, ...(first && { files: [...panes.values()], active: first.id }) });
}
