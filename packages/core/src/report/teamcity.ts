// Service messages of TeamCity: code inspections (jetbrains.com/help/teamcity/service-messages.html, "Reporting Inspections").

import type { Finding } from '../cluster/finding.js';
import { adviceLines, skippedLine } from './advice.js';
import { type Reporter, type RuleInfo, shownIn } from './reporter.js';
import { visible } from './visible.js';

/** Characters that TeamCity keeps of an id, name and category, and of a description and message. */
const limits = { name: 255, text: 4000 } as const;

export const teamcity: Reporter = {
  name: 'teamcity',
  /** Each type is told before its first inspection; a rule that found nothing is not told. */
  render(run, env) {
    const shown = shownIn(run, env);
    const infos = new Map(run.rules.map((rule) => [rule.name, rule]));
    const rules = [...new Set(shown.map(({ rule }) => rule))].sort();
    const skipped = skippedLine(run);
    const lines = [
      ...rules.map((rule) => inspectionType(rule, infos.get(rule), run.tool.name)),
      ...shown.map(inspection),
      ...(skipped === undefined ? [] : [message('message', { text: skipped.slice(0, limits.text), status: 'WARNING' })]),
    ];
    return lines.map((line) => `${line}\n`).join('');
  },
};

function inspectionType(rule: string, info: RuleInfo | undefined, category: string): string {
  return message('inspectionType', { id: rule, name: rule, description: described(rule, info).slice(0, limits.text), category });
}

function described(rule: string, info: RuleInfo | undefined): string {
  if (!info) return rule;
  return info.url === undefined ? info.summary : `${info.summary}: ${info.url}`;
}

function inspection(finding: Finding): string {
  const { rule, severity, location } = finding;
  const text = adviceLines(finding).join('\n').slice(0, limits.text);
  const level = severity === 'info' ? 'INFO' : severity.toUpperCase();
  return message('inspection', { typeId: rule, message: text, file: location.file, line: String(location.line), SEVERITY: level });
}

function message(name: string, values: Readonly<Record<string, string>>): string {
  return `##teamcity[${name}${Object.entries(values)
    .map(([key, value]) => ` ${key}='${escaped(value)}'`)
    .join('')}]`;
}

const marks: Readonly<Record<string, string>> = { '|': '||', "'": "|'", '[': '|[', ']': '|]', '\n': '|n', '\r': '|r' };

function escaped(text: string): string {
  return text
    .split(/([|'[\]\r\n])/)
    .map((part) => marks[part] ?? visible(part))
    .join('');
}
