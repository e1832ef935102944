// The extent of one value in text that may be YAML, JSON, a command line, a log, or a piece of any of them.

/** Where a value lies; `open` ends are those of its quotes. */
export type Extent = { readonly start: number; readonly end: number };

const quote = /(\\*)(["'])/y;

/** A value in quotes, also in escaped ones of JSON inside of JSON; undefined where no quote opens or the line ends first. */
export function quotedAt(text: string, at: number): Extent | undefined {
  quote.lastIndex = at;
  const [opening, slashes = '', mark = ''] = quote.exec(text) ?? [];
  if (opening === undefined) return undefined;
  const start = at + opening.length;
  for (let end = text.indexOf(opening, start); end >= 0; end = text.indexOf(opening, end + 1)) {
    // One backslash more than the opening quote has is an escaped quote inside the value; '' is one quote in YAML.
    const before = backslashes(text, end);
    if (mark === '"' ? before !== 0 : slashes === '' && text[end + 1] === "'") {
      if (mark === "'") end++;
      continue;
    }
    const value = text.slice(start, end);
    return value.includes('\n') && !/^[^\n]*(?:\n[ \t]+[^\n]*)*$/.test(value) ? undefined : { start, end };
  }
  return undefined;
}

function backslashes(text: string, at: number): number {
  let count = 0;
  while (text[at - 1 - count] === '\\') count++;
  return count;
}

/** A bare value up to what a pattern, a global one, allows. */
export function bareAt(text: string, at: number, stop: RegExp): Extent {
  stop.lastIndex = at;
  return { start: at, end: stop.exec(text)?.index ?? text.length };
}

/** The rest of a line as YAML takes it for a plain scalar: no comment, no white space at its end. */
export function plainAt(text: string, at: number): Extent {
  const line = text.slice(at, lineEnd(text, at));
  const comment = line.search(/[ \t]#/);
  const plain = (comment < 0 ? line : line.slice(0, comment)).trimEnd();
  return { start: at, end: at + plain.length };
}

/** Where the line ends that an offset is in. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** How far a line is indented, the dashes of a sequence counted as white space; undefined for an empty line or a comment. */
export function indentOf(line: string): number | undefined {
  const [lead = ''] = /^[ ]*(?:-[ ]+)*/.exec(line) ?? [];
  const rest = line.slice(lead.length);
  return rest.trim() === '' || rest.startsWith('#') ? undefined : lead.length;
}

/** The lines below `at` that are indented by more than `indent`, without the white space around them. */
export function deeperLines(text: string, at: number, indent: number): Extent | undefined {
  let extent: Extent | undefined;
  for (let from = lineEnd(text, at) + 1; from < text.length; from = lineEnd(text, from) + 1) {
    const line = text.slice(from, lineEnd(text, from));
    if (line.trim() === '') continue;
    const own = line.length - line.trimStart().length;
    if (own <= indent) break;
    extent = { start: extent?.start ?? from + own, end: from + line.trimEnd().length };
  }
  return extent;
}
