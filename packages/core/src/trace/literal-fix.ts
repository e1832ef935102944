/** Fixes of what a chart holds as it was rendered: in a template, in a text of the values, in a file that a template passes on. */
import type { Finding, Fix } from '../cluster/finding.js';
import { applyEdits, type Edit, replaceScalar, scalarAt } from '../source/index.js';
import type { ChartText, TracedChart } from './chart.js';
import { holds, type ScalarChange } from './edits.js';
import type { Wanted } from './refit.js';
import { readRendered } from './rendered.js';
import { templateFix } from './template-fix.js';
import { inText } from './texts.js';
import type { Trial } from './trial.js';

type Planned = Wanted & { readonly edits: readonly Edit[] };

/** The fixes that a rendering proves, all of them tried in one; none where no rendering is left. */
export async function literalFixes(wanted: readonly Wanted[], trial: Trial): Promise<ReadonlyMap<Finding, Fix>> {
  const planned = wanted.flatMap((one): Planned[] => {
    const edits = textEdits(one, trial) ?? templateFix(one.fix, trial.base.documents, trial.setters)?.edits;
    return edits ? [{ ...one, edits }] : [];
  });
  if (planned.length === 0 || trial.budget.left <= 0) return new Map();
  trial.budget.left--;
  const { chart } = trial;
  const text = await chart.edited(
    new Map(
      textsOf(chart).flatMap(({ name, text: before }): [string, string][] => {
        const own = planned.map(({ edits }) => edits.filter(({ file }) => file === name)).filter((edits) => edits.length > 0);
        return own.length > 0 ? [[name, applyEdits(before, own).text]] : [];
      }),
    ),
  );
  if (text === undefined) return new Map();
  const rendered = readRendered(chart.name, text, new Set(planned.flatMap(({ changes }) => changes.map(({ object }) => object.template))));
  const proven = planned.filter(({ changes }) => changes.every((change) => holds(change, rendered)));
  return new Map(proven.map(({ finding, fix, edits }) => [finding, { ...fix, edits }]));
}

function textsOf({ files, values, passed }: TracedChart): readonly ChartText[] {
  return [...new Map([...files.values(), ...values, ...passed].map((one) => [one.name, one])).values()];
}

/** Scalars that stand in such a text word for word. */
function textEdits({ changes }: Wanted, trial: Trial): readonly Edit[] | undefined {
  const made = changes.map((change) => textEdit(change, trial));
  return made.every((edits) => edits !== undefined) ? made.flat() : undefined;
}

function textEdit(change: ScalarChange, trial: Trial): readonly Edit[] | undefined {
  const { before, after, value } = change;
  const origin = before !== undefined && after !== undefined ? inText(change, trial) : undefined;
  const node = origin && scalarAt(origin.document.root, origin.path);
  if (!origin || !node || node.templated || node.text !== before) return undefined;
  return replaceScalar(origin, typeof value === 'number' || typeof value === 'boolean' ? value : String(after));
}
