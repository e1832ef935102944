import type { Finding, Fix, Proposal, Related } from '../cluster/finding.js';
import { installedOf } from '../cluster/installed.js';
import type { Cluster } from '../cluster/model.js';
import { loadSchemas } from '../network/catalogue/schema.js';
import { GoRegexpWanted, loadGoRegexp } from '../network/go-regexp.js';
import { dialectOf, loadDialects } from '../readers/index.js';
import type { Run } from '../report/reporter.js';
import type { AnyRule, Report, RuleContext } from '../rules/rule.js';
import { type Edit, locatePlace, type Origin, type Place, placeOf } from '../source/index.js';
import { applied } from './config/applied.js';
import { mayRun, suppressed } from './control.js';
import { authorOf, crash, ownBug } from './crash.js';
import { fingerprint } from './fingerprint.js';
import type { LintOptions } from './options.js';
import { inOrder } from './order.js';
import { policyFindings } from './policies.js';
import { type ReadClusters, readClusters } from './read.js';
import { type LintInput, traced, unread, unreadRule } from './rendering.js';
import { allRules, homepage, recommended, ruleInfo } from './rules.js';
import { unusedSuppression } from './suppression/index.js';
import { toolVersion } from './version.gen.js';

/**
 * Lints sources. Bad input becomes findings; nothing is thrown for it. A rule that crashes is reported as `internal-error`, and the findings of
 * the others stay. The order of findings is total: file, offset, rule, message.
 */
export async function lint(inputs: readonly LintInput[], options: LintOptions = {}): Promise<Run> {
  const read = await readClusters(inputs, options);
  const rules = options.rules ?? (options.config ? allRules : [...recommended, unusedSuppression]);
  if (rules.some(({ name }) => name === 'schema')) await loadSchemas(read.clusters.flatMap(({ objects }) => objects));
  const { config } = options;
  const policies = policyFindings(read, { ...options, rules });
  const found = await traced([...(await judged(read, rules, options)), ...policies.findings], inputs);
  const spare = await unread(inputs, async (values) =>
    judged(
      await readClusters(values, options),
      rules.filter(({ name }) => name === unreadRule),
      options,
    ),
  );
  const all = unique([...found, ...spare]);
  const findings = (options.suppressions === false ? all : suppressed(all, { read, rules, config })).sort(inOrder);
  const count = (severity: string): number => findings.filter((f) => f.severity === severity && !f.suppressed).length;
  return {
    tool: { name: 'canal-lint', version: toolVersion, url: homepage },
    clusters: read.clusters.map((cluster) => {
      const { id, name, closed, files } = cluster;
      return { id, name, closed, files, installed: installedOf(cluster) };
    }),
    findings,
    skipped: [...read.skipped, ...policies.skipped],
    unrelated: read.unrelatedFiles,
    summary: {
      errors: count('error'),
      warnings: count('warning'),
      infos: count('info'),
      files: read.files,
      documents: read.documents,
      unrelated: read.unrelated,
    },
    rules: rules.filter(({ name }) => mayRun(name, config)).map(ruleInfo),
  };
}

async function judged({ clusters }: ReadClusters, rules: readonly AnyRule[], options: LintOptions): Promise<readonly Finding[]> {
  const found: Judged[] = [];
  for (const cluster of clusters) found.push(...(await judgedOne(cluster, rules, options)));
  return written(unique(found));
}

/** The clusters that the sources describe: what `canal-lint show` prints. */
export async function network(inputs: readonly LintInput[], options: LintOptions = {}): Promise<readonly Cluster[]> {
  return (await readClusters(inputs, options)).clusters;
}

/** A finding whose fix was not yet asked for. */
type Judged = Finding & { readonly proposal?: Proposal | undefined };

/** What the rules find in one cluster. Where one meets a pattern that only Go's engine reads, that is loaded and the cluster judged anew. */
async function judgedOne(cluster: Cluster, rules: readonly AnyRule[], { config, plugins }: LintOptions): Promise<readonly Judged[]> {
  const all = (): readonly Judged[] =>
    rules.flatMap((rule) => applied(rule, cluster, config, (own) => judge(rule, cluster, { own, plugins })));
  try {
    return all();
  } catch (error) {
    if (!(error instanceof GoRegexpWanted)) throw error;
    await loadGoRegexp();
    return all();
  }
}

