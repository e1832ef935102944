/** An extractor knows one kind of output. It reads line by line, so that a cut or shuffled text still says what its lines say. */
import type { Draft } from '../draft.js';
import type { Line } from '../text.js';

export type Extractor = {
  readonly name: string;
  /** The characters with which a line of its output begins, blanks in front left out; absent where any may. Prompts reach every extractor. */
  readonly starts?: string;
  /**
   * A reader for one text; it is called for each line in order, and keeps what a table needs across lines. It answers true where it knows the
   * line, also where that says nothing.
   */
  open(draft: Draft): (line: Line) => boolean;
};
