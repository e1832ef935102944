// A packaged chart: a gzipped tar, as `helm package` writes it.
import { gunzipSync } from 'node:zlib';

/** Larger charts are refused: helm itself stores a release in an object of 1 MiB. */
export const maxChart: number = 64 * 1024 * 1024;

const block = 512;

type Member = { readonly type: string; readonly name: string; readonly content: Buffer };

/** The regular files of a gzipped tar by their paths. Throws where it is none, or larger than `maxChart`. */
export function unpacked(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  let longName: string | undefined;
  for (const { type, name, content } of members(gunzipSync(bytes, { maxOutputLength: maxChart }))) {
    // POSIX pax (`x`) and GNU (`L`) put a name of more than 100 bytes before its file.
    if (type === 'x') longName = /(?:^|\n)\d+ path=([^\n]*)\n/.exec(content.toString('utf8'))?.[1];
    else if (type === 'L') longName = textOf(content, 0, content.length);
    else {
      const steps = (longName ?? name).split('/').filter((step) => step !== '' && step !== '.');
      longName = undefined;
      if ((type === '0' || type === '\0') && !steps.includes('..')) files.set(steps.join('/'), content);
    }
  }
  return files;
}

function* members(tar: Buffer): Generator<Member> {
  for (let at = 0; at + block <= tar.length && tar[at] !== 0; ) {
    const header = tar.subarray(at, at + block);
    const size = Number.parseInt(textOf(header, 124, 12), 8);
    if (!Number.isInteger(size)) throw new Error('not a tar archive');
    const prefix = textOf(header, 257, 5) === 'ustar' ? textOf(header, 345, 155) : '';
    const name = `${prefix}${prefix && '/'}${textOf(header, 0, 100)}`;
    yield { type: String.fromCharCode(header[156] ?? 0), name, content: tar.subarray(at + block, at + block + size) };
    at += block + Math.ceil(size / block) * block;
  }
}

function textOf(bytes: Buffer, start: number, length: number): string {
  const field = bytes.subarray(start, start + length);
  const end = field.indexOf(0);
  return field
    .subarray(0, end < 0 ? length : end)
    .toString('utf8')
    .trim();
}
