import { configured } from '../config/configured.js';
import { tellFaults } from '../config/faults.js';
import { InputError } from '../errors.js';
import { calicoVersionFlag, colorFlag, configFlag, helmArgs, helmFlags, underlayFlag } from '../flags.js';
import { oneOf } from '../suggest.js';
import { type Command, defineCommand } from './command.js';

const formats = ['text', 'markdown', 'json'] as const;

export const diff: Command = defineCommand({
  usage: 'diff <old> <new>',
  describe: 'say what a change of files does to the network',
  positionals: {
    old: { type: 'string', describe: 'file or folder as it was', demandOption: true },
    new: { type: 'string', describe: 'file or folder as it shall be', demandOption: true },
  },
  flags: {
    base: {
      type: 'string',
      requiresArg: true,
      describe: 'folder that <old> and its values files are below: a checkout of the files as they were',
    },
    format: { type: 'string', requiresArg: true, default: 'text', describe: formats.join(', ') },
    config: configFlag,
    underlay: underlayFlag,
    'calico-version': calicoVersionFlag,
    ...helmFlags,
    color: colorFlag,
  },
  examples: [['$0 diff main/deploy deploy', 'what this branch changes']],
  run: async (args, world) => {
    const format = oneOf('--format', args.format, formats);
    if (args.old === '-' && args.new === '-')
      throw new InputError('standard input cannot be both sides', 'name a file or folder for one of them');
    const setup = await configured({ ...args, paths: [args.new] }, world);
    if ('faulty' in setup) return await tellFaults(setup.faulty, world);
    const how = { options: setup.options, helm: helmArgs(args) };
    const { tellDifferences } = await import('./differences.js');
    return tellDifferences({ base: args.base, old: args.old, new: args.new, format, color: args.color }, how, world);
  },
});
