/** Speaks for `unused-suppression`: what directives do not do. */
import type { Finding, Fix } from '../../cluster/finding.js';
import { locatePlace, nearest, type Origin, placeOf, type Span } from '../../source/index.js';
import { fingerprint } from '../fingerprint.js';
import { absentPolicies } from '../policy-name.js';
import { commentWords, type Directive, type Named } from './directive.js';
import { removal, renamed } from './removal.js';
import { unusedSuppression } from './rule.js';
import type { Uses } from './suppress.js';

export type Judging = {
  readonly directives: readonly Directive[];
  readonly uses: Uses;
  /** True where a rule exists, on or off. */
  readonly known: readonly string[];
  /** True where a rule has judged a file: what did not run says nothing about its suppressions. */
  readonly ran: (rule: string, file: string) => boolean;
  readonly reasons: boolean;
  /** Id of the cluster of a file. */
  readonly clusterOf: (file: string) => string;
};

/** The findings about the directives themselves, at the severity of their rule. */
export function judgeDirectives(judging: Judging): readonly Finding[] {
  return judging.directives
    .filter(({ certain }) => certain)
    .flatMap((one) => judge(one, judging).map((said) => findingOf(one, said, judging)));
}

type Said = {
  readonly message: keyof typeof unusedSuppression.messages;
  readonly data?: Readonly<Record<string, string>>;
  readonly span?: Span | undefined;
  readonly fix?: Fix | undefined;
};

function judge(directive: Directive, judging: Judging): readonly Said[] {
  const { word, from, rules, reason } = directive;
  if (from === 'comment' && !commentWords.some((one) => one === word)) return [{ message: 'unknownWord', data: wordData(word) }];
  const strangers = rules.filter(({ name }) => !judging.known.includes(name));
  const elsewhere = absentPolicies(judging.known);
  const unknown = strangers
    .filter(({ name }) => !elsewhere.test(name))
    .map((one): Said => ({ message: 'unknownRule', data: { rule: one.name, hint: meant(one.name, judging.known) }, span: one.span }));
  if (word === 'enable') return [...unknown, ...idleEnable(directive, judging.directives)];
  const how = from === 'comment' ? 'add " -- why" behind the rules' : 'add the annotation canal-lint/ignore-reason';
  if (judging.reasons && reason === '') return [...unknown, { message: 'noReason', data: { how } }];
  return [...unknown, ...idle(directive, judging, strangers)];
}

function idle(directive: Directive, { uses, ran }: Judging, strangers: readonly Named[]): readonly Said[] {
  const { rules, from, file } = directive;
  const used = uses.get(directive) ?? new Set();
  if (rules.length === 0 && from === 'annotation') return [{ message: 'noRule', fix: removal(directive) }];
  if (rules.length === 0) return used.size > 0 ? [] : [{ message: 'unusedAll', fix: removal(directive) }];
  const unused = rules.filter((one) => !strangers.includes(one) && ran(one.name, file) && !used.has(one.name));
  if (unused.length === 0) return [];
  const left = rules.filter((one) => !unused.includes(one));
  const names = unused.map(({ name }) => name).join(', ');
  return [{ message: 'unused', data: { rules: names }, fix: left.length === 0 ? removal(directive) : renamed(directive, left) }];
}

function idleEnable(directive: Directive, all: readonly Directive[]): readonly Said[] {
  const names = directive.rules.map(({ name }) => name);
  const before = all.filter((one) => one.word === 'disable' && one.file === directive.file && startOf(one) < startOf(directive));
  const ends = before.some(({ rules }) => rules.length === 0 || names.length === 0 || rules.some(({ name }) => names.includes(name)));
  const rules = names.length > 0 && before.length > 0 ? ` for ${names.join(', ')}` : '';
  return ends ? [] : [{ message: 'endsNothing', data: { rules }, fix: removal(directive) }];
}

function startOf({ at }: Directive): number {
  return at.span?.start ?? 0;
}

/** Words of other linters have no neighbour among ours: they mean the line. */
function wordData(word: string): Readonly<Record<string, string>> {
  const bare = word.replace(/^:/, '');
  const near = commentWords.find((one) => one === bare) ?? nearest(bare, commentWords) ?? 'disable-line';
  return { word: word.startsWith(':') ? `: ${bare}` : `-${bare}`, hint: `; did you mean canal-lint-${near}?` };
}

function meant(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near === undefined ? '' : `; did you mean ${near}?`;
}

function findingOf(directive: Directive, { message, data = {}, span, fix }: Said, { clusterOf }: Judging): Finding {
  const at: Origin = span ? { ...directive.at, span } : directive.at;
  const place = placeOf(at);
  const text = unusedSuppression.messages[message].replaceAll(/\{(\w+)\}/g, (hole, name: string) => data[name] ?? hole);
  return {
    rule: unusedSuppression.name,
    severity: unusedSuppression.severity,
    message: text,
    settle: undefined,
    cluster: clusterOf(directive.file),
    fingerprint: fingerprint(unusedSuppression.name, text, at),
    location: locatePlace(place),
    place,
    related: [],
    fix: fix ?? null,
    suppressed: null,
  };
}
