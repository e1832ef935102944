import { type Command, defineCommand, exit } from './command.js';

export const generate: Command = defineCommand({
  usage: 'generate <command>',
  describe: 'write what keeps the faults away, for the network at hand: alerts, config, firewall, policies, preflight',
  positionals: {},
  flags: {},
  examples: [],
  below: async () => (await import('../generate/index.js')).commands,
  // The parser never gets here: it asks for a command of the group.
  run: async () => exit.usage,
});
