import { allRules, ruleInfo } from '@canal-lint/core';
import { configured } from '../config/configured.js';
import { tellFaults } from '../config/faults.js';
import { configFlag, policyFlags } from '../flags.js';
import { oneOf } from '../suggest.js';
import { type Command, defineCommand, exit } from './command.js';

const formats = ['text', 'json'] as const;

export const rules: Command = defineCommand({
  usage: 'rules',
  describe: 'list the rules',
  positionals: {},
  flags: {
    config: configFlag,
    ...policyFlags,
    format: { type: 'string', requiresArg: true, default: 'text', describe: formats.join(', ') },
  },
  examples: [],
  run: async (args, world) => {
    const format = oneOf('--format', args.format, formats);
    const setup = await configured(args, world);
    if ('faulty' in setup) return await tellFaults(setup.faulty, world);
    const all = (setup.held?.rules ?? allRules).map(ruleInfo);
    await world.stdout.write(format === 'json' ? `${JSON.stringify(all, null, 2)}\n` : table(all));
    return exit.clean;
  },
});

function table(all: readonly { readonly name: string; readonly severity: string; readonly summary: string }[]): string {
  const width = Math.max(0, ...all.map(({ name }) => name.length));
  return all.map(({ name, severity, summary }) => `${name.padEnd(width)}  ${severity.padEnd('warning'.length)}  ${summary}\n`).join('');
}
