import { join, resolve } from 'node:path';
import { ownPolicy, PolicyError } from '@canal-lint/policy';
import { type Command, defineCommand, exit } from '../commands/command.js';
import { InputError } from '../errors.js';
import { unpacked } from '../helm/archive.js';
import { execute, programOn } from '../program.js';
import { say } from '../talk.js';
import { inWorkshop } from '../workshop.js';
import type { World } from '../world.js';
import { writeAtomic } from '../write.js';
import { type Dialect, entrypointsIn } from './rego.js';

export const build: Command = defineCommand({
  usage: 'build <paths..>',
  describe: 'compile Rego of your own for --policy, by the opa that is installed',
  positionals: { paths: { type: 'string', array: true, demandOption: true, describe: 'Rego files, or folders with them' } },
  flags: {
    output: {
      type: 'string',
      alias: 'o',
      requiresArg: true,
      default: 'policy.wasm',
      describe: 'the module, or with .tar.gz a bundle that holds data.json too',
    },
  },
  examples: [['$0 build policies/net.rego -o net.wasm', 'compile one file']],
  run: async ({ paths, output }, world) => {
    const opa = programOn(world, 'opa');
    if (opa === undefined)
      throw new InputError(
        'compiling Rego takes opa, and none is in PATH',
        'install it (https://www.openpolicyagent.org/docs#running-opa), or compile elsewhere: opa build -t wasm -e <package>/deny <files>',
      );
    const { files, entrypoints, dialect } = await entrypointsIn(opa, paths, world);
    if (dialect === 'v0')
      await say(world, 'Rego v0 is compiled by compatibility', `to upgrade: opa fmt --write --v0-v1 ${files.join(' ')}`);
    const bundle = await compiled(opa, { paths, entrypoints, dialect }, world);
    const parts = unpacked(bundle);
    const [wasm, data] = [part(parts, 'policy.wasm'), JSON.parse(new TextDecoder().decode(part(parts, 'data.json'))) as object];
    const rules = rulesOf(wasm, data);
    const whole = /\.(?:tar\.gz|tgz)$/.test(output);
    const bytes = whole ? bundle : wasm;
    writeAtomic(world.fs, resolve(world.cwd, output), bytes);
    if (!whole && Object.keys(data).length > 0)
      await say(
        world,
        `the data of the policy is not in ${output}`,
        'name a bundle with --output policy.tar.gz, or the file with --policy-data',
      );
    await world.stdout.write(`${output}: ${Math.ceil(bytes.length / 1000)} kB\n${rules.map((rule) => `  ${rule}\n`).join('')}`);
    return exit.clean;
  },
});

type Plan = { readonly paths: readonly string[]; readonly entrypoints: readonly string[]; readonly dialect: Dialect };

async function compiled(opa: string, { paths, entrypoints, dialect }: Plan, world: World): Promise<Uint8Array> {
  return await inWorkshop(async (folder) => {
    const target = join(folder, 'bundle.tar.gz');
    const flags = ['--target', 'wasm', '--ignore', '*_test.rego', ...(dialect === 'v0' ? ['--v0-compatible'] : [])];
    const ran = await execute(
      opa,
      ['build', ...flags, ...entrypoints.flatMap((one) => ['--entrypoint', one]), '--output', target, ...paths],
      {
        world,
      },
    );
    if (ran.ok) return world.fs.readFileSync(target);
    throw new InputError(`opa does not compile it: ${faultsIn(ran.message)}`, '');
  });
}

/** `error: 2 errors occurred:`, and then a line for each. */
function faultsIn(message: string): string {
  const lines = message.replace(/^error: (?:\d+ errors? occurred:\s*)?/, '').split('\n');
  return [...lines.slice(0, 5), ...(lines.length > 5 ? [`and ${lines.length - 5} more`] : [])].join('; ');
}

function part(parts: ReadonlyMap<string, Uint8Array>, name: string): Uint8Array {
  const found = parts.get(name);
  if (!found) throw new InputError(`opa wrote a bundle without ${name}`, 'OPA 0.40 and later write one; opa version tells');
  return found;
}

/** Names of the rules; what could not be asked is not written at all. */
function rulesOf(wasm: Uint8Array, data: object): readonly string[] {
  try {
    const { rules } = ownPolicy({ name: 'policy.wasm', wasm, data: { ...data } });
    return rules.map(({ name }) => name).sort();
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    throw new InputError(`the policy compiles, but cannot be asked: ${error.message}`, '', error);
  }
}
