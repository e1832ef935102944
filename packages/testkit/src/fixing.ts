/** What must hold of the fixes of a case. */
import { type Edit, type Finding, fix, type LintOptions, network, type SourceInput } from '@canal-lint/core';
import type { Case, CaseFile } from './case.js';
import { commentsOf, imageOf } from './lines.js';

export type Linted = { readonly inputs: readonly SourceInput[]; readonly options: LintOptions; readonly findings: readonly Finding[] };

/** Applies the safe fixes, and once more with the unsafe ones where the case names what they leave. */
export async function fixFailures(one: Case, linted: Linted): Promise<readonly string[]> {
  const unsafe = one.files.some(({ wants }) => wants.some((want) => want.unsafe.length > 0));
  return [...(await failures(one, linted, 'fix')), ...(unsafe ? await failures(one, linted, 'unsafe') : [])];
}

async function failures(one: Case, linted: Linted, kind: 'fix' | 'unsafe'): Promise<readonly string[]> {
  const { inputs, options, findings } = linted;
  const { run, changed } = await fix(inputs, { ...options, unsafe: kind === 'unsafe' });
  const repaired = findings.filter((finding) => applies(finding, kind));
  const place = `${one.source}:${one.line}`;
  const known = new Set(findings.map(({ fingerprint }) => fingerprint));
  const mended = new Set(repaired.map(({ fingerprint }) => fingerprint));
  const after = one.files.map((file) => ({ file, text: changed.find(({ name }) => name === file.name)?.after ?? file.text }));
  return [
    ...run.findings.filter((f) => mended.has(f.fingerprint)).map((f) => `${place}: still reported after the fix: "${f.message}"`),
    ...run.findings.filter((f) => !known.has(f.fingerprint)).map((f) => `${place}: reported only after the fix: "${f.message}"`),
    ...after.flatMap(({ file, text }) => lostComments(one, file, text)),
    ...after.flatMap(({ file, text }) => missingTexts(one, { file, text, kind })),
    ...(await spilt(one, {
      edits: repaired.flatMap((finding) => finding.fix?.edits ?? []),
      after,
      options: { ...options, unsafe: kind === 'unsafe' },
    })),
    ...((await broken(inputs)) < (await broken(after.map(({ file, text }) => ({ name: file.name, text }))))
      ? [`${place}: the fixed text no longer parses`]
      : []),
  ];
}

function applies({ fix: proposed }: Finding, kind: 'fix' | 'unsafe'): boolean {
  if (!proposed || proposed.edits.length === 0 || proposed.applicability === 'display') return false;
  return proposed.applicability === 'safe' || kind === 'unsafe';
}

function lostComments(one: Case, file: CaseFile, text: string): readonly string[] {
  const kept = [...commentsOf(text)];
  const lost = commentsOf(file.text).filter((comment) => {
    const index = kept.indexOf(comment);
    if (index >= 0) kept.splice(index, 1);
    return index < 0;
  });
  return lost.map((comment) => `${one.source}:${file.line}: the fix lost the comment "${comment}"`);
}

type Fixed = { readonly file: CaseFile; readonly text: string };

function missingTexts(one: Case, { file, text, kind }: Fixed & { kind: 'fix' | 'unsafe' }): readonly string[] {
  return file.wants.flatMap((want) =>
    want[kind].flatMap((left) => {
      const line = want.line + left.offset;
      const image = imageOf(file.text, text, line).map(withoutWant).join('\n');
      return image.includes(left.text)
        ? []
        : [`${one.source}:${file.line + line - 1}: the fix leaves "${image.trim()}", not "${left.text}"`];
    }),
  );
}

/** An expectation names the text that it expects: it must not be found in itself. */
function withoutWant(line: string): string {
  return line.replace(/#\s*want(?:@[+-]\d+)?\s.*$/, '');
}

type Spilt = {
  readonly edits: readonly Edit[];
  readonly after: readonly Fixed[];
  readonly options: LintOptions & { readonly unsafe: boolean };
};

/** Splices the edits once more, by other means: what is not in an edit must be as before, unless what they leave is fixed once more. */
async function spilt(one: Case, { edits, after, options }: Spilt): Promise<readonly string[]> {
  const expected = after.map(({ file }) => ({
    file,
    text: spliced(
      file.text,
      edits.filter((edit) => edit.file === file.name),
    ),
  }));
  const once = expected.flatMap(({ file, text }) => (text === undefined ? [] : [{ name: file.name, text }]));
  if (once.length < after.length || (await fix(once, options)).changed.length > 0) return [];
  const other = after.filter(({ text }, i) => text !== once[i]?.text);
  return other.map(({ file }) => `${one.source}:${file.line}: the fix changed text outside of its edits`);
}

/** Undefined where edits clash: only some of them are made then. */
function spliced(text: string, edits: readonly Edit[]): string | undefined {
  const once = [...new Map(edits.map((edit) => [`${edit.start} ${edit.end} ${edit.text}`, edit])).values()].sort(
    (a, b) => b.start - a.start,
  );
  if (once.some((edit, i) => edit.end > (once[i - 1]?.start ?? Number.POSITIVE_INFINITY) || edit.start === once[i - 1]?.start))
    return undefined;
  return once.reduce((done, { start, end, text: added }) => done.slice(0, start) + added + done.slice(end), text);
}

async function broken(inputs: readonly SourceInput[]): Promise<number> {
  const clusters = await network(inputs);
  return clusters.flatMap(({ problems }) => problems).filter(({ kind }) => kind === 'syntax').length;
}
