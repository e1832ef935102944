/** Admission without a cluster: canal-lint's own policies asked about the documents of files, each by the constraint that would select it. */
import { allRules, type DocumentPolicy, type SourceObject } from '@canal-lint/core';
import { violations } from './admission.js';
import { exemptLabel } from './emit/exemptions.js';
import { type Policy, refusal } from './engine.js';
import { inventoryOf } from './inventory.js';
import type { PolicySource } from './source.js';
import { policies } from './sources.gen.js';
import { isRecord } from './verdicts.js';

/** What an admission answers to a severity, where constraints are as strict as their rules. */
export const answers = { error: 'deny', warning: 'warn', info: 'dryrun' } as const;

/** The policies as one that the linter asks. `asked` is told each object that a constraint selects. */
export function offlineAdmission(policy: Policy, asked: (object: SourceObject) => void = () => {}): DocumentPolicy {
  const rules = allRules.filter(({ name }) => policies.some(({ rule }) => rule === name));
  let synced: readonly SourceObject[] | undefined;
  return {
    // Their own check is of clusters, and here nobody asks it.
    rules: rules.map((rule) => ({ ...rule, check: () => {} })),
    judge(object, { facts, cluster, optionsOf }) {
      const selected = policies.filter((one) => selects(one, object)).map(({ rule }) => rule);
      if (selected.length === 0) return [];
      asked(object);
      const beside = besideOf(object, cluster);
      if (beside !== synced) policy.setData({ inventory: inventoryOf(beside.filter(isSynced).map(({ value }) => value)) });
      synced = beside;
      const refused = refusal(object.value);
      if (refused !== undefined) return refused;
      const review = { object: object.value, operation: 'CREATE' } as const;
      return byOptions(selected, optionsOf).flatMap(({ names, options }) =>
        violations(policy, review, { ...options, ...facts }).filter(({ rule }) => names.includes(rule)),
      );
    },
  };
}

type Options = Readonly<Record<string, unknown>>;

/** Rules of the same options are asked at once: each constraint has its own parameters. */
function byOptions(
  rules: readonly string[],
  optionsOf: (rule: string) => Options,
): readonly { readonly names: readonly string[]; readonly options: Options }[] {
  const groups = new Map<string, string[]>();
  for (const rule of rules) {
    const options = JSON.stringify(optionsOf(rule));
    groups.set(options, [...(groups.get(options) ?? []), rule]);
  }
  return [...groups].map(([options, names]) => ({ names, options: JSON.parse(options) as Options }));
}

/** Of two pools that exclude each other the later one is at fault: of its own kind, a pool meets those alone that stand before it. */
function besideOf(object: SourceObject, cluster: readonly SourceObject[]): readonly SourceObject[] {
  if (object.kind !== 'IPPool') return cluster;
  const place = cluster.indexOf(object);
  return cluster.filter((other, i) => other.kind !== object.kind || i < place);
}

/** What the templates want synced: the objects beside, as if they had been applied before. Calico's v3 is stored as v1, or served from where it is. */
function isSynced(object: SourceObject): boolean {
  const group = groupOf(object).replace(/^projectcalico\.org$/, 'crd.projectcalico.org');
  return policies.some(({ sync }) => sync.some(({ groups, kinds }) => groups.includes(group) && kinds.includes(object.kind)));
}

/** As the constraint's match does: group and kind, and the label that exempts. */
function selects({ match }: PolicySource, object: SourceObject): boolean {
  const { kind, value } = object;
  const metadata = value['metadata'];
  const labels = isRecord(metadata) ? metadata['labels'] : undefined;
  if (isRecord(labels) && exemptLabel in labels) return false;
  return match.some(({ groups, kinds }) => groups.includes(groupOf(object)) && kinds.includes(kind));
}

function groupOf({ apiVersion }: SourceObject): string {
  return apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
}
