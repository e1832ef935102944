// What `init` does, once the arguments are read.
import { dirname, join } from 'node:path';
import { openSources } from '../sources.js';
import { say } from '../talk.js';
import { version } from '../version.js';
import type { World } from '../world.js';
import { writeAtomic } from '../write.js';
import { ask } from './ask.js';
import { detect } from './detect.js';
import { configText, type Facts, preCommitEntry, workflowText } from './texts.js';

export type Plan = { readonly yes: boolean; readonly force: boolean; readonly gatekeeper: string | undefined };

/** Looks, asks on a terminal, and writes what is not there yet. What is there is left alone, and said, unless it is forced. */
export async function setUp({ yes, force, gatekeeper }: Plan, world: World): Promise<void> {
  const sources = await openSources(['.'], world, { passEmpty: true });
  const { installers, ...found } = await detect(sources.inputs);
  await sources.finish();
  await say(world, `found ${installers.length > 0 ? installers.join(', ') : 'no installer'} in ${sources.inputs.length} files`);
  if (found.calicoVersion !== undefined) await say(world, `the files name Calico ${found.calicoVersion}`);
  // What the files tell is not written down a second time: it would beat them when they change.
  const proposed: Facts = { ...found, calicoVersion: undefined };
  const asks = !yes && world.stderr.isTTY;
  if (!yes && !asks) await say(world, 'no terminal: nothing is asked, as with --yes');
  const facts = asks ? await ask(proposed, world) : proposed;
  const put = async (name: string, text: string): Promise<void> => putFile({ name, text, force }, world);
  await put('.canal-lint.yaml', configText(facts));
  if (isGitlab(world)) await say(world, 'for GitLab CI, include the component: docs/ci.md');
  else await put('.github/workflows/canal-lint.yaml', workflowText);
  await preCommit(put, world);
  if (gatekeeper !== undefined) await constraints(gatekeeper, facts, put, world);
  await say(world, 'now run: canal-lint', 'old faults: canal-lint --baseline .canal-lint-baseline.yaml --update-baseline');
}

type Put = (name: string, text: string) => Promise<void>;

async function putFile(
  { name, text, force }: { readonly name: string; readonly text: string; readonly force: boolean },
  world: World,
): Promise<void> {
  const { fs, cwd } = world;
  const path = join(cwd, name);
  const there = fs.existsSync(path);
  if (there && fs.readFileSync(path, 'utf8') === text) return say(world, `${name} is as it should be`);
  if (there && !force) return say(world, `${name} is there and is left alone`, 'take --force to replace it');
  fs.mkdirSync(dirname(path), { recursive: true });
  writeAtomic(fs, path, text);
  await say(world, `${there ? 'replaced' : 'wrote'} ${name}`);
}

function isGitlab({ fs, cwd }: World): boolean {
  return fs.existsSync(join(cwd, '.gitlab-ci.yml')) && !fs.existsSync(join(cwd, '.github'));
}

/** Somebody's list of hooks is theirs: the entry is shown, never written into it. */
async function preCommit(put: Put, world: World): Promise<void> {
  const name = '.pre-commit-config.yaml';
  const path = join(world.cwd, name);
  const entry = preCommitEntry(version());
  if (!world.fs.existsSync(path)) return put(name, `repos:\n${entry}`);
  if (world.fs.readFileSync(path, 'utf8').includes('canal-lint')) return say(world, `${name} has canal-lint already`);
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
