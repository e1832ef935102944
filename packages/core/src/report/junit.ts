// JUnit XML as Jenkins, GitLab, CircleCI and Azure Pipelines read it: one suite a file, one test case a finding. There is no standard; this keeps to
// what the schemas of Apache Ant and of Jenkins' xUnit plugin share (testsuite: name, tests, failures, errors, skipped; testcase: name, classname).

import type { Finding } from '../cluster/finding.js';
import { pathText } from '../source/index.js';
import { adviceLines, placeName } from './advice.js';
import { objectOf } from './object.js';
import { type Env, failing, type Reporter, type Run, type Skipped, shownIn, skippedPlace } from './reporter.js';
import { visible } from './visible.js';
import { element, xmlDocument } from './xml.js';

export const junit: Reporter = {
  name: 'junit',
  /**
   * A finding below --fail-on passes, with its text as output, and what was skipped fails where it fails the run: the report and the exit
   * status agree.
   */
  render(run, env) {
    const shown = shownIn(run, env);
    const suites = filesOf(run, shown).map((file) => suiteOf(file, { run, shown, env }));
    const sum = (what: 'tests' | 'failures'): number => suites.reduce((all, suite) => all + suite[what], 0);
    return xmlDocument(
      element(
        'testsuites',
        { name: run.tool.name, tests: sum('tests'), failures: sum('failures'), errors: 0 },
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

type From = { readonly run: Run; readonly shown: readonly Finding[]; readonly env: Env };
type Suite = { readonly tests: number; readonly failures: number; readonly lines: readonly string[] };

function suiteOf(file: string, { run, shown, env }: From): Suite {
  const findings = shown.filter(({ location }) => location.file === file);
  const skipped = run.skipped.filter((one) => one.file === file);
  const names = namesOf(findings);
  const cases = [
    ...findings.map((finding, i) => caseOf(names[i] ?? '', finding, failing(finding, env))),
    ...skipped.map((one) => testcase(file, skippedPlace(one), skippedOf(one, env))),
  ];
  const all = cases.length > 0 ? cases : [testcase(file, 'no findings')];
  const failures = findings.filter((finding) => failing(finding, env)).length + (env.failOnSkipped ? skipped.length : 0);
  const attributes = { name: file, tests: all.length, failures, errors: 0, skipped: env.failOnSkipped ? 0 : skipped.length };
  return { tests: all.length, failures, lines: element('testsuite', attributes, all.flat()) };
}

/** A test is known by its name from run to run: it holds no line, which every edit above would change. Equal ones are numbered. */
function namesOf(findings: readonly Finding[]): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const object = objectOf(finding);
    const path = pathText(object?.path ?? finding.location.path);
    const name = [finding.rule, ...(object ? [object.kind, object.name] : []), ...(path === '' ? [] : [path])].join(' ');
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

function caseOf(name: string, finding: Finding, fails: boolean): readonly string[] {
  const { rule, severity, message, location } = finding;
  // A text of a file may have several lines: none of them may begin one here, where a log may be read for commands.
  const text = [`${placeName(location)} ${severity} ${rule}`, ...adviceLines(finding)].map(visible).join('\n');
  return testcase(location.file, name, fails ? element('failure', { message, type: severity }, text) : element('system-out', {}, text));
}

function skippedOf({ reason }: Skipped, { failOnSkipped }: Env): readonly string[] {
  return failOnSkipped ? element('failure', { message: reason, type: 'skipped' }, reason) : element('skipped', { message: reason });
}

function testcase(classname: string, name: string, inside: readonly string[] = []): readonly string[] {
  return element('testcase', { name, classname }, inside);
}
