import { type Command, defineCommand, exit } from './command.js';

export const init: Command = defineCommand({
  usage: 'init',
  describe: 'set canal-lint up in this repository: configuration, workflow, pre-commit hook',
  positionals: {},
  flags: {
    yes: { type: 'boolean', describe: 'ask nothing: take what the files tell' },
    force: { type: 'boolean', describe: 'replace files that are there' },
    gatekeeper: {
      type: 'string',
      requiresArg: true,
      describe: 'also write the constraints for Gatekeeper into this folder (they only record)',
    },
  },
  examples: [['$0 init --yes', 'in a repository with manifests, charts or an inventory']],
  run: async ({ yes, force, gatekeeper }, world) => {
    const { setUp } = await import('../init/setup.js');
    await setUp({ yes: yes === true, force: force === true, gatekeeper }, world);
    return exit.clean;
  },
});
