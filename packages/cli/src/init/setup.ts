// What `init` does, once the arguments are read.
import { dirname, join, resolve } from 'node:path';
import { homepage } from '@canal-lint/core';
import { countText } from '@canal-lint/core/reporters';
import { InputError } from '../errors.js';
import { shown, upwards } from '../files.js';
import { openSources } from '../sources.js';
import { say } from '../talk.js';
import { version } from '../version.js';
import type { World } from '../world.js';
import { writeAtomic } from '../write.js';
import { ask } from './ask.js';
import { detect } from './detect.js';
import { configText, type Facts, preCommitEntry, workflowText } from './texts.js';

export type Plan = { readonly yes: boolean; readonly force: boolean; readonly gatekeeper: string | undefined };

/**
 * Looks, asks on a terminal, and writes what is not there yet into the root of the repository. What is there is left alone, and said, unless it is
 * forced.
 */
export async function setUp({ yes, force, gatekeeper }: Plan, here: World): Promise<void> {
  const world = await atRoot(here);
  const misspelt = join(world.cwd, '.canal-lint.yml');
  if (world.fs.existsSync(misspelt))
    throw new InputError(
      `${shown(misspelt, here)} is not read: the configuration is called .canal-lint.yaml`,
      'rename it, and run this again',
    );
  const sources = await openSources(['.'], world, { passEmpty: true });
  const { installers, ...found } = await detect(sources.inputs);
  await sources.finish();
  await say(
    world,
    `found ${installers.length > 0 ? installers.join(', ') : 'no installer'} in ${countText(sources.inputs.length, 'file')}`,
  );
  if (found.calicoVersion !== undefined) await say(world, `the files name Calico ${found.calicoVersion}`);
  // What the files tell is not written down a second time: it would beat them when they change.
  const proposed: Facts = { ...found, calicoVersion: undefined };
  const asks = !yes && world.stderr.isTTY;
  if (!yes && !asks) await say(world, 'no terminal: nothing is asked, as with --yes');
  const facts = asks ? await ask(proposed, world) : proposed;
  const put = async (path: string, text: string): Promise<void> => putFile({ path, name: shown(path, here), text, force }, world);
  await put(join(world.cwd, '.canal-lint.yaml'), configText(facts));
  await workflow(put, world);
  await preCommit(put, world);
  if (gatekeeper !== undefined) await constraints(resolve(here.cwd, gatekeeper), facts, put, world);
  await say(world, 'now run: canal-lint', 'old faults: canal-lint --baseline .canal-lint-baseline.yaml --update-baseline');
}

/** Workflows and hooks are read from the root of a repository, and from nowhere else. */
async function atRoot(world: World): Promise<World> {
  const root = [...upwards(world.cwd, world)].at(-1) ?? world.cwd;
  if (root === world.cwd || !world.fs.existsSync(join(root, '.git'))) return world;
  await say(world, `the repository begins at ${shown(root, world)}: that is where everything is looked for and written`);
  return { ...world, cwd: root };
}

type Put = (path: string, text: string) => Promise<void>;
type Written = { readonly path: string; readonly name: string; readonly text: string; readonly force: boolean };

async function putFile({ path, name, text, force }: Written, world: World): Promise<void> {
  const { fs } = world;
  const there = fs.existsSync(path);
  if (there && fs.readFileSync(path, 'utf8') === text) return say(world, `${name} is as it should be`);
  if (there && !force) return say(world, `${name} is there and is left alone`, 'take --force to replace it');
  fs.mkdirSync(dirname(path), { recursive: true });
  writeAtomic(fs, path, text);
  await say(world, `${there ? 'replaced' : 'wrote'} ${name}`);
}

/** Files by which a pipeline of somebody else is known, and its name in docs/ci.md. */
const otherPipelines: readonly (readonly [file: string, name: string])[] = [
  ['.gitlab-ci.yml', 'GitLab CI'],
  ['azure-pipelines.yml', 'Azure Pipelines'],
  ['.circleci/config.yml', 'CircleCI'],
  ['Jenkinsfile', 'Jenkins'],
];

/** The workflow of GitHub, unless another pipeline or another workflow is there. */
async function workflow(put: Put, world: World): Promise<void> {
  const { fs, cwd } = world;
  const other = otherPipelines.find(([file]) => fs.existsSync(join(cwd, file)));
  if (other && !fs.existsSync(join(cwd, '.github')))
    return say(world, `no workflow of GitHub: ${other[0]} is there`, `the recipe for ${other[1]}: ${homepage}/blob/main/docs/ci.md`);
  const folder = join(cwd, '.github/workflows');
  const own = 'canal-lint.yaml';
  const others = fs.existsSync(folder) ? fs.readdirSync(folder).filter((name) => /\.ya?ml$/.test(name) && name !== own) : [];
  const uses = others.find((name) => names(fs.readFileSync(join(folder, name), 'utf8')));
  if (uses !== undefined) return say(world, `.github/workflows/${uses} has canal-lint already`);
  await put(join(folder, own), workflowText);
}

/** True for a text in which canal-lint stands outside of comments. */
function names(text: string): boolean {
  return /^[^#\n]*canal-lint/m.test(text);
}

/** Somebody's list of hooks is theirs: the entry is shown, never written into it. */
async function preCommit(put: Put, world: World): Promise<void> {
  const name = '.pre-commit-config.yaml';
  const path = join(world.cwd, name);
  const entry = preCommitEntry(version());
  if (!world.fs.existsSync(path)) return put(path, `repos:\n${entry}`);
  if (names(world.fs.readFileSync(path, 'utf8'))) return say(world, `${name} has canal-lint already`);
  await say(world, `${name} is there and is left alone; add to its repos:`, ...entry.trimEnd().split('\n'));
}

/** What `policies install --dry-run` prints, in the order in which it is applied. */
async function constraints(folder: string, { calicoVersion, cloud, nicMtu }: Facts, put: Put, world: World): Promise<void> {
  const { install } = await import('../policies/install.js');
  const underlay = [...(cloud === undefined ? [] : [`cloud=${cloud}`]), ...(nicMtu === undefined ? [] : [`nicMtu=${nicMtu}`])];
  for (const only of ['templates', 'constraints']) {
    let text = '';
    const write = async (more: string): Promise<void> => {
      text += more;
    };
    const args = { engine: 'gatekeeper', enforce: 'dryrun', only, 'dry-run': true, 'calico-version': calicoVersion };
    await install.run({ ...args, ...(underlay.length > 0 && { underlay }) }, { ...world, stdout: { isTTY: false, write } });
    await put(join(folder, `${only === 'templates' ? 1 : 2}-${only}.yaml`), text);
  }
}
