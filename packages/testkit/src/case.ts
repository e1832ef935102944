/**
 * The format of case files. A line `# case: title` starts a case, so that documents of YAML can be told apart by `---` inside it. Header lines
 * may follow (`# underlay: {nicMtu: 1500}`, `# options: {…}`, `# calicoVersion: v3.31`, `# whole: true`, `# unknown: why`, `# rule: name`); a
 * line `# file: group_vars/all.yml` starts another file of the same cluster.
 */
import { nearest, type UnderlayOptions } from '@canal-lint/core';
import { parseFlow } from './flow.js';
import { type Want, wantsOf } from './want.js';

/** One file of a case; `line` is the line of the case file, from 1, on which its text starts. */
export type CaseFile = { readonly name: string; readonly text: string; readonly line: number; readonly wants: readonly Want[] };

export type Case = {
  /** The file that holds the case, as the caller named it, and the line of its title, from 1. */
  readonly source: string;
  readonly line: number;
  readonly title: string;
  readonly files: readonly CaseFile[];
  readonly underlay: UnderlayOptions | undefined;
  readonly calicoVersion: string | undefined;
  /** Everything of the cluster is in the case. */
  readonly whole: boolean;
  /** Options of the rule; they replace its defaults one by one. */
  readonly options: Readonly<Record<string, unknown>>;
  /** What is not known here: the rule must be silent or speak more softly than elsewhere. */
  readonly unknown: string | undefined;
  /** The rule that is tested alone; undefined: what lints the case is decided elsewhere. */
  readonly rule: string | undefined;
};

/** A case file that cannot be read. */
export class CaseError extends Error {
  override readonly name = 'CaseError';
}

type Line = { readonly text: string; readonly number: number };

const headers = ['underlay', 'options', 'calicoVersion', 'whole', 'unknown', 'rule'] as const;
type Header = (typeof headers)[number];

/** The cases of one case file. `name` is used in messages. A text without `# case:` is one case. Throws a CaseError on a malformed header or expectation. */
export function parseCases(name: string, text: string): readonly Case[] {
  const lines = text.split(/(?<=\n)/).map((line, i): Line => ({ text: line, number: i + 1 }));
  const starts = lines.flatMap(({ text: line }, i) => (wordsOf(line, 'case') === undefined ? [] : [i]));
  const first = starts[0] ?? 0;
  const stray = lines.slice(0, first).find((line) => line.text.trim() !== '' && !line.text.startsWith('#'));
  if (stray) throw new CaseError(`${name}:${stray.number}: this text stands before the first "# case:"`);
  return [...new Set([first, ...starts])].map((start, i) => caseOf(name, lines.slice(start, starts[i + 1])));
}

function caseOf(source: string, lines: readonly Line[]): Case {
  const [head] = lines;
  const title = head && wordsOf(head.text, 'case');
  const rest = title === undefined ? lines : lines.slice(1);
  const end = rest.findIndex(({ text }) => headerOf(text) === undefined);
  if (title !== undefined && end >= 0) refuseStrays(source, rest.slice(end));
  if (rest.every(({ text }) => text.trim() === '' || headerOf(text) !== undefined))
    throw new CaseError(`${source}:${head?.number ?? 1}: there is no text to lint in this case`);
  const said = new Map(
    rest
      .slice(0, end < 0 ? rest.length : end)
      .map(({ text, number }) => [headerOf(text), { value: wordsOf(text, headerOf(text) ?? 'case') ?? '', number }]),
  );
  const flow = (header: Header): Readonly<Record<string, unknown>> | undefined => {
    const found = said.get(header);
    return found && guarded(source, found.number, () => parseFlow(found.value));
  };
  return {
    source,
    line: head?.number ?? 1,
    title: title ?? source,
    files: filesOf(source, title ?? source, end < 0 ? [] : rest.slice(end)),
    underlay: flow('underlay'),
    calicoVersion: said.get('calicoVersion')?.value,
    whole: said.get('whole')?.value === 'true',
    options: flow('options') ?? {},
    unknown: said.get('unknown')?.value,
    rule: said.get('rule')?.value,
  };
}

/** A header that is misspelt, or stands behind another comment, would be part of the text: the case would test something else. */
function refuseStrays(source: string, lines: readonly Line[]): void {
  for (const { text, number } of lines) {
    const word = /^#[ \t]*([A-Za-z]+)[ \t]*:/.exec(text)?.[1];
    if (!text.startsWith('#') || word === 'file') return;
    const meant = word === undefined ? undefined : nearest(word, headers);
    if (meant === word && meant !== undefined && headerOf(text) !== undefined)
      throw new CaseError(`${source}:${number}: "# ${meant}:" stands behind another comment; move it up to "# case:"`);
    if (meant !== undefined) throw new CaseError(`${source}:${number}: there is no header "${word}"; did you mean "# ${meant}:"?`);
  }
}

/** Text before the first `# file:` is a file of its own, called after the case; blank text is none. */
function filesOf(source: string, title: string, lines: readonly Line[]): readonly CaseFile[] {
  const starts = lines.flatMap(({ text }, i) => (wordsOf(text, 'file') === undefined ? [] : [i]));
  const leading = { name: nameOf(title), lines: lines.slice(0, starts[0]) };
  const named = starts.map((start, i) => ({
    name: wordsOf(lines[start]?.text ?? '', 'file') ?? '',
    lines: lines.slice(start + 1, starts[i + 1]),
  }));
  const blank = leading.lines.every(({ text }) => text.trim() === '');
  return [...(blank && named.length > 0 ? [] : [leading]), ...named].map((file) => ({
    name: file.name,
    text: `${file.lines
      .map(({ text }) => text)
      .join('')
      .trimEnd()}\n`,
    line: file.lines[0]?.number ?? 1,
    wants: file.lines.flatMap(({ text, number }, i) => guarded(source, number, () => wantsOf(text, i + 1))),
  }));
}

function nameOf(title: string): string {
  if (/\.(?:ya?ml|json|ini)$/.test(title)) return title;
  return `${title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')}.yaml`;
}

function wordsOf(line: string, header: Header | 'case' | 'file'): string | undefined {
  const lead = `# ${header}:`;
  return line.startsWith(lead) ? line.slice(lead.length).trim() : undefined;
}

function headerOf(line: string): Header | undefined {
  return headers.find((header) => wordsOf(line, header) !== undefined);
}

function guarded<T>(source: string, line: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new CaseError(`${source}:${line}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
