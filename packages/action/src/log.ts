// Workflow commands: lines on standard output that the runner obeys (docs.github.com, "Workflow commands for GitHub Actions").
import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import type { Environment } from './inputs.js';

/** Shows a message in the summary of the run; `level` decides on its colour. */
export function annotate(level: 'notice' | 'warning' | 'error', message: string): void {
  const data = message.trim().replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  process.stdout.write(`::${level} title=canal-lint::${data}\n`);
}

/** Prints text in which no line is a command: reports quote files, and files may hold anything. */
export function print(text: string): void {
  const token = randomUUID();
  process.stdout.write(`::stop-commands::${token}\n${text}\n::${token}::\n`);
}

/** Sets an output of the step. Values here are of one line. */
export function output(name: string, value: string | number, env: Environment): void {
  const file = env['GITHUB_OUTPUT'];
  if (file) appendFileSync(file, `${name}=${String(value).replaceAll(/[\r\n]/g, ' ')}\n`);
}

/** Adds to the summary of the job. */
export function summarize(markdown: string, env: Environment): void {
  const file = env['GITHUB_STEP_SUMMARY'];
  if (file) appendFileSync(file, `${markdown}\n`);
}
