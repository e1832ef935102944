// GitLab's Code Quality report (docs.gitlab.com, "Code Quality": import of results; a subset of the Code Climate specification).

import type { Finding, Severity } from '../cluster/finding.js';
import { adviceLines } from './advice.js';
import { type Reporter, shownIn } from './reporter.js';
import { printedJson } from './visible.js';

const severities: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'minor', info: 'info' };

export const gitlab: Reporter = {
  name: 'gitlab',
  render(run, env) {
    const seen = new Map<string, number>();
    return printedJson(shownIn(run, env).map((finding) => issueOf(finding, unique(finding.fingerprint, seen))));
  },
};

/** Two issues of one fingerprint are one to GitLab: the second of the same object and path gets a number. */
function unique(fingerprint: string, seen: Map<string, number>): string {
  const count = (seen.get(fingerprint) ?? 0) + 1;
  seen.set(fingerprint, count);
  return count === 1 ? fingerprint : `${fingerprint}-${count}`;
}

function issueOf(finding: Finding, fingerprint: string): object {
  const { file, line, endLine } = finding.location;
  return {
    type: 'issue',
    description: adviceLines(finding).join('\n'),
    check_name: finding.rule,
    fingerprint,
    severity: severities[finding.severity],
    // A path that begins with ./ is linked to no file of the merge request.
    location: { path: file.replaceAll('\\', '/').replace(/^(?:\.\/)+/, ''), lines: { begin: line, end: endLine } },
  };
}
