// From the charts among the files to rendered sources.
import { join } from 'node:path';
import { type LintInput, looksRelated } from '@canal-lint/core';
import { InputError } from '../errors.js';
import type { Findings, Found, Unreadable } from '../files.js';
import type { HelmArgs } from '../flags.js';
import type { World } from '../world.js';
import type { Chart } from './chart.js';
import { findCharts, isBelow } from './find.js';
import { chartInput, feedsOf, type Rendering } from './input.js';
import { filesRead, passedFiles } from './passed.js';
import { helmOn, plainRelease, type Release, releaseOf, renderChart } from './render.js';

export type Rendered = {
  /** Each rendered chart, and the files that it is rendered from. */
  readonly inputs: readonly LintInput[];
  /** Paths of those files by their names. */
  readonly paths: ReadonlyMap<string, string>;
  /** Files that are to be read as they stand: not what a rendered chart is made of. */
  readonly files: readonly Found[];
  readonly unreadable: readonly Unreadable[];
  /** What the user should know, and what can be done about it. */
  readonly notes: readonly Unreadable[];
};

/**
 * Renders the charts among the files. A chart that is named is rendered with the values of the command line, one that a folder happens to hold
 * with its own, and only where it says something about the field. What cannot be rendered is read as it stands, and that is told.
 */
export async function renderCharts(
  found: Findings,
  args: { readonly paths: readonly string[]; readonly helm: HelmArgs },
  world: World,
): Promise<Rendered> {
  const { charts, files, unreadable } = findCharts(found, args.paths, world);
  const release = releaseOf(args.helm, world);
  const chosen = chosenCharts(charts, release);
  const helm = chosen.length > 0 ? helmOn(world) : undefined;
  if (helm === undefined) return { inputs: [], paths: new Map(), files, unreadable, notes: chosen.length > 0 ? [withoutHelm(chosen)] : [] };
  const inputs: LintInput[] = [];
  const done: Rendering[] = [];
  const failed: Unreadable[] = [];
  const notes: Unreadable[] = [];
  for (const { chart, with: own } of chosen) {
    const ran = await renderChart(helm, chart, own, world);
    if (ran.ok) {
      const rendering = { helm, chart, release: own, world, passed: passedFiles(chart, ran.stdout) };
      done.push(rendering);
      inputs.push(chartInput(rendering, ran.stdout));
    } else (chart.named ? failed : notes).push(refused(chart, ran.message));
  }
  const feeds = new Map(done.flatMap(feedsOf).map((feed) => [feed.path, feed]));
  return {
    inputs: [...inputs, ...feeds.values()],
    paths: new Map([...feeds.values()].map(({ name, path }) => [name, path])),
    files: files.filter(({ path }) => !feeds.has(path) && !done.some(({ chart }) => isPartOf(path, chart))),
    unreadable: [...unreadable, ...failed],
    notes,
  };
}

type Chosen = { readonly chart: Chart; readonly with: Release };

/** The charts to render, each with its values. Throws an InputError where values are given and no chart is meant. */
function chosenCharts(charts: readonly Chart[], release: Release): readonly Chosen[] {
  const hasValues = release.values.length + release.set.length + release.setString.length > 0;
  const [only] = charts;
  const alone = hasValues && charts.length === 1 && only ? [{ ...only, named: true }] : undefined;
  if (hasValues && !alone && !charts.some(({ named }) => named)) {
    const names = charts.map(({ name }) => name).join(', ');
    const hint = names === '' ? 'name the folder of a chart, or its .tgz' : `name one of them: ${names}`;
    throw new InputError('--values and --set say nothing here: no chart is named', hint);
  }
  return (alone ?? charts)
    .filter((chart) => isApplication(chart) && (chart.named || isRelated(chart)))
    .map((chart) => ({ chart, with: chart.named ? release : plainRelease(release) }));
}

/** Library charts hold templates for others; helm refuses to render them. */
function isApplication({ files }: Chart): boolean {
  return !/^type:[ \t]*["']?library\b/m.test(textOf(files.get('Chart.yaml')));
}

/** True where a template or a default of the chart or of its subcharts, or a file that a template reads, holds a word of the field. */
function isRelated(chart: Chart): boolean {
  const paths = [...chart.files.keys()].filter((path) => /(?:^|\/)(?:templates\/|values\.yaml$)/.test(path));
  return [...paths, ...filesRead(chart)].some((path) => looksRelated(textOf(chart.files.get(path))));
}

function textOf(file: { readonly bytes: Uint8Array } | undefined): string {
  return file ? Buffer.from(file.bytes).toString('utf8') : '';
}

/** True for what helm made the rendered text of. Files of crds/ and other values files are read as they stand. */
function isPartOf(path: string, chart: Chart): boolean {
  if (!isBelow(path, chart.path)) return false;
  return /^(?:templates[\\/]|charts[\\/]|(?:values|Chart)\.yaml$|values\.schema\.json$)/.test(path.slice(chart.path.length + 1));
}

function withoutHelm(chosen: readonly Chosen[]): Unreadable {
  const names = chosen.map(({ chart }) => chart.name);
  const what = names.length === 1 ? `the chart ${names[0]} was` : `${names.length} charts were`;
  return {
    name: names[0] ?? '',
    message: `${what} not rendered, since helm is not on the PATH: templates are read as they stand, and values that they fill in are not known`,
    hint: `${names.length === 1 ? '' : `charts: ${names.join(', ')}; `}install helm (https://helm.sh/docs/intro/install), or pipe what it renders: helm template ${names[0]} | canal-lint -`,
  };
}

function refused(chart: Chart, message: string): Unreadable {
  const [first = '', ...more] = message.split('\n');
  const hint = [...more, adviceFor(message, chart), 'its templates are read as they stand, and values that they fill in are not known'];
  return {
    name: chart.name,
    message: `helm does not render the chart ${chart.name}: ${first}`,
    hint: hint.filter((line) => line !== '').join('\n'),
  };
}

function adviceFor(message: string, { name }: Chart): string {
  if (message.includes('missing in charts/ directory')) {
    const values = name.endsWith('gz') ? '' : `; or name ${join(name, 'values.yaml')} itself, which is read without the chart`;
    return `run helm dependency build in the chart first: canal-lint fetches nothing${values}`;
  }
  if (message.includes('chart requires kubeVersion')) return 'say what the cluster runs: --kube-version v1.33';
  return '';
}
