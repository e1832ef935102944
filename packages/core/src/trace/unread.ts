/** Values that no template reads: found by their names elsewhere, proven here. */
import type { Finding } from '../cluster/finding.js';
import type { Key, TracedChart } from './chart.js';
import { settersOf, valuesOf } from './setter.js';
import { valueAt, withValue } from './values.js';

/** Beyond these the values are not proven one by one. */
const mostRenderings = 6;

/** Of findings about values those without which the chart renders the same; findings in other files are kept. */
export async function unreadValues(findings: readonly Finding[], chart: TracedChart): Promise<readonly Finding[]> {
  const setters = settersOf(chart);
  const own = findings.flatMap((finding) => {
    const key = setters.keyOf(finding.location.file, finding.place.path);
    return key ? [{ finding, key }] : [];
  });
  const values = own.length > 0 ? await valuesOf(chart, setters) : undefined;
  if (own.length === 0) return findings;
  const without = async (keys: readonly Key[]): Promise<boolean> => {
    if (values === undefined) return false;
    const open = keys.filter((key) => valueAt(values, key) !== undefined);
    return (await chart.render(open.reduce((all, key) => withValue(all, key, undefined), values))) === chart.text;
  };
  const right = new Set<Finding>();
  if (await without(own.map(({ key }) => key))) for (const { finding } of own) right.add(finding);
  else for (const { finding, key } of own.slice(0, mostRenderings)) if (own.length > 1 && (await without([key]))) right.add(finding);
  return findings.filter((finding) => right.has(finding) || !own.some((one) => one.finding === finding));
}
