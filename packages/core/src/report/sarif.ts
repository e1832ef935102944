// SARIF 2.1.0 (OASIS, errata 01): for code scanning and editors.

import type { ArtifactLocation, Invocation, Log, PhysicalLocation, ReportingDescriptor, Result, Fix as SarifFix, Suppression } from 'sarif';
import type { Finding, Fix, Related, Severity } from '../cluster/finding.js';
import type { Edit, Location } from '../source/index.js';
import { fixTitle } from './advice.js';
import { type Reporter, type RuleInfo, type Run, told } from './reporter.js';
import { printedJson } from './visible.js';

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const root = '%SRCROOT%';

export const sarif: Reporter = {
  name: 'sarif',
  /** Suppressed findings are there too, marked as such. */
  render: (run, env) => sarifText({ ...run, findings: told(run, env) }),
};

/** What a result needs of a finding; a cause that diagnose names has as much. */
export type Reported = Pick<Finding, 'rule' | 'severity' | 'message' | 'settle' | 'fingerprint' | 'location' | 'fix' | 'suppressed'> & {
  readonly related: readonly Omit<Related, 'place'>[];
};
type Results = Pick<Run, 'tool' | 'skipped' | 'rules'> & { readonly findings: readonly Reported[] };

/** The log of one run of a tool, whatever its results are. */
export const sarifText = (run: Results): string => printedJson(logOf(run));

function logOf(run: Results): Log {
  const { name, version, url } = run.tool;
  const indices = new Map(run.rules.map((rule, i) => [rule.name, i]));
  // §3.27.23: the suppressions of a run's results are either all given or all absent.
  const suppressing = run.findings.some((finding) => finding.suppressed !== null);
  return {
    $schema: schema,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name,
            version,
            semanticVersion: version,
            ...(url !== undefined && { informationUri: url }),
            rules: run.rules.map(descriptor),
          },
        },
        invocations: [invocation(run)],
        originalUriBaseIds: { [root]: { description: { text: 'the folder that canal-lint was started in' } } },
        columnKind: 'utf16CodeUnits',
        results: run.findings.map((finding) => ({
          ...resultOf(finding, indices.get(finding.rule)),
          ...(suppressing && { suppressions: suppressionsOf(finding) }),
        })),
      },
    ],
  };
}

function descriptor({ name, severity, summary, url }: RuleInfo): ReportingDescriptor {
  return {
    id: name,
    shortDescription: { text: summary },
    help:
      url === undefined
        ? { text: `${summary}.` }
        : { text: `${summary}. What to do: ${url}`, markdown: `${summary}. [What to do](${url})` },
    ...(url !== undefined && { helpUri: url }),
    defaultConfiguration: { level: levelOf(severity) },
  };
}

function invocation({ skipped }: Results): Invocation {
  const toolExecutionNotifications = skipped.map(({ file, document, reason }) => ({
    level: 'warning' as const,
    message: { text: `${document === null ? 'the file' : `document ${document + 1}`} was skipped: ${reason}` },
    locations: [{ physicalLocation: { artifactLocation: artifact(file) } }],
  }));
  return { executionSuccessful: true, toolExecutionNotifications };
}

function resultOf(finding: Reported, ruleIndex: number | undefined): Result {
  const { rule, severity, message, settle, related } = finding;
  const fix = finding.fix && fixOf(finding.fix);
  return {
    ruleId: rule,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: levelOf(severity),
    message: { text: settle === undefined ? message : `${message}\nsettle: ${settle}` },
    locations: [{ physicalLocation: physical(finding.location) }],
    ...(related.length > 0 && {
      relatedLocations: related.map((one, i) => ({ id: i + 1, message: { text: one.message }, physicalLocation: physical(one.location) })),
    }),
    partialFingerprints: { 'canalLint/v1': finding.fingerprint },
    ...(fix && { fixes: [fix] }),
  };
}

/** The edits by file; undefined for a fix that is only shown. Offsets count UTF-16 units from the start of the file as read. */
function fixOf(fix: Fix): SarifFix | undefined {
  const { applicability, edits, then } = fix;
  if (applicability === 'display' || edits.length === 0) return undefined;
  const byFile = new Map<string, Edit[]>();
  for (const edit of edits) byFile.set(edit.file, [...(byFile.get(edit.file) ?? []), edit]);
  return {
    description: { text: [fixTitle(fix), ...then.map((command, i) => `then run ${i + 1}: ${command}`)].join('\n') },
    artifactChanges: [...byFile].map(([file, changes]) => ({
      artifactLocation: artifact(file),
      replacements: changes.map(({ start, end, text }) => ({
        deletedRegion: { charOffset: start, charLength: end - start },
        ...(text !== '' && { insertedContent: { text } }),
      })),
    })),
  };
}

/** A baseline, the files of before and the configuration suppress from outside; comments and annotations stand in the source. */
function suppressionsOf({ suppressed }: Reported): Suppression[] {
  if (suppressed === null) return [];
  const kind = /^(?:baseline|base|config)/.test(suppressed.kind) ? 'external' : 'inSource';
  return [{ kind, ...(suppressed.reason !== '' && { justification: suppressed.reason }) }];
}

function levelOf(severity: Severity): 'error' | 'warning' | 'note' {
  return severity === 'info' ? 'note' : severity;
}

function physical({ file, line, column, endLine, endColumn }: Location): PhysicalLocation {
  return { artifactLocation: artifact(file), region: { startLine: line, startColumn: column, endLine, endColumn } };
}

/** The name of a file as a URI reference: relative to the root, or a `file:` URI (RFC 8089) for an absolute one. */
function artifact(file: string): ArtifactLocation {
  const path = file.replaceAll('\\', '/').replace(/^(?:\.\/)+(?=.)/, '');
  const drive = /^[A-Za-z]:(?=\/)/.exec(path)?.[0];
  if (drive !== undefined) return { uri: `file:///${drive}${encoded(path.slice(drive.length))}` };
  if (path.startsWith('//')) return { uri: `file:${encoded(path)}` };
  return path.startsWith('/') ? { uri: `file://${encoded(path)}` } : { uri: encoded(path), uriBaseId: root };
}

function encoded(path: string): string {
  // encodeURIComponent throws on half a surrogate pair.
  return path
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}
