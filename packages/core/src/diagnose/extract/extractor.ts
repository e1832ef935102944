/** An extractor knows one kind of output. It reads line by line, so that a cut or shuffled text still says what its lines say. */
import type { Draft } from '../draft.js';
import type { Line } from '../text.js';

export type Extractor = {
  readonly name: string;
  /** Found somewhere in each text that the extractor can read: the others are not cut into lines for it. */
  readonly hint: RegExp;
  /** A reader for one text; it is called for each line in order, and keeps what a table needs across lines. */
  open(draft: Draft): (line: Line) => void;
};
