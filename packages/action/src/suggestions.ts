// Fixes as suggestions beside the lines of a pull request, where GitHub takes them: in the hunks of its diff.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cell, fenced } from '@canal-lint/core/markdown';
import type { JsonFinding as Finding } from '@canal-lint/core/reporters';
import { commentOf } from './comment.js';
import { type Repository, RestError } from './rest.js';

/** More would bury the conversation. */
const most = 20;

type Pull = { readonly number: number; readonly head: string };
type Suggestion = { readonly path: string; readonly from: number; readonly to: number; readonly body: string; readonly mark: string };

/** Writes a review comment for each safe fix that stands in the diff and has none yet. Throws the first RestError, when all were tried. */
export async function suggest(
  findings: readonly Finding[],
  { pull, workspace }: { readonly pull: Pull; readonly workspace: string },
  to: Repository,
): Promise<void> {
  const wanted = findings.flatMap((finding) => suggestionOf(finding, workspace) ?? []);
  if (wanted.length === 0) return;
  const lines = linesInDiff(await to.get(`pulls/${pull.number}/files`), workspace);
  const old = (await to.get(`pulls/${pull.number}/comments`)).flatMap((one) => commentOf(one)?.body ?? []);
  const fitting = wanted.filter(({ path, from, to: end }) => range(from, end).every((line) => lines.get(path)?.has(line)));
  const fresh = fitting.filter(({ mark }) => !old.some((body) => body.startsWith(mark))).slice(0, most);
  const errors: RestError[] = [];
  for (const { path, from, to: line, body } of fresh) {
    const start = from < line ? { start_line: from, start_side: 'RIGHT' } : {};
    try {
      await to.send('POST', `pulls/${pull.number}/comments`, { body, commit_id: pull.head, path, line, side: 'RIGHT', ...start });
    } catch (error) {
      // Of one that GitHub cannot place (422) the others know nothing; any other refusal is one of all.
      if (!(error instanceof RestError) || error.status !== 422) throw error;
      errors.push(error);
    }
  }
  if (errors[0]) throw errors[0];
}

/**
 * Whole lines before and after. Undefined for a fix that is only advice, that is in more than one file, or that is unsafe: what restarts pods or
 * changes traffic is no matter of one click.
 */
function suggestionOf({ rule, message, fingerprint, fix, suppressed }: Finding, workspace: string): Suggestion | undefined {
  const [first] = fix?.edits ?? [];
  if (!fix || !first || suppressed || fix.applicability !== 'safe' || fix.edits.some(({ file }) => file !== first.file)) return undefined;
  const text = textOf(join(workspace, first.file));
  if (text === undefined) return undefined;
  const edits = fix.edits.toSorted((a, b) => a.start - b.start);
  const start = text.lastIndexOf('\n', (edits[0]?.start ?? 0) - 1) + 1;
  const last = edits.at(-1)?.end ?? 0;
  // An edit that ends behind a line end ends with that line.
  const end = text.indexOf('\n', last > start && text[last - 1] === '\n' ? last - 1 : last);
  const stop = end < 0 ? text.length : end;
  const now = edits.reduceRight((all, edit) => all.slice(0, edit.start) + edit.text + all.slice(edit.end), text);
  const after = now.slice(start, stop + now.length - text.length).replace(/\n$/, '');
  const from = lineOf(text, start);
  const mark = `<!-- canal-lint ${fingerprint} ${createHash('sha256').update(after).digest('hex').slice(0, 12)} -->`;
  const then = fix.then.map((command, i) => `then run ${i + 1}: \`${command}\``);
  const body = [mark, `**${rule}**: ${cell(message)}`, '', cell(fix.title), ...then, ...fenced(after.split('\n'), 'suggestion')].join('\n');
  return { path: first.file, from, to: Math.max(from, lineOf(text, Math.max(start, stop))), body, mark };
}

/** Undefined for a name that is no file, as of a member of an archive. */
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').replace(/^\ufeff/, '');
  } catch {
    return undefined;
  }
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** The lines of each file that its hunks show. A file that the merge with the base has changed again has other lines than the diff: it is left out. */
function linesInDiff(files: readonly unknown[], workspace: string): ReadonlyMap<string, ReadonlySet<number>> {
  return new Map(
    files.flatMap((file): readonly (readonly [string, ReadonlySet<number>])[] => {
      const { filename, patch, sha } = file as Readonly<Record<string, unknown>>;
      if (typeof filename !== 'string' || typeof patch !== 'string' || sha !== blobOf(join(workspace, filename))) return [];
      return [[filename, linesOf(patch)]];
    }),
  );
}

/** The name that git gives to a text: `blob`, its length, a zero byte, the text. */
function blobOf(path: string): string | undefined {
  try {
    const bytes = readFileSync(path);
    return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
  } catch {
    return undefined;
  }
}

function linesOf(patch: string): ReadonlySet<number> {
  const lines = new Set<number>();
  let line = 0;
  for (const text of patch.split('\n')) {
    const head = /^@@ -\d+(?:,\d+)? \+(\d+)/.exec(text);
    if (head) line = Number(head[1]);
    else if (text.startsWith('+') || text.startsWith(' ')) lines.add(line++);
  }
  return lines;
}
