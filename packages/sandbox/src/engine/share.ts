// What leaves the page: made of texts that were redacted first, so that no report can tell more than they do.
import { fix, lint, unifiedDiff } from '@canal-lint/core';
import type { Redactor } from '@canal-lint/core/redact';
import { reporterNamed } from '@canal-lint/core/reporters';
import type { FileText, Progress, Question, Settings, Shared } from '../protocol.js';
import { heldOf } from './inputs.js';
import { sourcesOf } from './lint.js';

/** One for the session: a name has one stand-in, whatever is copied first. */
let session: Redactor | undefined;

type Asked = Extract<Question, { readonly ask: 'share' }>;

export async function share({ files, settings, format, redact }: Asked, report: (progress: Progress) => void): Promise<Shared> {
  report({ doing: 'redacting', done: 0, total: 2 });
  session ??= (await import('@canal-lint/core/redact')).redactor();
  const { texts, replacements } = redact ? session.redact([...files, namesOf(files)]) : { texts: files, replacements: [] };
  const names = redact ? (texts.at(-1)?.text.split('\n') ?? []) : files.map(({ name }) => name);
  const safe = files.map(({ name }, i) => ({ name: names[i] ?? name, text: texts[i]?.text ?? '' }));
  report({ doing: 'writing', done: 1, total: 2 });
  return { text: await rendered(safe, { format, settings }), files: safe, replacements, standIns: session.standIns() };
}

/** Folders and files are often called after nodes. */
const namesOf = (files: readonly FileText[]): FileText => ({ name: '', text: files.map(({ name }) => name).join('\n') });

async function rendered(files: readonly FileText[], { format, settings }: Pick<Asked, 'format' | 'settings'>): Promise<string> {
  const sources = sourcesOf(await Promise.all(files.map(heldOf)));
  switch (format) {
    case 'files':
      return '';
    case 'sarif':
    case 'json':
      return reporterNamed(format)?.render(await lint(sources, settings), plain) ?? '';
    case 'markdown':
      return markdown(sources as readonly FileText[], settings);
    case 'prompt':
      return '';
  }
}

const same = (text: string): string => text;
const plain = { palette: { bold: same, dim: same, red: same, yellow: same, blue: same, green: same }, quiet: false };

async function markdown(sources: readonly FileText[], settings: Settings): Promise<string> {
  const { changed } = await fix(sources, settings);
  return changed.map(({ name, before, after }) => unifiedDiff(name, before, after)).join('\n');
}
