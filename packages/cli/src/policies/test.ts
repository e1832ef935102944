import { load, offlineAdmission } from '@canal-lint/policy';
import { type Command, defineCommand } from '../commands/command.js';
import { runCases } from '../commands/test.js';
import { configured } from '../config/configured.js';
import { tellFaults } from '../config/faults.js';
import { configFlag, policyFlags } from '../flags.js';
import { shippedWasm } from './shipped-wasm.js';

export const test: Command = defineCommand({
  usage: 'test <paths..>',
  describe: 'run case files through policies: manifests with "# want" behind the lines',
  positionals: { paths: { type: 'string', array: true, demandOption: true, describe: 'files, folders or globs with cases' } },
  flags: { config: configFlag, ...policyFlags },
  examples: [
    ['$0 test cases --policy policy.wasm', 'does my policy find what it should'],
    ['$0 test cases', 'the same with the policies of canal-lint'],
  ],
  run: async (args, world) => {
    const setup = await configured(args, world, true);
    if ('faulty' in setup) return await tellFaults(setup.faulty, world);
    const policies = setup.options.policies ?? [offlineAdmission(load(shippedWasm()))];
    // Only what policies say is compared: rules that judge clusters have cases of their own.
    return await runCases(args.paths, { ...setup.options, policies, rules: policies.flatMap(({ rules }) => rules) }, world);
  },
});
