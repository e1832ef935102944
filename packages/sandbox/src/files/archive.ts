// Archives with what the browser has to inflate them. No names are trusted; they are only shown.
import { kindOf, membersOf, unzip } from '@canal-lint/core/archive';
import { isConfiguration } from './names.js';

/** What an archive may hold: what a page can keep at hand. */
const limits = { files: 5000, bytes: 1 << 30 };

export type Bytes = { readonly name: string; readonly bytes: Uint8Array };

/** `problems`: what was left out, and why: silence about it would look like a verdict. */
export type Unpacked = { readonly files: readonly Bytes[]; readonly problems: readonly string[] };

/** The files of an archive, below its name as the command has them, or the file itself where it is none. Rejects where nothing can be read. */
export async function unpacked({ name, bytes }: Bytes): Promise<Unpacked> {
  const kind = kindOf(bytes.subarray(0, 512));
  if (kind === undefined) return { files: [{ name, bytes }], problems: [] };
  if (kind === 'gzip') {
    const { all, fault } = await inflated(bytes, 'gzip');
    const inner = await unpacked({ name: name.replace(/\.gz$|(?<=\.t)gz$/i, (end) => (end === 'gz' ? 'ar' : '')), bytes: all });
    return fault === undefined ? inner : { ...inner, problems: [`${name} ${fault}`, ...inner.problems] };
  }
  return kind === 'zip' ? unzipped(name, bytes) : untarred(name, bytes);
}

async function untarred(archive: string, bytes: Uint8Array): Promise<Unpacked> {
  const { members, fault } = membersOf(bytes);
  const problems = fault === undefined ? [] : [`${archive}: ${fault}; what came before is read`];
  const files: Bytes[] = [];
  for (const member of members.slice(0, limits.files)) files.push(await rotated(member));
  return { files: below(archive, files), problems: [...problems, ...tooMany(archive, members.length)] };
}

async function unzipped(archive: string, bytes: Uint8Array): Promise<Unpacked> {
  const members = unzip(bytes);
  const files: Bytes[] = [];
  const problems: string[] = [];
  let left = limits.bytes;
  for (const { name, content } of members.slice(0, limits.files)) {
    try {
      const { bytes: packed, deflated } = content();
      const { all, fault } = deflated ? await inflated(packed, 'deflate-raw', left) : { all: packed };
      if (fault !== undefined) throw new Error(fault);
      left -= all.length;
      files.push({ name, bytes: all });
    } catch (error) {
      problems.push(`${archive}/${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { files: below(archive, files), problems: [...problems, ...tooMany(archive, members.length)] };
}

/** Logs that were rotated are packed once more. */
async function rotated({ name, bytes }: Bytes): Promise<Bytes> {
  return kindOf(bytes.subarray(0, 512)) === 'gzip'
    ? { name: name.replace(/\.gz$/i, ''), bytes: (await inflated(bytes, 'gzip')).all }
    : { name, bytes };
}

const tooMany = (archive: string, count: number): readonly string[] =>
  count > limits.files ? [`${archive} holds ${count} files: those behind the first ${limits.files} are not read`] : [];

/** Two archives may hold files of the same names: they stand below the name of theirs, unless they do already. */
function below(archive: string, files: readonly Bytes[]): readonly Bytes[] {
  const stem = archive.replace(/\.(?:tar|zip)$/i, '');
  const [, above = '', last = ''] = /^(.*\/)?([^/]*)$/.exec(stem) ?? [];
  const folder = files.every(({ name }) => name.startsWith(`${last}/`)) ? above : `${stem}/`;
  return files.map(({ name, bytes }) => ({ name: `${folder}${name}`, bytes }));
}

/** What comes out, up to a limit; `fault` where it ends too early. Rejects for what unpacks to more. */
export async function inflated(
  bytes: Uint8Array,
  format: CompressionFormat,
  most: number = limits.bytes,
): Promise<{ readonly all: Uint8Array; readonly fault?: string }> {
  const reader = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream(format)).getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const next = (): Promise<ReadableStreamReadResult<Uint8Array> | undefined> => reader.read().catch(() => undefined);
  let chunk = await next();
  for (; chunk && !chunk.done; chunk = await next()) {
    size += chunk.value.length;
    if (size > most) throw new Error(`it unpacks to more than ${most / (1 << 20)} MiB`);
    chunks.push(chunk.value as Uint8Array<ArrayBuffer>);
  }
  const all = new Uint8Array(await new Blob(chunks).arrayBuffer());
  return chunk ? { all } : { all, fault: 'is damaged or was cut off; what came before is read' };
}

/** `remark`: what is not as it should be; `text` is undefined where the file is left out for it. */
export type Decoded = { readonly text?: string; readonly remark?: string };

/** The text of a file. Windows PowerShell writes UTF-16; a configuration that is not UTF-8 is none that could be given back as it was. */
export function decoded({ name, bytes }: Bytes): Decoded {
  const [first, second] = bytes;
  const wide = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
  if (wide)
    return { text: new TextDecoder(wide).decode(bytes), remark: 'is UTF-16, which kubectl does not read; what is saved here is UTF-8' };
  if (bytes.subarray(0, 8192).includes(0)) return { remark: 'is no text' };
  try {
    return { text: new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(bytes) };
  } catch {
    if (isConfiguration(name)) return { remark: 'is not UTF-8: save it as UTF-8' };
    return {
      text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
      remark: 'is not UTF-8: what belongs to no character is read as \uFFFD',
    };
  }
}
