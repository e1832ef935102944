// A rendered chart as a source of the linter, with the way back to the values.
import type { LintInput } from '@canal-lint/core';
import type { ChartText, Json, TracedChart } from '@canal-lint/core/trace';
import { inWorkshop, put, putChart } from '../workshop.js';
import type { World } from '../world.js';
import type { Chart, ChartFile } from './chart.js';
import { type Release, renderChart } from './render.js';

/** A chart with what renders it. */
export type Rendering = {
  readonly helm: string;
  readonly chart: Chart;
  readonly release: Release;
  readonly world: World;
  /** Paths of files beside the templates whose objects are rendered as they stand. */
  readonly passed: ReadonlySet<string>;
};

/** The rendered text of a chart as an input; `text` is what helm made of it. */
export function chartInput(rendering: Rendering, text: string, edited: ReadonlyMap<string, string> = new Map()): LintInput {
  return {
    name: renderedName(rendering.chart),
    text,
    whole: true,
    rendering: {
      trace: async (findings) => {
        const { traceChart } = await import('@canal-lint/core/trace');
        return traceChart(findings, tracedChart(rendering, text, edited));
      },
      unread: async (findings) => {
        const { unreadValues } = await import('@canal-lint/core/trace');
        return unreadValues(findings, tracedChart(rendering, text, edited));
      },
      again: (inputs) => renderedAgain(rendering, text, { inputs, edited }),
    },
  };
}

/** The name of a rendered text: below the chart, so that globs of a configuration reach it, and no name of a file. */
function renderedName({ name }: Chart): string {
  return `${name === '.' ? '' : `${name}/`}<helm template>`;
}

/** The files that a chart is rendered from, where they can be edited. */
export function feedsOf({ chart, release, passed }: Rendering): readonly (LintInput & { readonly path: string })[] {
  const feed = ({ name, bytes, path }: ChartFile, feeds: 'values' | 'text'): readonly (LintInput & { readonly path: string })[] =>
    path === undefined ? [] : [{ name, text: bytes, path, feeds }];
  const own = [...chart.files].filter(([path]) => isSource(path) || passed.has(path));
  return [
    ...own.flatMap(([path, file]) => feed(file, path.endsWith('values.yaml') ? 'values' : 'text')),
    ...release.values.flatMap((file) => feed(file, 'values')),
  ];
}

function isSource(path: string): boolean {
  return /(?:^|\/)(?:values\.yaml$|templates\/)/.test(path);
}

async function renderedAgain(
  rendering: Rendering,
  text: string,
  { inputs, edited }: { readonly inputs: readonly LintInput[]; readonly edited: ReadonlyMap<string, string> },
): Promise<LintInput | undefined> {
  const { helm, chart, release, world } = rendering;
  const own = new Set(feedsOf(rendering).map(({ name }) => name));
  const now = new Map(
    inputs.flatMap((input) => (own.has(input.name) && typeof input.text === 'string' ? [[input.name, input.text] as const] : [])),
  );
  if ([...now].every(([name, one]) => edited.get(name) === one)) return chartInput(rendering, text, edited);
  const ran = await inWorkshop((folder) =>
    renderChart(helm, { path: putChart(folder, chart, now) }, releaseIn(folder, release, now), world),
  );
  return ran.ok ? chartInput(rendering, ran.stdout, now) : undefined;
}

/** The release with its edited values files. */
function releaseIn(folder: string, release: Release, edited: ReadonlyMap<string, string>): Release {
  const values = release.values.map((file, i) => ({ ...file, path: put(folder, `values-${i}.yaml`, edited.get(file.name) ?? file.bytes) }));
  return { ...release, values };
}

function tracedChart({ helm, chart, release, world, passed }: Rendering, text: string, edited: ReadonlyMap<string, string>): TracedChart {
  const textOf = ({ name, bytes, path }: ChartFile): ChartText => ({
    name,
    text: edited.get(name) ?? decoded(bytes),
    editable: path !== undefined,
  });
  const wanted = [...chart.files].filter(([path]) => isSource(path) || /(?:^|\/)(?:Chart\.yaml|values\.schema\.json)$/.test(path));
  return {
    name: renderedName(chart),
    text,
    files: new Map(wanted.map(([path, file]) => [path, textOf(file)])),
    values: release.values.map(textOf),
    passed: [...chart.files].filter(([path]) => passed.has(path)).map(([, file]) => textOf(file)),
    flags: [...release.set.map((one) => `--set ${one}`), ...release.setString.map((one) => `--set-string ${one}`)],
    computed: () =>
      inWorkshop((folder) => computedValues(folder, { helm, chart, release: releaseIn(folder, release, edited), world, passed }, edited)),
    render: (values) =>
      inWorkshop(async (folder) => {
        const file = put(folder, 'values.json', JSON.stringify(values));
        const path = edited.size > 0 ? putChart(folder, chart, edited) : chart.path;
        const only = { ...release, values: [{ name: '', path: file, bytes: new Uint8Array() }], set: [], setString: [] };
        const ran = await renderChart(helm, { path }, only, world);
        return ran.ok ? ran.stdout : undefined;
      }),
    edited: (texts) =>
      inWorkshop(async (folder) => {
        const all = new Map([...edited, ...texts]);
        const ran = await renderChart(helm, { path: putChart(folder, chart, all) }, releaseIn(folder, release, all), world);
        return ran.ok ? ran.stdout : undefined;
      }),
  };
}

const probe = 'templates/zz-canal-lint-values.yaml';

/** The values as templates see them: a template of our own tells them. What one of the chart would clash with them is not known. */
async function computedValues(
  folder: string,
  { helm, chart, release, world }: Rendering,
  edited: ReadonlyMap<string, string>,
): Promise<Json | undefined> {
  const path = putChart(folder, chart, edited);
  put(path, probe, 'canalLint: {{ .Values | toJson | b64enc }}\n');
  const ran = await renderChart(helm, { path }, { ...release, rest: [...release.rest, `--show-only=${probe}`] }, world);
  const told = ran.ok ? /^canalLint: ([\w+/=]+)$/m.exec(ran.stdout)?.[1] : undefined;
  return told === undefined ? undefined : (JSON.parse(decoded(Buffer.from(told, 'base64'))) as Json);
}

function decoded(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}
