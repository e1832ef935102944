// A Helm chart as files: a folder, or an archive, with its subcharts unpacked.
import { join } from 'node:path';
import type { FileSystem } from '../world.js';
import { maxChart, unpacked } from './archive.js';

/** One file of a chart. `name` as it is shown; `path` on the disk, where it is not in an archive. */
export type ChartFile = { readonly name: string; readonly bytes: Uint8Array; readonly path?: string };

export type Chart = {
  /** As it is shown: the folder or the archive. */
  readonly name: string;
  readonly path: string;
  readonly named: boolean;
  /** By their paths in the chart, with slashes; those of archives in charts/ stand where helm would unpack them. */
  readonly files: ReadonlyMap<string, ChartFile>;
};

/** The chart of a folder. Throws a system error where it cannot be read, and an Error above the limits. */
export function chartOfFolder(fs: FileSystem, chart: Omit<Chart, 'files'>): Chart {
  const files = new Map<string, ChartFile>();
  const prefix = chart.name === '.' ? '' : `${chart.name}/`;
  let size = 0;
  for (const below of filesBelow(fs, chart.path)) {
    const path = join(chart.path, below);
    const bytes = fs.readFileSync(path);
    size += bytes.length;
    if (size > maxChart) throw new Error(`it is larger than ${maxChart / 1024 / 1024} MiB`);
    add(files, below, { name: prefix + below, bytes, path });
  }
  return { ...chart, files };
}

/** Paths of the files below a folder, without hidden ones. helm follows links, and so do charts that share a folder of templates. */
function* filesBelow(fs: FileSystem, root: string, inside = '', depth = 0): Generator<string> {
  for (const { name } of fs.readdirSync(join(root, inside), { withFileTypes: true })) {
    if ((name.startsWith('.') && name !== '.helmignore') || name === 'node_modules') continue;
    const below = inside === '' ? name : `${inside}/${name}`;
    const stat = fs.statSync(join(root, below), { throwIfNoEntry: false });
    if (stat?.isFile()) yield below;
    else if (stat?.isDirectory() && depth < maxDepth) yield* filesBelow(fs, root, below, depth + 1);
  }
}

const maxDepth = 20;

/** The chart of an archive; undefined where there is none in it. */
export function chartOfArchive(fs: FileSystem, { path, name, named }: Omit<Chart, 'files'>): Chart | undefined {
  const files = archived(fs.readFileSync(path), name);
  return files.has('Chart.yaml') ? { path, name, named, files } : undefined;
}

function add(files: Map<string, ChartFile>, path: string, file: ChartFile): void {
  if (!/^charts\/[^/]+\.tgz$/.test(path)) {
    files.set(path, file);
    return;
  }
  const inner = archived(file.bytes, file.name);
  const root = /^name:[ \t]*["']?([\w.-]+)/m.exec(Buffer.from(inner.get('Chart.yaml')?.bytes ?? []).toString('utf8'))?.[1];
  if (root === undefined) files.set(path, file);
  else for (const [below, one] of inner) files.set(`charts/${root}/${below}`, one);
}

/** The files of an archive below its one folder. Empty for what is no archive: helm will say so. */
function archived(bytes: Uint8Array, name: string): ReadonlyMap<string, ChartFile> {
  const files = new Map<string, ChartFile>();
  try {
    for (const [path, content] of unpacked(bytes)) {
      const below = path.slice(path.indexOf('/') + 1);
      add(files, below, { name: `${name}/${below}`, bytes: content });
    }
  } catch {
    return new Map();
  }
  return files;
}
