// GitLab's Code Quality report (docs.gitlab.com, "Code Quality": import of results; a subset of the Code Climate specification).

import type { Finding, Severity } from '../cluster/finding.js';
import { adviceLines } from './advice.js';
import { type Reporter, type Skipped, shownIn, skippedPlace } from './reporter.js';
import { printedJson } from './visible.js';

const severities: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'minor', info: 'info' };

export const gitlab: Reporter = {
  name: 'gitlab',
  render(run, env) {
    const seen = new Map<string, number>();
    return printedJson([
      ...shownIn(run, env).map((finding) => issueOf(finding, unique(finding.fingerprint, seen))),
      ...run.skipped.map(skippedOf),
    ]);
  },
};

/** The format has no word for what was not read. Its place is its fingerprint: the same in every run. */
function skippedOf(one: Skipped): object {
  const description = `skipped, not read or only in part: ${skippedPlace(one)}: ${one.reason}`;
  const location = { path: pathOf(one.file), lines: { begin: 1, end: 1 } };
  return { type: 'issue', description, check_name: 'skipped', fingerprint: `skipped ${skippedPlace(one)}`, severity: 'info', location };
}

/** A path that begins with ./ is linked to no file of the merge request. */
function pathOf(file: string): string {
  return file.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
}

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
    location: { path: pathOf(file), lines: { begin: line, end: endLine } },
  };
}
