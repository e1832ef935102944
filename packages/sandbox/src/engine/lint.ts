// From texts to findings that the page can show.
import { type Finding, type Fixed, fix, lint, type Related, type Run, type SourceInput } from '@canal-lint/core';
import type { Linted, Progress, Settings, ShownFinding, Spot, Update } from '../protocol.js';
import { configuredBy, isConfig } from './configuration.js';
import { type Held, updated, watched } from './inputs.js';

/** Below this many characters nobody sees a progress bar. */
const longInput = 500_000;

export async function lintFiles(updates: readonly Update[], settings: Settings, report: (progress: Progress) => void): Promise<Linted> {
  const start = performance.now();
  const files = await updated(updates);
  const run = await judged(files, settings, report);
  return {
    findings: shownFindings(run),
    clusters: run.clusters.length,
    skipped: run.skipped,
    roles: Object.fromEntries(files.map(({ name, role }) => [name, role])),
    milliseconds: performance.now() - start,
  };
}

/** The verdict of the linter, by the configuration that is among the files. */
export async function judged(files: readonly Held[], settings: Settings, report?: (progress: Progress) => void): Promise<Run> {
  const { remarks, ...configured } = await configuredBy(files, settings);
  const run = 'faulty' in configured ? configured.faulty : await lint(sourcesOf(files, report), configured.options);
  return { ...run, skipped: [...run.skipped, ...remarks] };
}

/** What the fixes make of the files; nothing where the configuration is at fault. */
export async function fixed(files: readonly Held[], settings: Settings): Promise<Fixed> {
  const configured = await configuredBy(files, settings);
  if ('faulty' in configured) return { run: configured.faulty, changed: [], then: [], titles: [] };
  return fix(sourcesOf(files), { ...configured.options, unsafe: settings.unsafe });
}

/** What the linter reads of the files. */
export function sourcesOf(files: readonly Held[], report: (progress: Progress) => void = () => {}): readonly SourceInput[] {
  const configuration = files.filter((file) => file.role === 'configuration' && !isConfig(file));
  const length = configuration.reduce((sum, { text }) => sum + text.length, 0);
  return length < longInput ? configuration.map(({ name, text }) => ({ name, text })) : watched(configuration, report);
}

function shownFindings({ findings, rules }: Run): readonly ShownFinding[] {
  const urls = new Map(rules.map(({ name, url }) => [name, url]));
  const times = new Map<string, number>();
  const keyOf = ({ fingerprint, message }: Finding): string => {
    const key = `${fingerprint} ${message}`;
    const time = (times.get(key) ?? 0) + 1;
    times.set(key, time);
    return `${key} ${time}`;
  };
  return findings.map((finding) => ({
    key: keyOf(finding),
    rule: finding.rule,
    severity: finding.severity,
    message: finding.message,
    settle: finding.settle,
    fingerprint: finding.fingerprint,
    url: urls.get(finding.rule),
    spot: spotOf(finding),
    related: finding.related.map((related) => ({ message: related.message, spot: spotOf(related) })),
    fix: finding.fix,
    suppressed: finding.suppressed,
  }));
}

function spotOf({ place, location }: Finding | Related): Spot {
  const { piece } = place.document;
  return { file: location.file, line: location.line, from: piece.start + place.span.start, to: piece.start + place.span.end };
}
