// Copies of a chart in a temporary folder, to render it with other texts or with a template of our own.
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Chart } from './helm/chart.js';

/** Runs `work` in a folder of its own, which is removed behind it. */
export async function inWorkshop<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = fs.mkdtempSync(join(tmpdir(), 'canal-lint-'));
  try {
    return await work(folder);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes a text below a folder. */
export function put(folder: string, path: string, text: string | Uint8Array): string {
  const target = join(folder, path);
  fs.mkdirSync(dirname(target), { recursive: true });
  fs.writeFileSync(target, text);
  return target;
}

/** Writes a chart into a folder; `edited` are texts by the names of files that differ from those of the chart. */
export function putChart(folder: string, { files }: Chart, edited: ReadonlyMap<string, string> = new Map()): string {
  const root = join(folder, 'chart');
  for (const [path, { name, bytes }] of files) put(root, path, edited.get(name) ?? bytes);
  return root;
}
