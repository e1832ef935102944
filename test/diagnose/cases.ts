/** The cases beside the causes: texts, and what is expected of them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Text } from '@canal-lint/core/diagnose';
import { parseAllDocuments } from 'yaml';

export type CauseCase = {
  /** The folder that it stands in. */
  readonly cause: string;
  readonly title: string;
  readonly texts: readonly Text[];
  /** The first cause, or one of those that nothing tells apart yet; by default that of the folder. */
  readonly first: readonly string[];
  readonly verdict: 'healthy' | 'broken' | 'unknown';
  readonly nodes?: readonly string[];
  /** The rule whose finding the first cause names. */
  readonly finding?: string;
  /** A part of the next command. */
  readonly next?: string;
  /** Parts of the commands of the fix. */
  readonly fix?: readonly string[];
};

type Written = Omit<CauseCase, 'cause' | 'texts' | 'first'> & {
  readonly first?: string | readonly string[];
  readonly files: Readonly<Record<string, string>>;
};

export const folder: string = resolve(import.meta.dirname, '../../packages/core/src/diagnose/causes');

/** Every case: one document of YAML each. */
export function casesOf(): readonly CauseCase[] {
  return readdirSync(folder).flatMap((cause) =>
    filesOf(join(folder, cause, 'cases')).flatMap((file) =>
      parseAllDocuments(readFileSync(file, 'utf8')).map((document): CauseCase => {
        const { files, first = cause, ...rest } = document.toJS() as Written;
        return { cause, first: [first].flat(), texts: Object.entries(files).map(([name, text]) => ({ name, text })), ...rest };
      }),
    ),
  );
}

function filesOf(path: string): readonly string[] {
  try {
    return readdirSync(path)
      .filter((name) => name.endsWith('.yaml'))
      .sort()
      .map((name) => join(path, name));
  } catch {
    return [];
  }
}
