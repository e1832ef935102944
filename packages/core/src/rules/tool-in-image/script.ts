/** Names that come before a command without being it. */
const before = /^\s*(?:(?:!|if|elif|while|until|exec|sudo|time|nohup|env|timeout\s+\S+|watch(?:\s+-\S+)*|[A-Za-z_]\w*=\S*)\s+)*/;

/**
 * True where a script of a shell runs a command by the name alone, or from where packages put it: `calicoctl`, `/usr/local/bin/calicoctl`.
 * False where it may bring the command along, looks for it, or defines it.
 */
export function runsBare(script: string, tool: string): boolean {
  const text = script
    .replaceAll(/(^|\s)#.*$/gm, '$1')
    .replaceAll(/\\\r?\n/g, ' ')
    .replaceAll(/'[^']*'/g, 'q')
    .replaceAll(/"(?:[^"\\]|\\[\s\S])*"/g, (quoted) => `q${(quoted.match(/\$\([^)]*\)/g) ?? []).join(' ')}`);
  if (/\b(?:curl|wget|apk|apt|apt-get|dnf|yum|cp|ln|mv|alias|function|which|type|PATH=)\b|command\s+-v/.test(script)) return false;
  return text.split(/[\n;|&(){}`]|\b(?:then|do|else)\b/).some((part) => isBare(part.replace(before, '').split(/\s/)[0] ?? '', tool));
}

/** True for the name itself, or the name in a folder of programs. */
export function isBare(word: string, tool: string): boolean {
  return new RegExp(`^(?:/(?:(?:usr/(?:local/)?)?s?bin/)?)?${tool}$`).test(word);
}
