// The command canal-lint, as it is published, in a process of its own: the action has no way to lint but this one.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonReport } from '@canal-lint/core/reporters';
import type { Environment, Inputs } from './inputs.js';

export type Outcome = {
  readonly status: number;
  readonly log: string;
  readonly complaints: string;
  /** Undefined where nothing was linted. */
  readonly report: JsonReport | undefined;
  readonly markdown: string;
};

/** Where the command runs: the workspace, so that names of files are those of the repository. */
export type Place = { readonly env: Environment; readonly workspace: string; readonly temp: string };

/** Lints; `before`: the folder with the files as they were, of which only the difference counts. */
export function lint(inputs: Inputs, before: string | undefined, place: Place): Outcome {
  const files = { json: join(place.temp, `canal-lint-${process.pid}.json`), markdown: join(place.temp, `canal-lint-${process.pid}.md`) };
  const { status, stdout, stderr } = run(
    [
      ...inputs.shared,
      ...inputs.lint,
      `--format=${inputs.format}`,
      ...Object.entries({ ...files, ...(inputs.sarif !== undefined && { sarif: inputs.sarif }) }).map(
        ([format, file]) => `--report=${format}=${file}`,
      ),
      ...(before === undefined ? [] : [`--base=${before}`]),
      '--',
      ...inputs.paths,
    ],
    place,
  );
  const text = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  const json = text(files.json);
  const report = json === '' ? undefined : (JSON.parse(json) as JsonReport);
  return { status, log: stdout, complaints: stderr, report, markdown: text(files.markdown) };
}

/** What the change does to the network, in Markdown; '' where the two sides cannot be compared or are the same. */
export function networkDiff(inputs: Inputs, before: string, place: Place): string {
  const texts = inputs.paths.map((path) => {
    const { status, stdout } = run(['diff', ...inputs.shared, '--format=markdown', `--base=${before}`, '--', path, path], place);
    return status === 0 && stdout.startsWith('#') ? stdout : '';
  });
  return texts.filter((text) => text !== '').join('\n');
}

type Ran = { readonly status: number; readonly stdout: string; readonly stderr: string };

function run(args: readonly string[], { env, workspace }: Place): Ran {
  const command = join(__dirname, 'cli', 'dist', 'canal-lint.cjs');
  const options = { cwd: workspace, env: { ...env, NO_COLOR: '1' }, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 } as const;
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [command, ...args], options);
  return { status: status ?? 3, stdout: stdout ?? '', stderr: stderr ?? error?.message ?? '' };
}
