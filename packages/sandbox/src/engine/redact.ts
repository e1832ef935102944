// Stand-ins for what the page gives away. The worker that runs this does nothing else, so that it is never ended for a piece that it lacks.
import type { Redactor } from '@canal-lint/core/redact';
import type { FileText, Redaction } from '../protocol.js';

/** One for the session: a name has one stand-in, whatever is copied first. */
let session: Redactor | undefined;

export async function redact(files: readonly FileText[]): Promise<Redaction> {
  session ??= (await import('@canal-lint/core/redact')).redactor();
  const { texts, replacements } = session.redact([...files, namesOf(files)]);
  const names = texts.at(-1)?.text.split('\n') ?? [];
  const safe = files.map(({ name }, i) => ({ name: names[i] ?? name, text: texts[i]?.text ?? '' }));
  return { files: safe, replacements, standIns: session.standIns() };
}

/** Folders and files are often called after nodes. */
const namesOf = (files: readonly FileText[]): FileText => ({ name: '', text: files.map(({ name }) => name).join('\n') });
