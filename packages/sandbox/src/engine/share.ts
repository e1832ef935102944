// What leaves the page: made of texts that were redacted first, so that no report can tell more than they do.
import { fix, homepage, lint, type Run, unifiedDiff } from '@canal-lint/core';
import type { Answer } from '@canal-lint/core/diagnose';
import type { Redactor } from '@canal-lint/core/redact';
import type { FileText, Progress, Question, Settings, Shared } from '../protocol.js';
import { type Held, heldOf } from './inputs.js';
import { sourcesOf } from './lint.js';
import { promptOf } from './prompt.js';

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
  const text = await rendered(await Promise.all(safe.map(heldOf)), { format, settings, redact });
  return { text, files: safe, replacements, standIns: session.standIns() };
}

/** Folders and files are often called after nodes. */
const namesOf = (files: readonly FileText[]): FileText => ({ name: '', text: files.map(({ name }) => name).join('\n') });

type How = Pick<Asked, 'format' | 'settings' | 'redact'>;

async function rendered(files: readonly Held[], { format, settings, redact }: How): Promise<string> {
  if (format === 'link') return '';
  const run = await lint(sourcesOf(files), settings);
  if (format === 'sarif' || format === 'json') return linted(run, format);
  const diagnosis = await diagnosed(files, run);
  const told = diagnosis && (await diagnosisText(diagnosis, run, { format: format === 'diagnosis' ? 'json' : 'markdown', redact }));
  if (format === 'diagnosis') return told ?? '';
  const diffs = await corrections(files, settings);
  if (format === 'prompt') return promptOf({ files, told, run: await linted(run, 'markdown'), diffs });
  const parts = [told, run.summary.files > 0 ? await linted(run, 'markdown') : undefined, diffs === '' ? undefined : corrected(diffs)];
  return parts.filter((part) => part !== undefined).join('\n');
}

async function linted(run: Run, format: string): Promise<string> {
  const { plainPalette, reporterNamed } = await import('@canal-lint/core/reporters');
  return (await reporterNamed(format))?.render(run, { palette: plainPalette, quiet: false }) ?? '';
}

/** The causes; nothing where no symptom was given. */
export async function diagnosed(files: readonly Held[], run: Run): Promise<Answer | undefined> {
  if (!files.some(({ role }) => role === 'symptoms')) return undefined;
  const { diagnose } = await import('@canal-lint/core/diagnose');
  return diagnose({ texts: files, clusters: run.clusters, findings: run.findings });
}

async function diagnosisText(
  answer: Answer,
  run: Run,
  { format, redact }: { readonly format: string; readonly redact: boolean },
): Promise<string> {
  const [{ formats }, { plainPalette }] = await Promise.all([import('@canal-lint/core/diagnose'), import('@canal-lint/core/reporters')]);
  const tool = { name: 'canal-lint', version: run.tool.version, url: homepage };
  return (
    formats.find(({ name }) => name === format)?.render({ answer, findings: run.findings, tool, redacted: redact }, plainPalette) ?? ''
  );
}

async function corrections(files: readonly Held[], settings: Settings): Promise<string> {
  const { changed } = await fix(sourcesOf(files), settings);
  return changed.map(({ name, before, after }) => unifiedDiff(name, before, after)).join('');
}

const corrected = (diffs: string): string => `### Corrected files\n\n\`\`\`diff\n${diffs}\`\`\`\n`;
