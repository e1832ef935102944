/**
 * Templates (Helm, Jinja, Terraform, Go) are read as YAML whose filled-in parts are unknown: each action is overwritten by
 * characters of the private use area, one for one, so that every offset stays that of the file.
 */

/** What overwrites an action: a printable character without meaning in YAML. */
export const filler = '\uE000';

const opener = /\{\{|\{%|%\{~?[ \t]*(?:if|else|endif|for|endfor)\b/;
const anyOpener = new RegExp(`${opener.source}|\\{#`, 'g');

export type Masked = {
  readonly text: string;
  /** Where actions stand alone on their lines, or span lines: they may bring, take away or repeat whole keys. */
  readonly alone: readonly number[];
};

type Action = { readonly start: number; readonly end: number };

/** True where the text holds a template action. */
export function hasActions(text: string): boolean {
  return opener.test(text);
}

/** Overwrites the template actions of `text`; the length never changes. */
export function mask(text: string): Masked {
  const parts: string[] = [];
  let copied = 0;
  const found: number[] = [];
  for (const run of runs(text, actions(text))) {
    const start = run[0]?.start ?? 0;
    const end = run.at(-1)?.end ?? start;
    const alone = isAlone(text, start, end);
    if (run.some((a) => (alone || isLines(text, a)) && !isComment(text, a))) found.push(start);
    for (const { start: from, end: to } of alone ? [{ start, end }] : run) {
      parts.push(text.slice(copied, from), alone ? '#' : filler, filler.repeat(to - from - 1));
      copied = to;
    }
  }
  return { text: parts.join('') + text.slice(copied), alone: found };
}

/** The actions in their order. An opener whose closer never comes is no action, and neither is any later one of its kind. */
export function actions(text: string): readonly Action[] {
  const found: Action[] = [];
  const hopeless = new Set<string>();
  const search = new RegExp(anyOpener);
  for (let open = search.exec(text); open; open = search.exec(text)) {
    const close = closers[open[0].slice(0, 2)] ?? '}';
    if (hopeless.has(close)) continue;
    const at = text.indexOf(close, search.lastIndex);
    if (at < 0) hopeless.add(close);
    else {
      found.push({ start: open.index, end: at + close.length });
      search.lastIndex = at + close.length;
    }
  }
  return found;
}

const closers: Readonly<Record<string, string>> = { '{{': '}}', '{%': '%}', '{#': '#}', '%{': '}' };

/** Actions with nothing but blanks between them belong together: `{{ if .a }}{{ b }}{{ end }}`. */
function* runs(text: string, found: readonly Action[]): Generator<readonly Action[]> {
  let run: Action[] = [];
  for (const action of found) {
    const last = run.at(-1);
    if (last && pastBlanks(text, last.end) < action.start) {
      yield run;
      run = [];
    }
    run.push(action);
  }
  if (run.length > 0) yield run;
}

function isAlone(text: string, start: number, end: number): boolean {
  let before = start;
  while (before > 0 && ' \t\uFEFF'.includes(text.charAt(before - 1))) before--;
  const behind = pastBlanks(text, end);
  return isLineEnd(text.charAt(before - 1)) && isLineEnd(text.charAt(behind));
}

function pastBlanks(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

/** Also true for '', which is what stands before and behind a text. */
function isLineEnd(c: string): boolean {
  return c === '' || c === '\n' || c === '\r';
}

function isLines(text: string, { start, end }: Action): boolean {
  return text.slice(start, end).includes('\n');
}

/** Comments of Jinja and Go bring nothing. */
function isComment(text: string, { start }: Action): boolean {
  return text.startsWith('{#', start) || /^\{\{-?\s*\/\*/.test(text.slice(start, start + 20));
}

/**
 * True where a value is filled in later: a masked action, `{{…}}` or `<%…%>` in a string, `${…}` of Terraform, Flux, envsubst and
 * shell, `###ZARF_…###`, `@VARIABLE@`. Not `$(NAME)`: Kubernetes expands that itself.
 */
export function isTemplated(text: string): boolean {
  return text.includes(filler) || /\{\{|\$\{|<%|###ZARF_|^@[A-Z_]+@$|^\$[A-Z_]+$/.test(text);
}
