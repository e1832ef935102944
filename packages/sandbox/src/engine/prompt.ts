// The text for those who want to ask a language model. canal-lint needs none: its own verdicts are in it, to be checked against.
import { fenced } from '@canal-lint/core/markdown';
import type { FileText } from '../protocol.js';

type Told = { readonly files: readonly FileText[]; readonly told: string | undefined; readonly run: string; readonly diffs: string };

/** Longer texts are cut in the middle: a model reads so much. Characters. */
const most = 40_000;

export function promptOf({ files, told, run, diffs }: Told): string {
  const parts = [
    'You are helping an engineer with a Calico or Canal pod network on Kubernetes. Below are outputs and configuration in which secrets, names and ' +
      'public addresses are stand-ins (host-1, redacted-token-1, addresses of documentation): keep them as they are, so that they can be put back.',
    'The linter canal-lint has judged the configuration; its verdicts are rules with sources, not guesses. Say which of them explains the symptoms, ' +
      'what is still open, and which single command would settle it. Do not invent fields, versions or outputs.',
    ...(told === undefined ? [] : ['## What canal-lint says of the symptoms', told]),
    '## What canal-lint says of the configuration',
    run,
    ...(diffs === '' ? [] : ['## Its corrections', block('diff', diffs)]),
    '## The input',
    ...files.filter(({ text }) => text !== '').map(({ name, text }) => `${name}\n\n${block('text', cut(text))}`),
  ];
  return `${parts.join('\n\n')}\n`;
}

function cut(text: string): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most / 2)}\n[… ${text.length - most} characters left out …]\n${text.slice(-most / 2)}`;
}

function block(language: string, text: string): string {
  return fenced(text.trimEnd().split('\n'), language).join('\n');
}
