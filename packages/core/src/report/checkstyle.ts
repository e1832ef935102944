// Checkstyle's XML, which Jenkins' Warnings plugin, reviewdog and many editors read (checkstyle: XMLLogger.java, checkstyle version 8 format).

import type { Finding } from '../cluster/finding.js';
import { adviceLines } from './advice.js';
import { type Reporter, shownIn } from './reporter.js';
import { element, xmlDocument } from './xml.js';

export const checkstyle: Reporter = {
  name: 'checkstyle',
  render(run, env) {
    const shown = shownIn(run, env);
    const files = [...new Set(shown.map(({ location }) => location.file))];
    const inside = files.flatMap((name) =>
      element(
        'file',
        { name },
        shown.filter(({ location }) => location.file === name).flatMap((finding) => errorOf(finding, run.tool.name)),
      ),
    );
    return xmlDocument(element('checkstyle', { version: '8.0' }, inside));
  },
};

function errorOf(finding: Finding, tool: string): readonly string[] {
  const { rule, severity, location } = finding;
  const message = adviceLines(finding).join('; ');
  return element('error', { line: location.line, column: location.column, severity, message, source: `${tool}.${rule}` });
}
