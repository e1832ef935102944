// `canal-lint generate policies`: the policies of `canal-lint policies install`, with the parameters that the configuration holds.
import { type RuleState, ruleState } from '@canal-lint/core/config';
import type { Generated } from '@canal-lint/core/generate';
import type { PolicySource } from '@canal-lint/policy';
import { type Command, defineCommand } from '../commands/command.js';
import { configured } from '../config/configured.js';
import { tellFaults } from '../config/faults.js';
import { InputError } from '../errors.js';
import { calicoVersionFlag, configFlag, ruleFlag, underlayFlag } from '../flags.js';
import {
  chosenPolicies,
  type Engine,
  enforceFlag,
  enforcements,
  engineFlag,
  engines,
  manifestsOf,
  type parts,
} from '../policies/manifests.js';
import { yamlOf } from '../policies/yaml.js';
import { oneOf } from '../suggest.js';
import { deliver, outputFlags } from './output.js';

export const policies: Command = defineCommand({
  usage: 'policies [rules..]',
  describe: 'the rules as admission policies, with the facts and the options of .canal-lint.yaml',
  positionals: { rules: { type: 'string', array: true, describe: 'rules whose policies are meant [all that are on]' } },
  flags: {
    engine: engineFlag,
    enforce: enforceFlag,
    config: configFlag,
    rule: ruleFlag,
    underlay: underlayFlag,
    'calico-version': calicoVersionFlag,
    ...outputFlags,
  },
  examples: [
    ['$0 policies --engine kubernetes', 'ValidatingAdmissionPolicies for this repository'],
    ['$0 policies --enforce severity --output policies/', 'Gatekeeper: errors deny, warnings warn'],
  ],
  run: async (args, world) => {
    const engine = oneOf('--engine', args.engine, engines);
    const enforce = oneOf('--enforce', args.enforce, enforcements);
    const { rules, ...rest } = args;
    const setup = await configured(rest, world, true);
    if ('faulty' in setup) return await tellFaults(setup.faulty, world);
    const config = setup.held?.config;
    const parameters = {
      ...(config?.calicoVersion && { calicoVersion: config.calicoVersion.value }),
      ...(Object.keys(config?.underlay ?? {}).length > 0 && {
        underlay: Object.fromEntries(Object.entries(config?.underlay ?? {}).map(([key, fact]) => [key, fact?.value])),
      }),
    };
    // No file is meant: what overrides say of some files is not said of the cluster.
    const stateOf = ({ rule }: PolicySource): RuleState | undefined => config && ruleState(config, rule, '<cluster>');
    const chosen = chosenPolicies(engine, rules ?? [], 'generate policies').filter((policy) => stateOf(policy)?.level !== 'off');
    if (chosen.length === 0) throw new InputError('every rule that was named is off in the configuration', 'name others, or turn one on');
    const planOf = (policy: PolicySource) => ({ enforce, parameters: { ...parameters, ...stateOf(policy)?.options } });
    const text = (only: (typeof parts)[number]): string => yamlOf(manifestsOf(chosen, { engine, planOf, only }));
    return await deliver(generated({ engine, enforce }, text), args, world);
  },
});

function generated({ engine, enforce }: Said, text: (only: (typeof parts)[number]) => string): Generated {
  const apply = (name: string): string => `kubectl apply --filename ${name}`;
  const after =
    enforce === 'dryrun' ? ['they only record; --enforce warn, deny or severity comes after nothing unexpected was recorded'] : [];
  if (engine !== 'gatekeeper') {
    const name = `canal-lint-${engine}.yaml`;
    return { files: [{ name, text: text('all') }], next: [apply(name), ...after] };
  }
  const [templates, constraints] = ['canal-lint-templates.yaml', 'canal-lint-constraints.yaml'];
  return {
    files: [
      { name: templates, text: text('templates') },
      { name: constraints, text: text('constraints') },
    ],
    next: [
      apply(templates),
      "kubectl wait --for jsonpath='{.status.created}'=true constrainttemplates --all --timeout 60s",
      apply(constraints),
      ...after,
    ],
  };
}

type Said = { readonly engine: Engine; readonly enforce: (typeof enforcements)[number] };