type Chosen = { readonly own: unknown; readonly plugins: LintOptions['plugins'] };

function judge(rule: AnyRule, cluster: Cluster, { own, plugins }: Chosen): readonly Judged[] {
  const found: Judged[] = [];
  const report: Report<AnyRule['messages']> = (reported) => {
    found.push(finding(rule, cluster, reported));
  };
  try {
    (rule as { check(context: RuleContext<AnyRule['messages'], unknown>): void }).check({
      cluster,
      options: own,
      report,
    });
  } catch (error) {
    if (error instanceof GoRegexpWanted) throw error;
    return [
      ...found,
      crash({ rule: rule.name, cluster: cluster.id, file: cluster.files[0] ?? '', author: authorOf(rule, plugins) }, error),
    ];
  }
  return found;
}

type Reported = Parameters<Report<AnyRule['messages']>>[0] & { readonly data?: Readonly<Record<string, string | number>> };

function finding(rule: AnyRule, cluster: Cluster, reported: Reported): Judged {
  const { at, related = [], fix, severity = rule.severity, settle, data = {} } = reported;
  const place = placeOf(at);
  return {
    rule: rule.name,
    severity,
    message: filled(rule.messages[reported.message] ?? reported.message, data),
    settle,
    cluster: cluster.id,
    fingerprint: fingerprint(rule.name, reported.message, at),
    location: locatePlace(place),
    place,
    related: [
      ...related.filter(({ origin }) => isWritten(origin)).map(({ origin, note }) => noted(note, placeOf(origin))),
      ...templateOf(place),
    ],
    fix: null,
    suppressed: null,
    proposal: fix,
  };
}

function noted(message: string, place: Place): Related {
  return { message, location: locatePlace(place), place };
}

/** Nobody edits rendered output: helm's `# Source:` comment names the template. The chart that Calico makes its manifests with is nobody else's. */
function templateOf(place: Place): readonly Related[] {
  const { template } = place.document;
  return template === undefined || template.startsWith('calico/templates/') ? [] : [noted(`rendered from the template ${template}`, place)];
}

function filled(message: string, data: Readonly<Record<string, string | number>>): string {
  return message.replaceAll(/\{(\w+)\}/g, (hole, name: string) => String(data[name] ?? hole));
}

/** Facts of the command line have no place to point at. */
function isWritten({ document }: Origin): boolean {
  return document.root !== undefined || document.outer !== undefined;
}

/** The findings with their fixes. A setting may be written by another reader than the one that claimed its document. */
async function written(found: readonly Judged[]): Promise<readonly Finding[]> {
  const names = found.flatMap(({ proposal }) => proposal?.changes.flatMap(({ setting }) => setting.write?.reader ?? []) ?? []);
  await loadDialects(names);
  return found.flatMap(({ proposal, ...finding }) => {
    if (!proposal) return [finding];
    try {
      return [{ ...finding, fix: toFix(proposal) }];
    } catch (error) {
      return [finding, crash({ ...finding, file: finding.location.file, author: ownBug }, error)];
    }
  });
}

/** Asks the readers for the edits. A change that cannot be written leaves the advice, to be shown only. */
function toFix({ title, applicability, changes, then = [] }: Proposal): Fix {
  const edits: Edit[] = [];
  for (const change of changes) {
    const made = dialectOf(change.setting.write?.reader ?? '')?.edits(change);
    if (!made) return { title, applicability: 'display', edits: [], then };
    edits.push(...made);
  }
  return { title, applicability: edits.length > 0 ? applicability : 'display', edits, then };
}

/** The same fault seen in several clusters is one. */
function unique<F extends Finding>(findings: readonly F[]): F[] {
  const seen = new Set<string>();
  return findings.filter(({ rule, location, message }) => {
    const key = JSON.stringify([rule, location, message]);
    return !seen.has(key) && seen.add(key);
  });
}
