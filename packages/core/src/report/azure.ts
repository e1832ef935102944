// Logging commands of Azure Pipelines (learn.microsoft.com, "Logging commands": task.logissue, which knows errors and warnings only).

import type { Finding } from '../cluster/finding.js';
import { adviceLines, placeName, skippedLine } from './advice.js';
import { type Reporter, shownIn } from './reporter.js';
import { visible } from './visible.js';

export const azure: Reporter = {
  name: 'azure',
  render(run, env) {
    const skipped = skippedLine(run);
    const all = [...shownIn(run, env).map(issue), ...(skipped === undefined ? [] : [`##vso[task.logissue type=warning;]${data(skipped)}`])];
    return all.map((line) => `${line}\n`).join('');
  },
};

function issue(finding: Finding): string {
  const { rule, severity, location } = finding;
  const text = adviceLines(finding).join('\n');
  // Behind a place no text can begin a command: the agent takes ##vso[ anywhere in a line.
  if (severity === 'info') return `${placeName(location)} info ${rule}: ${text}`.split('\n').map(shown).join(' ');
  const properties = { type: severity, sourcepath: location.file, linenumber: location.line, columnnumber: location.column, code: rule };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))};`);
  return `##vso[task.logissue ${list.join('')}]${data(text)}`;
}

/** A line of the log that is no command. */
function shown(line: string): string {
  return visible(line).replaceAll('##', '# #');
}

/** Source: microsoft/azure-pipelines-task-lib node/taskcommand.ts (escapedata). */
function data(text: string): string {
  return text
    .split(/(\r|\n)/)
    .map((part) => (part === '\r' || part === '\n' ? part : visible(part)))
    .join('')
    .replaceAll('%', '%AZP25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A');
}

/** Source: the same file (escape). */
function property(text: string): string {
  return data(text).replaceAll(']', '%5D').replaceAll(';', '%3B');
}
