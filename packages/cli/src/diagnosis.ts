// What `diagnose` hands out beside its report: stand-ins in it, and the corrected files.
import { resolve } from 'node:path';
import type { Answer } from '@canal-lint/core/diagnose';
import type { World } from './world.js';
import { writeBelow } from './write-below.js';

/** What a report is made of, with stand-ins for the names of files and folders that tell of somebody. */
export async function withoutPaths<T extends { readonly answer: Answer }>(told: T): Promise<T> {
  const { pathNames } = await import('@canal-lint/core/redact');
  const shown = pathNames(new Set(told.answer.nodes.map(({ name }) => name)));
  const changed = new Map<string, string>();
  const copy = (change: (key: string, value: unknown) => unknown): T =>
    JSON.parse(JSON.stringify(told), (key, value) => change(key, value)) as T;
  copy((key, value) => {
    if (key === 'file' && typeof value === 'string' && shown(value) !== value) changed.set(value, shown(value));
    return value;
  });
  const longest = [...changed].sort(([a], [b]) => b.length - a.length);
  return copy((_, value) =>
    typeof value === 'string' ? longest.reduce((text, [path, name]) => text.replaceAll(path, name), value) : value,
  );
}

/** A report without names, public addresses and secrets. The names of the nodes are known, so that they go wherever they stand. */
export async function redacted(report: string, { nodes }: Answer): Promise<string> {
  const { redact } = await import('@canal-lint/core/redact');
  const known = nodes.map(({ name }) => `NODENAME=${name}`).join('\n');
  const [, shown] = redact([
    { name: 'nodes', text: known },
    { name: 'report', text: report },
  ]).texts;
  return shown?.text ?? '';
}

export type Written = {
  readonly changed: readonly { readonly name: string; readonly after: string }[];
  readonly inputs: readonly string[];
};

/** Writes the corrected files and the manifests of the likeliest causes below a folder; the inputs stay as they are. Gives the names. */
export function writeFixes({ causes }: Answer, { changed, inputs }: Written, { folder, world }: Target): readonly string[] {
  const manifests = causes
    .filter(({ fix, probability }, i) => fix && (i === 0 || probability >= 0.5))
    .flatMap(({ fix }) => fix?.manifests ?? []);
  const texts = [...changed.map(({ name, after }) => ({ name, text: after })), ...manifests.map(({ name, text }) => ({ name, text }))];
  writeBelow(texts, { folder: resolve(world.cwd, folder), inputs: inputs.map((path) => resolve(world.cwd, path)) }, world);
  return texts.map(({ name }) => name);
}

type Target = { readonly folder: string; readonly world: World };
