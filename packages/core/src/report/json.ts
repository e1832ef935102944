// For programs. The order of the keys is part of the interface: each object is written out key by key.

import type { Finding, Fix } from '../cluster/finding.js';
import type { Location } from '../source/index.js';
import { type Reporter, type Run, told } from './reporter.js';
import { printedJson } from './visible.js';

export const json: Reporter = {
  name: 'json',
  /** Suppressed findings are there too, marked as such. */
  render(run, env) {
    const urls = new Map(run.rules.map(({ name, url }) => [name, url]));
    const { errors, warnings, infos, files, documents, unrelated } = run.summary;
    return printedJson({
      version: 1,
      tool: { name: run.tool.name, version: run.tool.version },
      clusters: clustersOf(run),
      findings: told(run, env).map((finding) => findingOf(finding, urls.get(finding.rule))),
      skipped: run.skipped.map(({ file, document, reason }) => ({ file, document, reason })),
      unrelated: run.unrelated,
      summary: { errors, warnings, infos, suppressed: suppressedIn(run), files, documents, unrelated },
    });
  },
};

function suppressedIn({ findings }: Run): number {
  return findings.filter(({ suppressed }) => suppressed !== null).length;
}

function clustersOf(run: Run): readonly object[] {
  return run.clusters.map(({ id, name, closed, files }) => ({ id, name, closed, files }));
}

function findingOf(finding: Finding, help: string | undefined): object {
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

function locationOf({ file, document, path, line, column, endLine, endColumn }: Location): object {
  return { file, document, path, line, column, endLine, endColumn };
}

function fixOf({ title, applicability, edits, then }: Fix): object {
  return { title, applicability, edits: edits.map(({ file, start, end, text }) => ({ file, start, end, text })), then };
}
