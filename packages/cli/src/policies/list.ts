import { recommended, ruleDocs } from '@canal-lint/core';
import { policies } from '@canal-lint/policy';
import { type Command, defineCommand, exit } from '../commands/command.js';
import { oneOf } from '../suggest.js';

const formats = ['text', 'json'] as const;

export const list: Command = defineCommand({
  usage: 'list',
  describe: 'list the rules that are policies too, what each leaves unsaid, and why other rules are none',
  positionals: {},
  flags: { format: { type: 'string', requiresArg: true, default: 'text', describe: formats.join(', ') } },
  examples: [],
  run: async (args, world) => {
    const format = oneOf('--format', args.format, formats);
    const twins = policies.map(({ rule, title, match, unsaid, cel }) => ({
      ...{ rule, title, severity: recommended.find(({ name }) => name === rule)?.severity ?? 'error' },
      kinds: [...new Set(match.flatMap(({ kinds }) => kinds))],
      languages: cel ? ['rego', 'cel'] : ['rego'],
      unsaid,
    }));
    const others = await withoutPolicy(twins.map(({ rule }) => rule));
    await world.stdout.write(format === 'json' ? `${JSON.stringify({ policies: twins, others }, null, 2)}\n` : text(twins, others));
    return exit.clean;
  },
});

type Twin = {
  readonly rule: string;
  readonly severity: string;
  readonly kinds: readonly string[];
  readonly languages: readonly string[];
  readonly unsaid: Readonly<Record<string, string>>;
};
type Other = { readonly rule: string; readonly why: string };

/** The pages of the rules say why one object does not decide them. */
async function withoutPolicy(twins: readonly string[]): Promise<readonly Other[]> {
  const others = recommended.filter(({ name }) => !twins.includes(name));
  return await Promise.all(
    others.map(async ({ name }) => {
      const page = (await ruleDocs(name)) ?? '';
      const why = /(?:^|\n)## Admission\n+([\s\S]+?)(?:\n\n|\n*$)/.exec(page)?.[1] ?? '';
      return { rule: name, why: why.replaceAll('\n', ' ') };
    }),
  );
}

function text(twins: readonly Twin[], others: readonly Other[]): string {
  const width = Math.max(...[...twins, ...others].map(({ rule }) => rule.length));
  const rows = twins.flatMap(({ rule, severity, kinds, languages, unsaid }) => [
    `${rule.padEnd(width)}  ${severity.padEnd('warning'.length)}  ${languages.join(', ').padEnd('rego, cel'.length)}  ${kinds.join(', ')}`,
    ...Object.entries(unsaid).map(([message, why]) => `  does not say '${message}': ${why}`),
  ]);
  const rest = others.map(({ rule, why }) => `${rule.padEnd(width)}  ${why}`.trimEnd());
  return [...rows, '', 'no policies:', ...rest, ''].join('\n');
}
