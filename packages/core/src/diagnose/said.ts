/** A line of the input, word for word. */
export type Quote = { readonly text: string; readonly file: string; readonly line: number };

/** What was said, and by which line. */
export type Said = { readonly quote: Quote };
