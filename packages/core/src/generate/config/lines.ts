/** A line of YAML with the reason why it is there. */
export type Line = readonly [text: string, why?: string];

const width = 120;

/** Lines as text, each with its reason behind it, or above it where that would be too long. */
export function explained(lines: readonly Line[]): string {
  return lines.map((line) => `${withReason(line)}\n`).join('');
}

function withReason([text, why]: Line): string {
  if (why === undefined) return text;
  const behind = `${text} # ${why}`;
  if (behind.length <= width) return behind;
  const [indent = ''] = /^ */.exec(text) ?? [];
  return [...wrapped(why, width - indent.length - 2).map((part) => `${indent}# ${part}`), text].join('\n');
}

function wrapped(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** The lines further to the right, below a key. */
export function below(columns: number, lines: readonly Line[]): readonly Line[] {
  return lines.map(([text, why]): Line => {
    const moved = text === '' ? text : ' '.repeat(columns) + text;
    return why === undefined ? [moved] : [moved, why];
  });
}
