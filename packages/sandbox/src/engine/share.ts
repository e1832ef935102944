// What leaves the page: made of texts that were redacted first, so that no report can tell more than they do.
import { homepage, type Run, unifiedDiff } from '@canal-lint/core';
import type { Answer } from '@canal-lint/core/diagnose';
import { fenced } from '@canal-lint/core/markdown';
import type { Progress, Question } from '../protocol.js';
import { type Held, heldOf } from './inputs.js';
import { fixed, judged } from './lint.js';
import { promptOf } from './prompt.js';

type Asked = Extract<Question, { readonly ask: 'share' }>;

export async function share({ files: given, settings, format }: Asked, report: (progress: Progress) => void): Promise<string> {
  report({ doing: 'writing', done: 1, total: 2 });
  const files = await Promise.all(given.map(heldOf));
  const run = await judged(files, settings);
  if (format === 'sarif' || format === 'json') return linted(run, format);
  const diagnosis = await diagnosed(files, run);
  const told = diagnosis && (await diagnosisText(diagnosis, run, format === 'diagnosis' ? 'json' : 'markdown'));
  if (format === 'diagnosis') return told ?? '';
  const { changed } = await fixed(files, settings);
  const diffs = changed.map(({ name, before, after }) => unifiedDiff(name, before, after)).join('');
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

async function diagnosisText(answer: Answer, run: Run, format: string): Promise<string> {
  const [{ formats }, { plainPalette }] = await Promise.all([import('@canal-lint/core/diagnose'), import('@canal-lint/core/reporters')]);
  const tool = { name: 'canal-lint', version: run.tool.version, url: homepage };
  return formats.find(({ name }) => name === format)?.render({ answer, findings: run.findings, tool, redacted: true }, plainPalette) ?? '';
}

const corrected = (diffs: string): string => ['### Corrected files', '', ...fenced(diffs.trimEnd().split('\n'), 'diff'), ''].join('\n');
