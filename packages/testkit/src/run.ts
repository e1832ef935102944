import { type AnyRule, type Finding, type LintOptions, lint, type RuleContext, type Severity, type SourceInput } from '@canal-lint/core';
import type { Case, CaseFile } from './case.js';
import { fixFailures } from './fixing.js';
import type { Want } from './want.js';

export type CaseResult = {
  readonly case: Case;
  /** What is wrong, one text each with its place in the case file; empty where the case holds. */
  readonly failures: readonly string[];
  /** Ids of the messages that the rule reported. */
  readonly messages: readonly string[];
};

/**
 * Lints a case with one rule and compares both ways: each expectation is met on its line, and nothing else is reported. Then the fixes are
 * applied, which must leave comments and the text around them alone and must silence what they repair. `policies`: those that the rule may be of.
 */
export async function runCase(rule: AnyRule, one: Case, policies?: LintOptions['policies']): Promise<CaseResult> {
  const heard = new Set<string>();
  const inputs = one.files.map(({ name, text }): SourceInput => ({ name, text, whole: one.whole }));
  const options = { ...optionsOf(listening(rule, one, heard), one), ...(policies && { policies }) };
  const findings = standing(await lint(inputs, options));
  const compared = one.files.flatMap((file) => compare(one, file, { findings, severity: rule.severity }));
  const elsewhere = findings.filter(({ location }) => !one.files.some(({ name }) => name === location.file));
  const stray = elsewhere.map((finding) => `${one.source}:${one.line}: reported outside of the case's files: ${said(finding)}`);
  const fixed = await fixFailures(one, { inputs, options, findings });
  return { case: one, failures: [...compared, ...stray, ...fixed], messages: [...heard] };
}

/**
 * Lints a case as its own header says or, without one, with all of the rules and levels of `setup`. A case with `# rule: name` is that of `runCase`;
 * in the others an expectation that names no severity is met by any, and fixes are held only where an expectation speaks of them.
 */
export async function runConfigured(one: Case, setup: LintOptions & { readonly rules: readonly AnyRule[] }): Promise<CaseResult> {
  if (one.rule !== undefined) {
    const rule = setup.rules.find(({ name }) => name === one.rule);
    return rule
      ? runCase(rule, one, setup.policies)
      : { case: one, failures: [`${one.source}:${one.line}: there is no rule "${one.rule}"`], messages: [] };
  }
  const inputs = one.files.map(({ name, text }): SourceInput => ({ name, text, whole: one.whole }));
  const { underlay, calicoVersion } = one;
  const options = { ...setup, ...(underlay && { underlay }), ...(calicoVersion !== undefined && { calicoVersion }) };
  const findings = standing(await lint(inputs, options));
  const compared = one.files.flatMap((file) => compare(one, file, { findings }));
  const fixing = one.files.some(({ wants }) => wants.some(({ fix, unsafe }) => fix.length + unsafe.length > 0));
  return { case: one, failures: [...compared, ...(fixing ? await fixFailures(one, { inputs, options, findings }) : [])], messages: [] };
}

/** What is suppressed was not reported. */
function standing({ findings }: { readonly findings: readonly Finding[] }): readonly Finding[] {
  return findings.filter(({ suppressed }) => suppressed === null);
}

/** The options of `lint` for a case: this rule only, and the facts of its headers. */
function optionsOf(rule: AnyRule, { underlay, calicoVersion }: Case): LintOptions {
  return { rules: [rule], ...(underlay && { underlay }), ...(calicoVersion !== undefined && { calicoVersion }) };
}

type Checking = { check(context: RuleContext<AnyRule['messages'], unknown>): void };

/** The rule with the case's options, noting the ids of its messages. */
function listening(rule: AnyRule, { options }: Case, heard: Set<string>): AnyRule {
  const defaults = { ...(rule.options.defaults as object), ...options };
  const check: Checking['check'] = (context) => {
    const report: typeof context.report = (finding) => {
      heard.add(finding.message);
      context.report(finding);
    };
    (rule as Checking).check({ ...context, report });
  };
  return { ...rule, options: { ...rule.options, defaults }, check };
}

/** `severity`: what an expectation means that names none; undefined: any. */
type Reported = { readonly findings: readonly Finding[]; readonly severity?: Severity };

function compare(one: Case, file: CaseFile, { findings, severity }: Reported): readonly string[] {
  const left = findings.filter(({ location }) => location.file === file.name);
  const place = (line: number): string => `${one.source}:${file.line + line - 1}`;
  const unmet = file.wants.flatMap((want) => {
    const index = left.findIndex((finding) => meets(finding, want, severity));
    if (index >= 0) left.splice(index, 1);
    return index < 0 ? [`${place(want.line)}: not reported: ${want.severity ?? severity ?? 'finding'} "${want.message}"`] : [];
  });
  return [...unmet, ...left.map((finding) => `${place(finding.location.line)}: not wanted: ${said(finding)}`)];
}

function meets(finding: Finding, want: Want, severity: Severity | undefined): boolean {
  const wanted = want.severity ?? severity ?? finding.severity;
  return finding.location.line === want.line && finding.message.includes(want.message) && finding.severity === wanted;
}

function said({ severity, rule, message }: Finding): string {
  return `${severity} of ${rule} "${message}"`;
}
