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

/** The place in a template that made a place of rendered text: its line, else that of the nearest key above it, else the file. */
export function templatePlace(place: Place, setters: Setters): TemplatePlace | undefined {
  const { document, path } = place;
  const file = setters.fileOf(document.template ?? '');
  if (!file) return undefined;
  const line = position(document, place.span.start).line - document.piece.line - 1;
  const found = lineIn(file, document, line) ?? elsewhere(setters, file, document, line);
  if (found) return found;
  if (path.length > 0) return templatePlace(placeOf({ document, path: path.slice(0, -1), part: 'key' }), setters);
  return { place: placeAt(file, 0, path), file, literal: false };
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
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || b.around - a.around);
  const [best, second] = scored;
  if (!best || (second && second.score === best.score && second.around === best.around)) return undefined;
  const literal = best.score === exact && [rendered, template].every((lines) => lines.filter((one) => one.trim() === wanted).length === 1);
  return { place: placeAt(file, best.i, []), file, literal };
}

const exact = 1000;

/** How much of a template's line is in a rendered one: `exact` for the same text, the length of the fixed text around actions, 0 for another line. */
function likeness(template: string, rendered: string): number {
  const text = template.trim();
  if (text === rendered) return exact;
  const parts = text.split(/\{\{.*?\}\}/s);
  const fixed = parts.join('').replaceAll(/[\s"']/g, '').length;
  if (parts.length < 2 || fixed < 3) return 0;
  const pattern = parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*');
  return new RegExp(`^${pattern}$`, 's').test(rendered) ? Math.min(fixed, exact - 1) : 0;
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
  return text !== undefined && (/^\s*(?:\{\{.*\}\}\s*)+$/.test(text) || text.trim() === '');
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
