// For programs. The order of the keys is part of the interface: each object is written out key by key.

import type { Finding, Fix } from '../cluster/finding.js';
import type { Location } from '../source/index.js';
import { type Reporter, type Run, type Skipped, type Summary, told } from './reporter.js';
import { printedJson } from './visible.js';

type Note = { readonly message: string; readonly location: Location };

/** A finding of the report. */
export type JsonFinding = Pick<Finding, 'rule' | 'severity' | 'message' | 'cluster' | 'fingerprint' | 'location' | 'fix' | 'suppressed'> & {
  readonly settle?: string;
  readonly related: readonly Note[];
  readonly help: string | null;
};

/** The report, for programs that read it. */
export type JsonReport = {
  readonly version: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly clusters: readonly Pick<Run['clusters'][number], 'id' | 'name' | 'closed' | 'files'>[];
  readonly findings: readonly JsonFinding[];
  readonly skipped: readonly Skipped[];
  readonly unrelated: readonly string[];
  readonly summary: Summary & { readonly suppressed: number };
};

export const json: Reporter = {
  name: 'json',
  /** Suppressed findings are there too, marked as such. */
  render(run, env) {
    const urls = new Map(run.rules.map(({ name, url }) => [name, url]));
    const { errors, warnings, infos, files, documents, unrelated } = run.summary;
    const report: JsonReport = {
      version: 1,
      tool: { name: run.tool.name, version: run.tool.version },
      clusters: clustersOf(run),
      findings: told(run, env).map((finding) => findingOf(finding, urls.get(finding.rule))),
      skipped: run.skipped.map(({ file, document, reason }) => ({ file, document, reason })),
      unrelated: run.unrelated,
      summary: { errors, warnings, infos, suppressed: suppressedIn(run), files, documents, unrelated },
    };
    return printedJson(report);
  },
};

function suppressedIn({ findings }: Run): number {
  return findings.filter(({ suppressed }) => suppressed !== null).length;
}

function clustersOf(run: Run): JsonReport['clusters'] {
  return run.clusters.map(({ id, name, closed, files }) => ({ id, name, closed, files }));
}

function findingOf(finding: Finding, help: string | undefined): JsonFinding {
  const { rule, severity, message, settle, cluster, fingerprint, suppressed } = finding;
  return {
    rule,
    severity,
    message,
    ...(settle !== undefined && { settle }),
    cluster,
    fingerprint,
    location: locationOf(finding.location),
    related: finding.related.map((related) => ({ message: related.message, location: locationOf(related.location) })),
    fix: finding.fix && fixOf(finding.fix),
    // A fault of the text itself belongs to no rule, so it has no page.
    help: help ?? null,
    suppressed: suppressed && { kind: suppressed.kind, reason: suppressed.reason },
  };
}

function locationOf({ file, document, path, line, column, endLine, endColumn }: Location): Location {
  return { file, document, path, line, column, endLine, endColumn };
}

function fixOf({ title, applicability, edits, then }: Fix): Fix {
  return { title, applicability, edits: edits.map(({ file, start, end, text }) => ({ file, start, end, text })), then };
}
