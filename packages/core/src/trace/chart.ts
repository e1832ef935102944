/** What the trace needs of a rendered chart. The host has helm; nothing here does I/O. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type ChartText = {
  /** As reports show it. */
  readonly name: string;
  readonly text: string;
  /** False for a file in an archive. */
  readonly editable: boolean;
};

export type TracedChart = {
  /** Name of the rendered source. */
  readonly name: string;
  readonly text: string;
  /** Texts of the chart by their path in it: `values.yaml`, `templates/…`, `charts/<subchart>/…`. */
  readonly files: ReadonlyMap<string, ChartText>;
  /** The values files of the command line, the last one winning. */
  readonly values: readonly ChartText[];
  /** Files that the templates pass on as objects, with all that they hold. */
  readonly passed: readonly ChartText[];
  /** The flags of the command line that set values, as they are written, the last one winning. */
  readonly flags: readonly string[];
  /** The values as the templates of the outermost chart see them, those of subcharts included. Counts as one rendering. */
  readonly computed: () => Promise<Json | undefined>;
  /** The chart rendered with other values in place of all of those; undefined where helm fails. */
  readonly render: (values: Json) => Promise<string | undefined>;
  /** The chart rendered with other texts in place of those of files, by their names; undefined where helm fails. */
  readonly edited: (texts: ReadonlyMap<string, string>) => Promise<string | undefined>;
};

export type Key = readonly (string | number)[];

/** Text of a key as helm users write it: `flannel.args[0]`. */
export function keyText(key: Key): string {
  return key.map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i > 0 ? '.' : ''}${step.replaceAll('.', '\\.')}`)).join('');
}
