// What of the user's text may be sent to a terminal, and how many columns it takes there.

// Controls (Cc), format characters (Cf: bidirectional overrides, zero-width spaces), line separators, lone surrogates, no-break space.
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u00a0]/gu;

// W and F of Unicode's EastAsianWidth.txt, by block; emoji that are drawn in colour take two columns as well.
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}\p{Emoji_Presentation}]/u;
const combining = /[\p{Mn}\p{Me}]/u;

/**
 * Text in which nothing can steer a terminal or hide from the reader: ESC becomes `␛`, a line feed `␊`, an override of the writing
 * direction `<U+202E>`. One line in, one line out.
 */
export function visible(text: string): string {
  return text.replace(hidden, mark);
}

function mark(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}

/** Columns that visible text takes in a terminal: two for a wide character, none for a combining mark. */
export function columns(text: string): number {
  let sum = 0;
  for (const character of text) sum += combining.test(character) ? 0 : wide.test(character) ? 2 : 1;
  return sum;
}

/** Fills text with blanks up to a width in columns. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)));
}

/** Breaks text at blanks into lines of at most `width` columns; a longer word keeps a line of its own. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && columns(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

/** JSON of a report: two blanks of indentation, a line end behind it, and no character that a terminal obeys. */
export function printedJson(value: unknown): string {
  const text = JSON.stringify(value, undefined, 2);
  return `${text.replace(/[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}
