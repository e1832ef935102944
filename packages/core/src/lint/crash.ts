import type { Finding } from '../cluster/finding.js';
import type { AnyRule } from '../rules/rule.js';
import { locatePlace, placeOf } from '../source/index.js';
import { fingerprint } from './fingerprint.js';
import type { LintOptions } from './options.js';
import { allRules } from './rules.js';

/** The rule name under which a crash of a rule is reported; it is a bug of canal-lint. */
export const internalError = 'internal-error';

/** Whom to tell of a crash. A host may bring rules of its own without a file. */
export function authorOf({ name }: AnyRule, plugins: LintOptions['plugins']): string {
  const plugin = plugins?.get(name);
  if (plugin !== undefined) return `the rule is that of the plugin ${plugin}: tell its author`;
  return allRules.some((one) => one.name === name) ? ownBug : 'the rule is none of canal-lint: tell its author';
}

export const ownBug: string = 'this is a bug of canal-lint, please report it';

type Crash = { readonly rule: string; readonly cluster: string; readonly file: string; readonly author: string };

/** A finding for a rule that crashed; the findings of the others stay. */
export function crash({ rule, cluster, file, author }: Crash, error: unknown): Finding {
  const document = {
    source: { name: file },
    index: 0,
    piece: { text: '', start: 0, line: 0 },
    root: undefined,
    structural: false,
  };
  const place = placeOf({ document, path: [] });
  const message = `the rule ${rule} failed on this cluster: ${error instanceof Error ? error.message : String(error)}; ${author}`;
  return {
    rule: internalError,
    severity: 'error',
    message,
    settle: undefined,
    cluster,
    fingerprint: fingerprint(internalError, rule, { document, path: [] }),
    location: locatePlace(place),
    place,
    related: [],
    fix: null,
    suppressed: null,
  };
}
