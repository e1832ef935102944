// Annotations of GitHub Actions: one workflow command a finding (docs.github.com, "Workflow commands for GitHub Actions").

import type { Finding, Severity } from '../cluster/finding.js';
import { adviceLines, placeName, skippedLine } from './advice.js';
import { type Reporter, shownIn } from './reporter.js';
import { visible } from './visible.js';

const command: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** GitHub shows so many annotations of a level a step, and drops the others without a word. */
const shownOfLevel = 10;

export const github: Reporter = {
  name: 'github',
  /** The worst first, with what was skipped before the infos; what GitHub would drop is told in the log. */
  render(run, env) {
    const findings = shownIn(run, env);
    const skipped = skippedLine(run);
    const levels = (Object.keys(command) as Severity[]).map((severity) => {
      const level = findings.filter((one) => one.severity === severity);
      const notice = severity === 'info' && skipped !== undefined ? [`::notice title=skipped::${data(skipped)}`] : [];
      const room = shownOfLevel - notice.length;
      return { commands: [...notice, ...level.slice(0, room).map(annotation)], rest: level.slice(room).map(logged) };
    });
    const commands = levels.flatMap((level) => level.commands);
    const rest = levels.flatMap((level) => level.rest);
    const group =
      rest.length > 0 ? [`::group::${rest.length} more: GitHub shows ${shownOfLevel} annotations of a level`, ...rest, '::endgroup::'] : [];
    return [...commands, ...group].map((line) => `${line}\n`).join('');
  },
};

/** Behind the dash no text is a command: the runner looks for :: where a line begins. */
function logged({ location, severity, rule, message }: Finding): string {
  return `- ${visible(placeName(location))} ${severity} ${visible(rule)}: ${visible(message)}`;
}

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
