import { type Command, defineCommand, exit } from './command.js';

export const policies: Command = defineCommand({
  usage: 'policies <command>',
  describe: 'the rules as admission policies, and policies of your own: check, list, build, test, install',
  positionals: {},
  flags: {},
  examples: [],
  below: async () => (await import('../policies/index.js')).commands,
  // The parser never gets here: it asks for a command of the group.
  run: async () => exit.usage,
});
