// Annotations of GitHub Actions: one workflow command a finding (docs.github.com, "Workflow commands for GitHub Actions").

import type { Finding, Severity } from '../cluster/finding.js';
import { adviceLines } from './advice.js';
import { type Reporter, shownIn } from './reporter.js';
import { visible } from './visible.js';

const command: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

export const github: Reporter = {
  name: 'github',
  render(run, env) {
    return shownIn(run, env)
      .map((finding) => `${annotation(finding)}\n`)
      .join('');
  },
};

function annotation(finding: Finding): string {
  const { file, line, column, endLine, endColumn } = finding.location;
  const properties = { title: finding.rule, file, line, col: column, endLine, endColumn };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${command[finding.severity]} ${list.join(',')}::${data(adviceLines(finding).join('\n'))}`;
}

/** Line ends become `%0A`, so that no text can start a command of its own. Source: actions/toolkit packages/core/src/command.ts (escapeData). */
function data(text: string): string {
  const shown = text.split(/(\r|\n)/).map((part) => (part === '\r' || part === '\n' ? part : visible(part)));
  return shown.join('').replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** Source: the same file, escapeProperty. */
function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
