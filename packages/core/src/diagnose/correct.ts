/** The files of the input as they should be: what `canal-lint --fix --unsafe-fixes` makes of them for the rules of a cause. */
import type { Finding } from '../cluster/finding.js';
import { type Changed, fix } from '../lint/fix.js';
import type { LintInput } from '../lint/rendering.js';
import { allRules } from '../lint/rules.js';
import { decode, unifiedDiff } from '../source/index.js';
import type { Answer, DiagnosedCause } from './answer.js';
import { environmentFile } from './fix/address.js';
import { besideItem } from './fix/beside.js';
import { causes } from './registry.gen.js';

/** No method stands beside `IP: autodetect`: the one of the cause, where the evidence tells it. */
function completed({ manifests }: Fix, inputs: readonly LintInput[], findings: readonly Finding[]): readonly Changed[] {
  const [, more] = manifests.find(({ name }) => name === environmentFile)?.text.split(/(?<=\n)(?=- name: \w+METHOD\n)/) ?? [];
  const finding = findings.find(({ rule, fix: made, rendered }) => rule === 'autodetection-method' && made === null && !rendered);
  const input = inputs.find(({ name, rendering }) => name === finding?.location.file && !rendering);
  if (more === undefined || /<[^<>]*>/.test(more) || !finding || !input) return [];
  const before = decode(input.text).text;
  const after = besideItem(before, finding.location.line, more);
  return after === undefined ? [] : [{ name: input.name, before, after }];
}

type Fix = NonNullable<DiagnosedCause['fix']>;

export type Corrected = { readonly answer: Answer; readonly changed: readonly Changed[] };

/** Causes that are less likely than this are no reason to change a file. */
const likely = 0.4;

/** The answer with the diffs of its likely causes, and the whole texts behind them. */
export async function correct(answer: Answer, inputs: readonly LintInput[], findings: readonly Finding[]): Promise<Corrected> {
  const all: Changed[] = [];
  const told = [];
  for (const cause of answer.causes) {
    const wanted = causes.find(({ id }) => id === cause.id)?.rules ?? [];
    const found = findings.filter(({ rule, severity, fix: made }) => wanted.includes(rule) && severity !== 'info' && made !== null);
    const names = new Set(found.map(({ rule }) => rule));
    if (answer.verdict !== 'broken' || !cause.fix || cause.probability < likely) {
      told.push(cause);
      continue;
    }
    const rules = allRules.filter(({ name }) => names.has(name));
    const changed = rules.length > 0 ? (await fix(inputs, { rules, unsafe: true })).changed : completed(cause.fix, inputs, findings);
    all.push(...changed.filter(({ name }) => !all.some((one) => one.name === name)));
    const files = changed.map(({ name, before, after }) => ({ file: name, diff: unifiedDiff(name, before, after) }));
    // Complete files are for those who gave none.
    told.push({ ...cause, fix: { ...cause.fix, files, manifests: files.length > 0 ? [] : cause.fix.manifests } });
  }
  return { answer: { ...answer, causes: told }, changed: all };
}
