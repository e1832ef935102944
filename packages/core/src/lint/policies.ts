/** Policies beside the rules: they judge documents one by one, as values. The engine that runs them is the host's. */
import type { Finding } from '../cluster/finding.js';
import { originOf, type Unit } from '../readers/unit.js';
import type { Skipped } from '../report/reporter.js';
import { defineRule, noOptions, type Rule } from '../rules/rule.js';
import { isHclName, locatePlace, placeOf } from '../source/index.js';
import { atLevel } from './config/applied.js';
import { ruleState } from './config/config.js';
import type { Verdict } from './document-policy.js';
import { embeddedIn } from './embedded.js';
import { userFacts } from './facts.js';
import { fingerprint } from './fingerprint.js';
import { objectIn, type SourceObject } from './objects.js';
import type { LintOptions } from './options.js';
import type { ReadClusters } from './read.js';

/** Under this name a document is told that no policy can be asked about. */
export const policyInput: Rule<{ readonly refused: string }, Readonly<Record<string, never>>> = defineRule({
  name: 'policy-input',
  since: '0.1.0',
  category: 'object',
  severity: 'error',
  summary: 'A document must be small and flat enough to be asked about',
  messages: { refused: 'no policy was asked about this document: {reason}' },
  options: noOptions,
  check: () => {},
});

type Judged = { readonly findings: readonly Finding[]; readonly skipped: readonly Skipped[] };

/** What the policies say of all documents. A template's document is not what the API server gets, so that nobody is asked about it. */
export function policyFindings({ units, clusters }: ReadClusters, options: LintOptions): Judged {
  const findings: Finding[] = [];
  const skipped: Skipped[] = [];
  const asked: Asked[] = [];
  const members = new Map<string, SourceObject[]>();
  for (const unit of (options.policies ? units : []).flatMap((one) => [one, ...embeddedIn(one)])) {
    const { source, index, structural } = unit.document;
    if (!unit.object && isHclName(source.name)) continue;
    const object = objectIn(unit);
    if (object?.templated) {
      // What is structural was told to be read in part.
      if (!structural)
        skipped.push({ file: source.name, document: index, reason: 'policies are not asked: a template fills in a part of it' });
      continue;
    }
    const cluster = clusters.find(({ files }) => files.includes(source.name))?.id ?? '';
    const all = members.get(cluster) ?? [];
    if (object) all.push(object);
    members.set(cluster, all);
    asked.push({ unit, object, cluster });
  }
  for (const one of asked) {
    const verdicts = judged(one, { beside: members.get(one.cluster) ?? [], options });
    findings.push(...verdicts.flatMap((verdict) => findingOf(verdict, one, options)));
  }
  return { findings, skipped };
}

type Asked = { readonly unit: Unit; readonly object: SourceObject | undefined; readonly cluster: string };
type Beside = { readonly beside: readonly SourceObject[]; readonly options: LintOptions };

function judged({ unit, object }: Asked, { beside, options }: Beside): readonly Verdict[] {
  const { policies = [], config, rules = [] } = options;
  const { name } = unit.document.source;
  const optionsOf = (rule: string): Readonly<Record<string, unknown>> => ({
    ...(rules.find((one) => one.name === rule)?.options.defaults as object),
    ...(config && ruleState(config, rule, name).options),
  });
  const circumstances = { optionsOf, facts: factsOf(options), cluster: beside };
  const said = object ? policies.map(({ judge }) => judge(object, circumstances)) : ['it has more than a million values'];
  const [refused] = said.filter((one) => typeof one === 'string');
  const verdicts = said.flatMap((one) => (typeof one === 'string' ? [] : one));
  if (refused === undefined) return verdicts;
  const message = policyInput.messages.refused.replace('{reason}', () => refused);
  return [...verdicts, { rule: policyInput.name, severity: policyInput.severity, message, path: [] }];
}

function factsOf(options: LintOptions): Readonly<Record<string, unknown>> {
  const { calicoVersion, ...underlay } = userFacts(options);
  const known = Object.entries(underlay).map(([key, fact]) => [key, fact.value]);
  return { ...(known.length > 0 && { underlay: Object.fromEntries(known) }), ...(calicoVersion && { calicoVersion: calicoVersion.value }) };
}

function findingOf({ rule, severity, message, path }: Verdict, { unit, cluster }: Asked, options: LintOptions): readonly Finding[] {
  const origin = originOf(unit, path);
  const place = placeOf(origin);
  const finding: Finding = {
    ...{ rule, severity, message, cluster, place },
    settle: undefined,
    fingerprint: fingerprint(rule, message, origin),
    location: locatePlace(place),
    related: [],
    fix: null,
    suppressed: null,
  };
  const known = options.rules?.find(({ name }) => name === rule);
  if (!known) return [];
  return !options.config ? [finding] : atLevel(finding, known, ruleState(options.config, rule, finding.location.file));
}
