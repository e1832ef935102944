/** The words of short texts: weaker than an output, and often all that a report has. */
import type { Words } from '../cause.js';
import { causes } from '../registry.gen.js';
import type { Quote } from '../seen.js';
import type { Hit } from '../sign.js';
import { answer, type Sign } from '../sign.js';
import { quoteAt, type Text } from '../text.js';

/** How often the words of a cause stand in a report that is about something else. */
const base = 0.03;

export const wordSigns: readonly Sign[] = causes.flatMap(({ id, title, words, settings = [], rules = [] }): readonly Sign[] =>
  words === undefined && settings.length === 0
    ? []
    : [
        {
          id: `words.${id}`,
          says: `words of the report: ${title}`,
          base,
          shownBy: [],
          look: ({ prose, settings: written, findings }) => {
            // What the linter reports is not said a second time by the same line.
            const reported = findings.some(({ rule, severity }) => rules.includes(rule) && severity !== 'info');
            const all = reported ? prose : [...prose, ...written];
            const hits = [...(words ?? []).flatMap((wanted) => found(wanted, prose)), ...settings.flatMap((wanted) => found(wanted, all))];
            // That nobody says it in so many words speaks for nothing.
            return hits.length > 0 ? answer(hits) : undefined;
          },
        },
      ],
);

export const isWords = ({ id }: Pick<Sign, 'id'>): boolean => id.startsWith('words.');

function found(wanted: Words, notes: readonly Text[]): readonly Hit[] {
  if ('says' in wanted) return saying(wanted, notes);
  const all = (wanted instanceof RegExp ? [wanted] : wanted).map((pattern) => quoteOf(pattern, notes));
  return all.every((quote) => quote !== undefined) ? all.map((quote) => ({ quote })) : [];
}

function quoteOf(pattern: RegExp, notes: readonly Text[]): Quote | undefined {
  for (const note of notes) {
    const hit = pattern.exec(note.text);
    if (hit) return quoteAt(note, hit.index);
  }
  return undefined;
}

function saying({ says, unless }: Extract<Words, { readonly says: RegExp }>, notes: readonly Text[]): readonly Hit[] {
  return notes.flatMap((note) =>
    [...note.text.matchAll(new RegExp(says, `${says.flags}g`))]
      .filter(({ index }) => !unless.test(sentenceAt(note.text, index)))
      .map(({ index }) => ({ quote: quoteAt(note, index) })),
  );
}

/** The sentence, or the line, that holds this place. */
function sentenceAt(text: string, at: number): string {
  const from = Math.max(text.lastIndexOf('. ', at), text.lastIndexOf('\n', at)) + 1;
  const ends = ['. ', '\n'].map((end) => text.indexOf(end, at)).filter((end) => end >= 0);
  return text.slice(from, ends.length > 0 ? Math.min(...ends) : undefined);
}
