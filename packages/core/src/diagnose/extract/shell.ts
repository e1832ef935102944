/** What shells, sudo and container runtimes say of a program that is not there: to ask for it again is of no use. */
import type { Extractor } from './extractor.js';

const missing: readonly RegExp[] = [
  /^(?:sudo: |-?\w*sh: (?:(?:line )?\d+: )?)(?<program>[\w.-]+): (?:command )?not found$/,
  /^zsh: command not found: (?<program>[\w.-]+)$/,
  /^Command '(?<program>[\w.-]+)' not found/,
  /exec: "(?<program>[\w.-]+)": executable file not found in \$PATH/,
];

export const shells: Extractor = {
  name: 'a program that is not there',
  starts: 'sbzda-OCekr',
  open: (draft) => (line) => {
    if (!line.text.includes('not found')) return line.text === 'calicoctl must be run as root';
    const program = missing.map((pattern) => pattern.exec(line.text)?.groups?.['program']).find((name) => name !== undefined);
    if (program === undefined) return false;
    const inPod = line.pod !== undefined || line.node.startsWith('pod/');
    draft.absent.add(inPod ? `pod ${program}` : program);
    return true;
  },
};
