// Manifests as text for kubectl, which reads YAML 1.1.

/** Objects as documents of YAML. Texts of several lines stay readable: they are what a policy consists of. */
export function yamlOf(documents: readonly unknown[]): string {
  return documents.map((document) => `---\n${block(document, '').trimStart()}\n`).join('');
}

function block(value: unknown, indent: string): string {
  if (Array.isArray(value))
    return value.length === 0 ? ' []' : value.map((item) => `\n${indent}- ${block(item, `${indent}  `).trimStart()}`).join('');
  if (typeof value !== 'object' || value === null) return ` ${scalar(value, indent)}`;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  if (entries.length === 0) return ' {}';
  return entries.map(([key, inner]) => `\n${indent}${word(key)}:${block(inner, `${indent}  `)}`).join('');
}

/** Words that YAML 1.1 takes for something else than text. */
const taken = /^(?:y|n|yes|no|on|off|true|false|null|e[-\d].*)$/i;

function word(text: string): string {
  return /^[A-Za-z][\w./-]*$/.test(text) && !taken.test(text) ? text : JSON.stringify(text);
}

function scalar(value: unknown, indent: string): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  // A block cannot begin with white space, nor hold control characters, and keeps one line end at most.
  if (!/^\S.*\n(?!\n*$)/.test(value) || value.endsWith('\n\n') || /[^\P{Cc}\t\n]/u.test(value)) return word(value);
  const lines = value.replace(/\n$/, '').split('\n');
  return [value.endsWith('\n') ? '|' : '|-', ...lines.map((line) => (line === '' ? '' : indent + line))].join('\n');
}
