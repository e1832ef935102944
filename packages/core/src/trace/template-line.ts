/** Which line of a template made a line of rendered text. */
import { type Document, lineStarts, type Path, type Place, placeOf, position } from '../source/index.js';
import type { ChartText } from './chart.js';
import type { Setters } from './setter.js';

export type TemplatePlace = {
  readonly place: Place;
  readonly file: ChartText;
  /** The line is written in the template as it was rendered, and it was rendered once: an edit may go there. */
  readonly literal: boolean;
};

/** What passes whole objects on. */
type Passing = 'tpl' | 'toYaml';

/**
 * The place in a template that made a place of rendered text: its line, else the line that passes on what stands below the nearest key above it,
 * else the line of that key, else the file. `by` is how the object got there, where that is known.
 */
export function templatePlace(place: Place, setters: Setters, by?: Passing): TemplatePlace | undefined {
  const { document, path } = place;
  const file = setters.fileOf(document.template ?? '');
  if (!file) return undefined;
  const line = position(document, place.span.start).line - document.piece.line - 1;
  const found = lineIn(file, document, line) ?? elsewhere(setters, file, document, line);
  if (found) return found;
  if (path.length === 0) return { place: placeAt(file, passing(file, by), path), file, literal: false };
  const above = templatePlace(placeOf({ document, path: path.slice(0, -1), part: 'key' }), setters, by);
  const below = above?.literal ? passingBelow(above) : undefined;
  return above && below !== undefined
    ? { place: placeAt(above.file, below, []), file: above.file, literal: false }
    : above && { ...above, literal: false };
}

/** The line that passes whole objects through, where there is just one; else the first. */
function passing({ text }: ChartText, by: Passing | undefined): number {
  const lines = linesOf(text).flatMap((one, i) => (/^\{\{.*\b(?:tpl|toYaml|toJson)\b/.test(one) ? [{ i, one }] : []));
  const known = by ? lines.filter(({ one }) => one.includes(by)) : lines;
  const [only, ...others] = known.length > 0 ? known : lines;
  return only && others.length === 0 ? only.i : 0;
}

/** Behind a key, the action that brings what stands below it: `{{- toYaml .Values.network | nindent 4 }}`, in as many conditions as there are. */
function passingBelow({ file, place }: TemplatePlace): number | undefined {
  const lines = linesOf(file.text);
  const key = position(place.document, place.span.start).line - 1;
  for (let i = key + 1; isControl(lines[i]); i++) if (/\b(?:tpl|toYaml|toJson|include|template)\b/.test(lines[i] ?? '')) return i;
  return undefined;
}

/** A line of a named template: only where nothing else could have made it. */
function elsewhere(setters: Setters, file: ChartText, document: Document, line: number): TemplatePlace | undefined {
  const found = setters.templates
    .filter((one) => one !== file && /\{\{-?\s*define\b/.test(one.text))
    .flatMap((one) => lineIn(one, document, line) ?? []);
  return found.length === 1 ? found[0] : undefined;
}

function lineIn(file: ChartText, document: Document, line: number): TemplatePlace | undefined {
  const rendered = linesOf(document.piece.text);
  const template = linesOf(file.text);
  const wanted = rendered[line]?.trim() ?? '';
  if (wanted === '' || /^[-{}[\],"'|>]*$/.test(wanted)) return undefined;
  const scored = template
    .map((text, i) => ({ i, score: likeness(text, wanted), around: likenessAround({ template, i }, { rendered, line }) }))
    .filter(({ i, score }) => score > 0 && (isPartial(file) || isSameObject(objectAround(template, i), rendered)))
    .sort((a, b) => b.score - a.score || b.around - a.around);
  const [best, second] = scored;
  if (!best || (second && second.score === best.score && second.around === best.around)) return undefined;
  const literal = best.score === exact && [rendered, template].every((lines) => lines.filter((one) => one.trim() === wanted).length === 1);
  return { place: placeAt(file, best.i, []), file, literal };
}

/** A file of named templates holds parts of objects. */
function isPartial({ text }: ChartText): boolean {
  return /\{\{-?\s*define\b/.test(text);
}

/** The lines of the template's document that holds a line. */
function objectAround(template: readonly string[], i: number): readonly string[] {
  const isMark = (text: string): boolean => /^---(?:\s|$)/.test(text);
  const start = template.slice(0, i).findLastIndex(isMark) + 1;
  const end = template.findIndex((text, at) => at >= i && isMark(text));
  return template.slice(start, end < 0 ? undefined : end);
}

/** Lines of equal text stand in many objects: the kind and the name tell whether it is this one. */
function isSameObject(template: readonly string[], rendered: readonly string[]): boolean {
  const metadata = rendered.findIndex((text) => /^metadata:/.test(text));
  const name = rendered.find((text, i) => (i === metadata && /\bname:/.test(text)) || (i > metadata && /^\s+name:/.test(text)));
  const telling = [rendered.find((text) => /^kind:/.test(text)), metadata < 0 ? undefined : name];
  return telling.every((wanted) => wanted === undefined || template.some((text) => likeness(text, wanted.trim()) > 0));
}

const exact = 1000;

/** How much of a template's line is in a rendered one: `exact` for the same text, the length of the fixed text around actions, 0 for another line. */
function likeness(template: string, rendered: string): number {
  const text = template.trim();
  if (text === rendered) return exact;
  const parts = text.split(/\{\{.*?\}\}/s);
  const fixed = parts.join('').replaceAll(/[\s"']/g, '').length;
  return parts.length > 1 && fixed >= 3 && holdsInOrder(rendered, parts) ? Math.min(fixed, exact - 1) : 0;
}

/** True where the text begins with the first part, ends with the last, and has the others between them in order: in one pass. */
function holdsInOrder(text: string, parts: readonly string[]): boolean {
  const [first = '', ...rest] = parts;
  const last = rest.pop() ?? '';
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= text.length - last.length;
}

type In<K extends string> = { readonly [key in K]: readonly string[] };

/** The lines before and behind that fit too, up to five; lines of nothing but actions are passed over in the template. */
function likenessAround(
  { template, i }: In<'template'> & { readonly i: number },
  { rendered, line }: In<'rendered'> & { readonly line: number },
): number {
  let sum = 0;
  for (const step of [-1, 1]) {
    let at = i + step;
    for (let distance = 1; distance <= 5; distance++, at += step) {
      while (isControl(template[at])) at += step;
      const [text, made] = [template[at], rendered[line + step * distance]];
      if (text === undefined || made === undefined || likeness(text, made.trim()) === 0) break;
      sum++;
    }
  }
  return sum;
}

function isControl(text: string | undefined): boolean {
  return text !== undefined && text.replaceAll(/\{\{.*?\}\}/g, '').trim() === '';
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\r|\n/);
}

function placeAt({ name, text }: ChartText, line: number, path: Path): Place {
  const document: Document = { source: { name }, index: 0, piece: { text, start: 0, line: 0 }, root: undefined, structural: true };
  const start = lineStarts(document)[line] ?? 0;
  const written = /[^\r\n]*/.exec(text.slice(start))?.[0] ?? '';
  const lead = /^[ \t]*/.exec(written)?.[0].length ?? 0;
  return { document, span: { start: start + lead, end: start + written.trimEnd().length }, path, exact: true };
}
