// JUnit XML as Jenkins, GitLab, CircleCI and Azure Pipelines read it: one suite a file, one test case a finding. There is no standard; this keeps to
// what the schemas of Apache Ant and of Jenkins' xUnit plugin share (testsuite: name, tests, failures, errors, skipped; testcase: name, classname).

import type { Finding } from '../cluster/finding.js';
import { adviceLines } from './advice.js';
import { failing, type Reporter, type Run, shownIn, skippedPlace } from './reporter.js';
import { element, xmlDocument } from './xml.js';

export const junit: Reporter = {
  name: 'junit',
  /** A finding below --fail-on passes, with its text as output: the report and the exit status agree. */
  render(run, env) {
    const shown = shownIn(run, env);
    const failures = shown.filter((finding) => failing(finding, env)).length;
    const suites = filesOf(run, shown).map((file) => suiteOf(file, { run, shown, fails: (finding) => failing(finding, env) }));
    const tests = suites.reduce((sum, { tests }) => sum + tests, 0);
    return xmlDocument(
      element(
        'testsuites',
        { name: run.tool.name, tests, failures, errors: 0 },
        suites.flatMap(({ lines }) => lines),
      ),
    );
  },
};

/** Files with findings, files that were skipped, and files of the field without either: those pass. */
function filesOf({ clusters, skipped }: Run, shown: readonly Finding[]): readonly string[] {
  const names = [
    ...clusters.flatMap(({ files }) => files),
    ...skipped.map(({ file }) => file),
    ...shown.map(({ location }) => location.file),
  ];
  return [...new Set(names)].sort((a, b) => (a < b ? -1 : 1));
}

type From = { readonly run: Run; readonly shown: readonly Finding[]; readonly fails: (finding: Finding) => boolean };

function suiteOf(file: string, { run, shown, fails }: From): { readonly tests: number; readonly lines: readonly string[] } {
  const findings = shown.filter(({ location }) => location.file === file);
  const skipped = run.skipped.filter((one) => one.file === file);
  const cases = [
    ...findings.map((finding) => caseOf(finding, fails(finding))),
    ...skipped.map((one) => testcase(file, skippedPlace(one), element('skipped', { message: one.reason }))),
  ];
  const all = cases.length > 0 ? cases : [testcase(file, 'no findings')];
  const attributes = { name: file, tests: all.length, failures: findings.filter(fails).length, errors: 0, skipped: skipped.length };
  return { tests: all.length, lines: element('testsuite', attributes, all.flat()) };
}

function caseOf(finding: Finding, fails: boolean): readonly string[] {
  const { rule, severity, message, location } = finding;
  const text = [`${location.file}:${location.line}:${location.column} ${severity} ${rule}`, ...adviceLines(finding)].join('\n');
  const inside = fails ? element('failure', { message, type: severity }, text) : element('system-out', {}, text);
  return testcase(location.file, `${rule} ${location.line}:${location.column}`, inside);
}

function testcase(classname: string, name: string, inside: readonly string[] = []): readonly string[] {
  return element('testcase', { name, classname }, inside);
}
