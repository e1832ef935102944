// What the workflow says: the inputs of action.yml, which the runner hands over as INPUT_*.
import { posix } from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

export type Inputs = {
  /** Relative to the workspace, as every path here. */
  readonly paths: readonly string[];
  /** Arguments that `lint` and `diff` share: what is under the nodes, how charts are rendered. */
  readonly shared: readonly string[];
  /** Further arguments of `lint`. */
  readonly lint: readonly string[];
  readonly format: string;
  readonly sarif: string | undefined;
  readonly changedOnly: boolean;
  readonly comment: boolean;
  readonly token: string | undefined;
};

/** A fault of the workflow: the action ends with status 2. */
export class WorkflowError extends Error {
  override readonly name = 'WorkflowError';
}

/** The inputs. Throws a WorkflowError for one that is neither true nor false where it has to be. */
export function inputsOf(env: Environment): Inputs {
  const folder = textOf('working-directory', env) ?? '.';
  const placed = (path: string): string => (path === '-' || /^(?:\/|[A-Za-z]:)/.test(path) ? path : posix.join(folder, path));
  const file = (name: string): string | undefined => {
    const path = textOf(name, env);
    return path === undefined ? undefined : placed(path);
  };
  const paths = linesOf('paths', env).map(placed);
  return {
    paths: paths.length > 0 ? paths : [posix.join(folder)],
    shared: [
      ...flag('config', file('config')),
      ...flag('calico-version', textOf('calico-version', env)),
      ...linesOf('underlay', env).flatMap((one) => flag('underlay', one)),
      ...linesOf('values', env).flatMap((one) => flag('values', placed(one))),
      ...['set', 'set-string', 'api-versions'].flatMap((name) => linesOf(name, env).flatMap((one) => flag(name, one))),
      ...['release-name', 'namespace', 'kube-version'].flatMap((name) => flag(name, textOf(name, env))),
    ],
    lint: [
      ...flag('fail-on', textOf('fail-on', env)),
      ...flag('baseline', file('baseline')),
      ...(isTrue('fail-on-skipped', env) ? ['--fail-on-skipped'] : []),
      ...(isTrue('pass-with-no-files', env) ? ['--pass-with-no-files'] : []),
    ],
    format: textOf('format', env) ?? 'github',
    sarif: file('sarif'),
    changedOnly: isTrue('changed-only', env),
    comment: isTrue('comment', env),
    token: textOf('token', env),
  };
}

function flag(name: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [`--${name}=${value}`];
}

/** The runner names `fail-on` INPUT_FAIL-ON: upper case, blanks as underscores (actions/toolkit core.ts, getInput). */
function textOf(name: string, env: Environment): string | undefined {
  const text = env[`INPUT_${name.toUpperCase()}`]?.trim() ?? '';
  return text === '' ? undefined : text;
}

function linesOf(name: string, env: Environment): readonly string[] {
  return (textOf(name, env) ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function isTrue(name: string, env: Environment): boolean {
  const text = (textOf(name, env) ?? 'false').toLowerCase();
  if (text !== 'true' && text !== 'false') throw new WorkflowError(`the input ${name} is true or false, not '${text}'`);
  return text === 'true';
}
