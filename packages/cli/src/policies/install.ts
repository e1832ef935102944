import { recommended } from '@canal-lint/core';
import {
  celPolicies,
  gatekeeperManifests,
  kubernetesManifests,
  type Manifest,
  type Plan,
  type PolicySource,
  policies,
} from '@canal-lint/policy';
import { type Command, defineCommand, exit } from '../commands/command.js';
import { calicoVersionFlag, lintOptions, underlayFlag } from '../flags.js';
import { oneOf } from '../suggest.js';
import { version } from '../version.js';
import { yamlOf } from './yaml.js';

const engines = ['gatekeeper', 'kubernetes'] as const;
const enforcements = ['dryrun', 'warn', 'deny', 'severity'] as const;
const parts = ['all', 'templates', 'constraints'] as const;

export const install: Command = defineCommand({
  usage: 'install [rules..]',
  describe: 'say how to load the policies into a cluster; --dry-run prints the manifests',
  positionals: { rules: { type: 'string', array: true, describe: 'rules whose policies are meant [all]' } },
  flags: {
    'dry-run': { type: 'boolean', describe: 'print the manifests that would be applied' },
    engine: {
      type: 'string',
      requiresArg: true,
      default: 'gatekeeper',
      describe: `${engines.join(', ')} (ValidatingAdmissionPolicy: fewer rules, needs nothing else)`,
    },
    enforce: {
      type: 'string',
      requiresArg: true,
      default: 'dryrun',
      describe: `${enforcements.slice(0, -1).join(', ')}, or severity: errors deny, warnings warn, infos are recorded`,
    },
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
    const known = engine === 'gatekeeper' ? policies : celPolicies(policies);
    const wanted = (args.rules ?? []).map((rule) =>
      oneOf(
        'policies install',
        rule,
        known.map((one) => one.rule),
      ),
    );
    const chosen = known.filter(({ rule }) => wanted.length === 0 || wanted.includes(rule));
    const manifests =
      engine === 'gatekeeper' ? gatekeeper(chosen, { plan, only }) : chosen.flatMap((policy) => kubernetesManifests(policy, plan));
    await world.stdout.write(args['dry-run'] ? yamlOf(manifests) : steps(engine, args));
    return exit.clean;
  },
});

type Wanted = { readonly plan: Plan; readonly only: (typeof parts)[number] };

function gatekeeper(chosen: readonly PolicySource[], { plan, only }: Wanted): readonly Manifest[] {
  const all = chosen.map((policy) => gatekeeperManifests(policy, { options: optionsOf(policy), version: version() }, plan));
  return [
    ...(only === 'constraints' ? [] : all.flatMap(({ template, beside }) => [template, ...beside])),
    ...(only === 'templates' ? [] : all.flatMap(({ constraints }) => constraints)),
  ];
}

function optionsOf({ rule }: PolicySource): object {
  const found = recommended.find(({ name }) => name === rule);
  if (!found) throw new Error(`the policy ${rule} has no rule`);
  return found.options.schema;
}

type Args = {
  readonly rules: readonly string[] | undefined;
  readonly enforce: string;
  readonly underlay: readonly string[] | undefined;
  readonly 'calico-version': string | undefined;
};

/** Nothing is applied here: who changes what a cluster lets in shall see it first. */
function steps(engine: (typeof engines)[number], { rules = [], enforce, underlay = [], 'calico-version': release }: Args): string {
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
