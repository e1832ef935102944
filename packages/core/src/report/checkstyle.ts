// Checkstyle's XML, which Jenkins' Warnings plugin, reviewdog and many editors read (checkstyle: XMLLogger.java, checkstyle version 8 format).

import type { Finding } from '../cluster/finding.js';
import { adviceLines } from './advice.js';
import { type Reporter, type Skipped, shownIn, skippedPlace } from './reporter.js';
import { element, xmlDocument } from './xml.js';

export const checkstyle: Reporter = {
  name: 'checkstyle',
  render(run, env) {
    const errors = [
      ...shownIn(run, env).map((finding) => [finding.location.file, errorOf(finding, run.tool.name)] as const),
      ...run.skipped.map((one) => [one.file, skippedOf(one, run.tool.name)] as const),
    ];
    const files = [...new Set(errors.map(([file]) => file))];
    const inside = files.flatMap((name) =>
      element(
        'file',
        { name },
        errors.filter(([file]) => file === name).flatMap(([, lines]) => lines),
      ),
    );
    return xmlDocument(element('checkstyle', { version: '8.0' }, inside));
  },
};

/** The format has no word for what was not read; an entry of a file has a line. */
function skippedOf(one: Skipped, tool: string): readonly string[] {
  const message = `skipped: ${skippedPlace(one)}: ${one.reason}`;
  return element('error', { line: 1, severity: 'info', message, source: `${tool}.skipped` });
}

function errorOf(finding: Finding, tool: string): readonly string[] {
  const { rule, severity, location } = finding;
  const message = adviceLines(finding).join('; ');
  return element('error', { line: location.line, column: location.column, severity, message, source: `${tool}.${rule}` });
}
