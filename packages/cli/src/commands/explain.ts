import { allRules, ruleDocs, ruleInfo } from '@canal-lint/core';
import { configured } from '../config/configured.js';
import { tellFaults } from '../config/faults.js';
import { InputError } from '../errors.js';
import { configFlag } from '../flags.js';
import { ruleHint } from '../suggest.js';
import type { World } from '../world.js';
import { type Command, defineCommand, exit } from './command.js';

export const explain: Command = defineCommand({
  usage: 'explain <rule>',
  describe: 'say what a rule checks or what a cause is, why, and how to repair it',
  positionals: { rule: { type: 'string', describe: 'name of a rule or of a cause', demandOption: true } },
  flags: { config: configFlag },
  examples: [['$0 explain encapsulation-required', 'why encapsulation must be on']],
  run: async ({ rule: name, config }, world) => {
    const setup = await configured({ config }, world);
    if ('faulty' in setup) return await tellFaults(setup.faulty, world);
    const known = setup.held?.rules ?? allRules;
    const rule = known.find((one) => one.name === name);
    if (!rule) return await explainCause(name, { known: known.map((one) => one.name), world });
    const { severity, summary, url } = ruleInfo(rule);
    const docs = (await ruleDocs(name))?.trim();
    await world.stdout.write(
      `${[`${name} (${severity})`, summary, ...(docs === undefined ? [] : [docs]), ...(url === undefined ? [] : [url])].join('\n\n')}\n`,
    );
    const cause = (await import('@canal-lint/core/diagnose')).causes.find(({ id }) => id === name);
    if (cause) await world.stdout.write(`\ndiagnose knows a cause of the same name: ${cause.title}\n\n${await causeText(name)}\n`);
    return exit.clean;
  },
});

type Asked = { readonly known: readonly string[]; readonly world: World };

/** Rules and causes have names of their own; a rule comes first. */
async function explainCause(name: string, { known, world }: Asked): Promise<number> {
  const { causes } = await import('@canal-lint/core/diagnose');
  const cause = causes.find(({ id }) => id === name);
  if (!cause) throw new InputError(`there is no rule '${name}', nor a cause`, ruleHint(name, [...known, ...causes.map(({ id }) => id)]));
  await world.stdout.write(`${[cause.id, cause.title, await causeText(name)].join('\n\n')}\n`);
  return exit.clean;
}

/** The page of a cause, and its address. */
async function causeText(id: string): Promise<string> {
  const { causeDocs, causePage } = await import('@canal-lint/core/diagnose');
  return `${(await causeDocs(id))?.trim() ?? ''}\n\n${causePage(id)}`;
}
