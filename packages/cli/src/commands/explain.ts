import { allRules, ruleDocs, ruleInfo } from '@canal-lint/core';
import { configured } from '../config/configured.js';
import { tellFaults } from '../config/faults.js';
import { InputError } from '../errors.js';
import { configFlag } from '../flags.js';
import { ruleHint } from '../suggest.js';
import { type Command, defineCommand, exit } from './command.js';

export const explain: Command = defineCommand({
  usage: 'explain <rule>',
  describe: 'say what a rule checks, why, and how to repair it',
  positionals: { rule: { type: 'string', describe: 'name of the rule, as it stands in a finding', demandOption: true } },
  flags: { config: configFlag },
  examples: [['$0 explain encapsulation-required', 'why encapsulation must be on']],
  run: async ({ rule: name, config }, world) => {
    const setup = await configured({ config }, world);
    if ('faulty' in setup) return await tellFaults(setup.faulty, world);
    const known = setup.held?.rules ?? allRules;
    const rule = known.find((one) => one.name === name);
    if (!rule)
      throw new InputError(
        `there is no rule '${name}'`,
        ruleHint(
          name,
          known.map((one) => one.name),
        ),
      );
    const { severity, summary, url } = ruleInfo(rule);
    const docs = (await ruleDocs(name))?.trim();
    await world.stdout.write(
      `${[`${name} (${severity})`, summary, ...(docs === undefined ? [] : [docs]), ...(url === undefined ? [] : [url])].join('\n\n')}\n`,
    );
    return exit.clean;
  },
});
