// The GitHub Action: lints, and says so where people look — annotations, the summary of the job, a comment on the pull request.
import { tmpdir } from 'node:os';
import { relative } from 'node:path';
import { comment } from './comment.js';
import { type Event, eventOf } from './event.js';
import { type Before, checkoutBefore } from './git.js';
import { type Environment, type Inputs, inputsOf, WorkflowError } from './inputs.js';
import { lint, networkDiff, type Outcome, type Place } from './linter.js';
import { annotate, output, print, summarize } from './log.js';
import { RestError, repositoryOf } from './rest.js';
import { suggest } from './suggestions.js';

async function main(env: Environment): Promise<number> {
  const workspace = env['GITHUB_WORKSPACE'] ?? process.cwd();
  const place: Place = { env, workspace, temp: env['RUNNER_TEMP'] ?? tmpdir() };
  const inputs = inputsOf(env);
  const event = eventOf(env);
  const before = beforeOf(inputs, event, place);
  try {
    const folder = before && relative(workspace, before.folder);
    const outcome = lint(inputs, inputs.changedOnly ? folder : undefined, place);
    const network = folder === undefined ? '' : networkDiff(inputs, folder, place);
    const markdown = [network, outcome.markdown].filter((text) => text !== '').join('\n');
    tell(outcome, inputs, place);
    summarize(markdown, env);
    if (inputs.comment && outcome.report) await say({ markdown, changes: network !== '', outcome, inputs, event, place });
    return outcome.status;
  } finally {
    before?.remove();
  }
}

/** The files before the change: for what it does to the network, and where only its own findings count. */
function beforeOf({ changedOnly }: Inputs, event: Event, { env }: Place): Before | undefined {
  if (event.base === undefined && !changedOnly) return undefined;
  const before = checkoutBefore(event, env);
  if ('folder' in before) return before;
  if (before.foreign) annotate('warning', `${before.missing}: what it changes is not linted; start the workflow on: pull_request`);
  else if (changedOnly) annotate('warning', `changed-only: everything counts, since ${before.missing}`);
  return undefined;
}

function tell({ status, log, complaints, report }: Outcome, { format, sarif }: Inputs, { env }: Place): void {
  if (format === 'github') process.stdout.write(log);
  else print(log);
  if (complaints !== '') print(complaints);
  if (status > 1) annotate('error', complaints === '' ? `it ended with status ${status}` : complaints);
  const { errors, warnings, infos } = report?.summary ?? { errors: 0, warnings: 0, infos: 0 };
  for (const [name, value] of Object.entries({ errors, warnings, infos, skipped: report?.skipped.length ?? 0 })) output(name, value, env);
  if (sarif !== undefined && report) output('sarif', sarif, env);
  output('exit-status', status, env);
}

type Said = {
  readonly markdown: string;
  /** The change does something to the network. */
  readonly changes: boolean;
  readonly outcome: Outcome;
  readonly inputs: Inputs;
  readonly event: Event;
  readonly place: Place;
};

/** The comment, and the suggestions apart from it. */
async function say({ markdown, changes, outcome, inputs, event: { pull }, place: { env, workspace } }: Said): Promise<void> {
  if (!pull) return annotate('notice', 'no comment: this run is of no pull request');
  if (inputs.token === undefined) return annotate('notice', 'no comment: there is no token; the findings are in the summary of the job');
  const findings = (outcome.report?.findings ?? []).filter(({ suppressed }) => !suppressed);
  const to = repositoryOf(inputs.token, env);
  const failed = await attempt('comment', () => comment(markdown, { pull: pull.number, worth: findings.length > 0 || changes }, to));
  if (!failed?.refused) await attempt('suggestions', () => suggest(findings, { pull, workspace }, to));
}

/** What GitHub refuses, as to a fork, or what does not reach it, is said and hinders nothing. */
async function attempt(what: string, action: () => Promise<void>): Promise<RestError | undefined> {
  try {
    await action();
    return undefined;
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    const why = error.refused && error.status !== 401 ? 'the token may not write to pull requests, as in a run of a fork' : error.message;
    annotate('notice', `no ${what}: ${why}; the findings are in the summary of the job`);
    return error;
  }
}

main(process.env).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    annotate(
      'error',
      error instanceof WorkflowError
        ? error.message
        : `this is a bug of the action: ${error instanceof Error ? error.stack : String(error)}`,
    );
    process.exitCode = error instanceof WorkflowError ? 2 : 3;
  },
);
