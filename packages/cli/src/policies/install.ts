import type { Plan } from '@canal-lint/policy';
import { type Command, defineCommand, exit } from '../commands/command.js';
import { calicoVersionFlag, lintOptions, underlayFlag } from '../flags.js';
import { oneOf } from '../suggest.js';
import { chosenPolicies, type Engine, enforceFlag, enforcements, engineFlag, engines, manifestsOf, parts } from './manifests.js';
import { yamlOf } from './yaml.js';

export const install: Command = defineCommand({
  usage: 'install [rules..]',
  describe: 'say how to load the policies into a cluster; --dry-run prints the manifests',
  positionals: { rules: { type: 'string', array: true, describe: 'rules whose policies are meant [all]' } },
  flags: {
    'dry-run': { type: 'boolean', describe: 'print the manifests that would be applied' },
    engine: engineFlag,
    enforce: enforceFlag,
    only: {
      type: 'string',
      requiresArg: true,
      default: 'all',
      describe: `Gatekeeper: ${parts.join(', ')}; constraints need their templates first`,
    },
    underlay: underlayFlag,
    'calico-version': calicoVersionFlag,
  },
  examples: [['$0 install --dry-run pool-modes', 'look at one policy']],
  run: async (args, world) => {
    const engine = oneOf('--engine', args.engine, engines);
    const plan: Plan = {
      enforce: oneOf('--enforce', args.enforce, enforcements),
      parameters: { ...lintOptions(args.underlay, args['calico-version']) },
    };
    const only = oneOf('--only', args.only, parts);
    const chosen = chosenPolicies(engine, args.rules ?? [], 'policies install');
    const manifests = manifestsOf(chosen, { engine, planOf: () => plan, only });
    await world.stdout.write(args['dry-run'] ? yamlOf(manifests) : steps(engine, args));
    return exit.clean;
  },
});

type Args = {
  readonly rules: readonly string[] | undefined;
  readonly enforce: string;
  readonly underlay: readonly string[] | undefined;
  readonly 'calico-version': string | undefined;
};

/** Nothing is applied here: who changes what a cluster lets in shall see it first. */
function steps(engine: Engine, { rules = [], enforce, underlay = [], 'calico-version': release }: Args): string {
  const said = [
    ...(engine === 'gatekeeper' ? [] : ['--engine', engine]),
    ...(enforce === 'dryrun' ? [] : ['--enforce', enforce]),
    ...underlay.flatMap((one) => ['--underlay', one]),
    ...(release === undefined ? [] : ['--calico-version', release]),
    ...rules,
  ];
  const print = (...more: readonly string[]): string => ['canal-lint policies install --dry-run', ...more, ...said].join(' ');
  const apply = 'kubectl apply --filename -';
  const commands =
    engine === 'gatekeeper'
      ? [
          `${print('--only', 'templates')} | ${apply}`,
          "kubectl wait --for jsonpath='{.status.created}'=true constrainttemplates --all --timeout 60s",
          `${print('--only', 'constraints')} | ${apply}`,
        ]
      : [`${print()} | ${apply}`];
  return [
    `nothing is applied by canal-lint itself; look at the manifests (${print()}), then run:`,
    ...commands.map((one) => `  ${one}`),
    '',
  ].join('\n');
}
