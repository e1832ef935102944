/** Admission without a cluster: canal-lint's own policies asked about the documents of files, each by the constraint that would select it. */
import { allRules, type DocumentPolicy, type SourceObject, type Verdict } from '@canal-lint/core';
import { type Parameters, type Violation, violations } from './admission.js';
import { InputRefused, type Policy } from './engine.js';
import type { PolicySource } from './source.js';
import { policies } from './sources.gen.js';
import { isRecord } from './verdicts.js';

/** What an admission answers to a severity, where constraints are as strict as their rules. */
export const answers = { error: 'deny', warning: 'warn', info: 'dryrun' } as const;

/** `asked` is told each object that a constraint selects. */
export type Admission = { readonly parameters: Parameters; readonly asked: (object: SourceObject) => void };

/** The policies as one that the linter asks. Options of rules are their parameters. */
export function admissionPolicy(policy: Policy, { parameters, asked }: Admission): DocumentPolicy {
  const rules = allRules.filter(({ name }) => policies.some(({ rule }) => rule === name)).map((rule) => ({ ...rule, check: () => {} }));
  const defaults = new Map(rules.map(({ name, options }) => [name, JSON.stringify(options.defaults)]));
  return {
    rules,
    judge(object, optionsOf) {
      const selected = policies.filter((one) => selects(one, object)).map(({ rule }) => rule);
      if (selected.length === 0) return [];
      asked(object);
      const ask = (options: Readonly<Record<string, unknown>>): readonly Violation[] =>
        violations(policy, { object: object.value, operation: 'CREATE' }, { ...parameters, ...options });
      try {
        // Rules share names of options: those of one are the parameters of its own constraint.
        const special = selected.filter((rule) => JSON.stringify(optionsOf(rule)) !== defaults.get(rule));
        const common = ask({}).filter(({ rule }) => selected.includes(rule) && !special.includes(rule));
        return [...common, ...special.flatMap((rule) => ask(optionsOf(rule)).filter((one) => one.rule === rule))].map(verdictOf);
      } catch (error) {
        if (error instanceof InputRefused) return error.message;
        throw error;
      }
    },
  };
}

function verdictOf({ rule, severity, message, path }: Violation): Verdict {
  return { rule, severity, message, path };
}

/** As the constraint's match does: group and kind, and the label that exempts. */
function selects({ match }: PolicySource, { apiVersion, kind, value }: SourceObject): boolean {
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
  const metadata = value['metadata'];
  const labels = isRecord(metadata) ? metadata['labels'] : undefined;
  if (isRecord(labels) && 'canal-lint/exempt' in labels) return false;
  return match.some(({ groups, kinds }) => groups.includes(group) && kinds.includes(kind));
}
