import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { plainPalette } from '../../report/reporter.js';
import { type AnyRule, defineRule, noOptions } from '../../rules/rule.js';
import { locate } from '../../source/index.js';
import { allRules } from '../rules.js';
import { lint, network } from '../run.js';
import { type Config, leveled } from './config.js';
import { type ConfigFlags, configJson, configurationRun, parseConfig, publishedSchema, renderConfig, resolveConfig } from './index.js';
import { isPreset } from './presets.js';
import { configSchema } from './schema.js';

const slack = defineRule({
  name: 'own-slack',
  since: '1.0.0',
  category: 'mtu',
  severity: 'warning',
  summary: 'Pods leave some room',
  messages: { room: 'slack {slack}' },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: { slack: { type: 'integer', minimum: 0, maximum: 100 }, names: { type: 'array', items: { type: 'string' } } },
    },
    defaults: { slack: 8, names: [] as readonly string[] },
  },
  check({ cluster, options, report }) {
    for (const { origin } of cluster.objects) report({ message: 'room', at: origin, data: { slack: options.slack } });
  },
});
const quiet = defineRule({
  name: 'own-quiet',
  since: '1.0.0',
  category: 'text',
  severity: 'info',
  summary: 'Nothing',
  recommended: false,
  messages: { here: 'here' },
  options: noOptions,
  check({ cluster, report }) {
    for (const { origin } of cluster.objects) report({ message: 'here', at: origin });
  },
});
const rules: readonly AnyRule[] = [...allRules, slack, quiet];

function resolved(
  text: string,
  { flags = {}, names = '' }: { flags?: ConfigFlags; names?: string } = {},
): ReturnType<typeof resolveConfig> {
  const file = parseConfig({ name: '.canal-lint.yaml', text });
  const bases = file.extends.map(({ value }) => value).filter(isPreset);
  return resolveConfig({ tree: { file, bases }, rules, base: { globs: '', names }, flags });
}
function good(text: string, more: Parameters<typeof resolved>[1] = {}): Config {
  const { config, faults } = resolved(text, more);
  expect(faults).toEqual([]);
  return config;
}
const faultsOf = (text: string): readonly string[] =>
  configurationRun(resolved(text).faults, 1).findings.map(({ location, message }) => `${location.line}:${location.column} ${message}`);

describe('what is wrong in a configuration', () => {
  it.each([
    ['rulse: {}', "1:1 there is no key 'rulse'; did you mean rules?"],
    ['zzz: 1', "1:1 there is no key 'zzz'; allowed are extends, plugins, rules, overrides, clusters, calicoVersion, underlay"],
    ['rules:\n  image-pined: off', "2:3 there is no rule 'image-pined'; did you mean image-pinned?"],
    ['rules:\n  policy/house/deny: of', "2:22 'of' is not allowed; did you mean off?"],
    ['rules:\n  no-such-thing-at-all: off', "2:3 there is no rule 'no-such-thing-at-all'; `canal-lint rules` lists them"],
    ['rules:\n  image-pinned: warn', "2:17 'warn' is not allowed; allowed are off, info, warning, error"],
    ['rules:\n  image-pinned: eror', "2:17 'eror' is not allowed; did you mean error?"],
    ['rules:\n  image-pinned: no', "2:17 'no' is not allowed; allowed are off, info, warning, error"],
    ['rules:\n  image-pinned: {level: error, option: {}}', "2:32 there is no key 'option'; did you mean options?"],
    ['rules:\n  image-pinned: {level: error, options: {a: 1}}', "2:42 there is no option 'a'; allowed are wide"],
    ['rules:\n  image-pinned: {}', '2:3 expected at least one of level, options'],
    ['rules:\n  own-slack: {options: {slack: 101}}', '2:32 101 is not allowed: it must be from 0 to 100'],
    ['rules:\n  own-slack: {options: {slack: "8"}}', "2:32 expected a whole number, not the text '8'"],
    ['rules:\n  own-slack: {options: {names: [a, 1]}}', '2:36 expected a text, not 1'],
    ['rules: [image-pinned]', '1:1 expected a map, not a list'],
    ['rules:\n  image-pinned:', '2:16 expected one of off, info, warning, error or a map, not nothing'],
    ['overrides:\n  - rules: {image-pinned: off}', '2:5 the key files is missing'],
    ['overrides:\n  - files: []\n    rules: {}', '2:5 the list is empty'],
    ['clusters:\n  prod: deploy/**', "2:9 expected a list, not the text 'deploy/**'"],
    ['calicoVersion: latest', "1:16 'latest' is not allowed: write it as v3.31 or v3.31.2"],
    ['underlay: {nicMTU: 1500}', "1:12 there is no fact about the underlay 'nicMTU'; did you mean nicMtu?"],
    ['underlay: {nicMtu: 67}', '1:20 67 is not allowed: it must be from 68 to 65535'],
    ['underlay: {l2: yes please}', "1:16 expected true or false, not the text 'yes please'"],
    ['underlay: {cloud: azur}', "1:19 'azur' is not allowed; did you mean azure?"],
    ['plugins: [my-rules]', "1:11 'my-rules' is not allowed: write it as ./my-rules.mjs"],
    ['rules: {image-pinned: off}\nrules: {}', '2:1 the key rules is set twice'],
    ['rules: {}\n---\nrules: {}', '3:1 a configuration is one document'],
    ['- a', '1:1 expected a map, not a list'],
  ])('%j', (text, expected) => {
    expect(faultsOf(text)).toEqual([expected]);
  });

  it('is told at once, in its order, as findings of the rule configuration', () => {
    const { findings, summary } = configurationRun(resolved('underlay: {l2: 3}\nrulse: {}\n').faults, 1);
    expect(findings.map(({ rule, severity, location }) => [rule, severity, location.file, location.line])).toEqual([
      ['configuration', 'error', '.canal-lint.yaml', 1],
      ['configuration', 'error', '.canal-lint.yaml', 2],
    ]);
    expect(summary.errors).toBe(2);
  });

  it('is told for a text that does not parse', () => {
    expect(faultsOf('rules: [\n')).toHaveLength(1);
  });

  it.each([
    '',
    '# nothing\n',
    'rules:\noverrides:\nunderlay:\n',
    'calicoVersion: 3.30',
    'extends: strict',
    'extends: [strict, all]',
    'rules: {policy/house/deny: {options: {a: 1}}}',
  ])('%j is right', (text) => {
    expect(faultsOf(text)).toEqual([]);
  });

  it('knows that off is no boolean and 3.30 no number here', () => {
    const config = good('calicoVersion: 3.30\nrules: {image-pinned: off}\n');
    expect([config.calicoVersion?.value, config.rules.get('image-pinned')?.level?.value]).toEqual(['3.30', 'off']);
  });
});

describe('levels', () => {
  it.each([
    ['error', 'error', 'off', 'off'],
    ['warning', 'error', 'own', 'warning'],
    ['info', 'error', 'raised', 'warning'],
    ['warning', 'error', 'raised', 'error'],
    ['error', 'error', 'raised', 'error'],
    ['error', 'error', 'warning', 'warning'],
    ['info', 'error', 'warning', 'info'],
    ['warning', 'warning', 'error', 'error'],
    ['info', 'warning', 'error', 'info'],
    ['warning', 'error', 'info', 'info'],
  ] as const)('a finding of %s by a rule of %s at %s: %s', (severity, own, level, expected) => {
    expect(leveled(severity, own, level)).toBe(expected);
  });

  const pool = (name: string, cidr = '8.8.0.0/16'): string =>
    `apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: {name: ${name}}\nspec: {cidr: ${cidr}, vxlanMode: Always}\n`;
  const run = async (
    text: string,
    more: Parameters<typeof resolved>[1] = {},
    names: readonly string[] = ['a.yaml'],
  ): Promise<readonly string[]> => {
    const inputs = names.map((name, i) => ({ name, text: pool(`p${i}`, `8.${i}.0.0/16`) }));
    const { findings } = await lint(inputs, { rules, config: good(text, more) });
    return findings.map(
      ({ rule, severity, message, location }) => `${location.file} ${severity} ${rule}${rule === 'own-slack' ? ` ${message}` : ''}`,
    );
  };

  it('are those of the rules where nothing is said, without the rules that are not recommended', async () => {
    expect(await run('')).toEqual(['a.yaml warning own-slack slack 8', 'a.yaml warning pool-cidr']);
  });

  it('are raised by strict, and every rule is on in all', async () => {
    expect(await run('extends: strict')).toEqual(['a.yaml error own-slack slack 8', 'a.yaml error pool-cidr']);
    expect(await run('extends: all')).toEqual(['a.yaml info own-quiet', 'a.yaml warning own-slack slack 8', 'a.yaml warning pool-cidr']);
    expect(await run('extends: [all, strict]')).toEqual(['a.yaml error own-slack slack 8', 'a.yaml error pool-cidr']);
    expect(await run('extends: strict\nrules: {own-slack: warning, own-quiet: error}')).toEqual([
      'a.yaml error own-quiet',
      'a.yaml warning own-slack slack 8',
      'a.yaml error pool-cidr',
    ]);
  });

  it('are set by rules, and options with them or alone', async () => {
    expect(await run('rules: {pool-cidr: off, own-slack: {level: info, options: {slack: 9}}}')).toEqual(['a.yaml info own-slack slack 9']);
    expect(await run('rules: {pool-cidr: off, own-slack: {options: {names: [a]}}}')).toEqual(['a.yaml warning own-slack slack 8']);
  });

  it('differ by file in one cluster, options too; a later override wins', async () => {
    const text =
      'rules: {pool-cidr: off}\noverrides:\n- files: ["b*.yaml"]\n  rules: {own-slack: {level: error, options: {slack: 1}}, pool-cidr: error}\n- files: [b2.yaml]\n  rules: {own-slack: off}\n';
    expect(await run(text, {}, ['a.yaml', 'b1.yaml', 'b2.yaml'])).toEqual([
      'a.yaml warning own-slack slack 8',
      'b1.yaml error own-slack slack 1',
      'b1.yaml warning pool-cidr',
      'b2.yaml warning pool-cidr',
    ]);
  });

  it('match paths from the folder of the configuration', async () => {
    const text = 'overrides: [{files: [sub/x/**], rules: {own-slack: off, pool-cidr: off}}]';
    expect(await run(text, { names: 'sub' }, ['x/a.yaml', 'y/a.yaml'])).toEqual([
      'y/a.yaml warning own-slack slack 8',
      'y/a.yaml warning pool-cidr',
    ]);
    expect(await run('overrides: [{files: ["**"], rules: {own-slack: off, pool-cidr: off}}]', {}, ['<stdin>'])).toHaveLength(2);
  });

  it('are beaten by flags, for every file', async () => {
    const flags = { rules: [{ name: 'own-slack', level: 'error' as const, flag: '--rule own-slack=error' }] };
    expect(await run('overrides: [{files: ["**"], rules: {own-slack: off, pool-cidr: off}}]', { flags })).toEqual([
      'a.yaml error own-slack slack 8',
    ]);
  });

  it('leave out of the list of rules what is off', async () => {
    const { rules: listed } = await lint([], {
      rules,
      config: good('rules: {syntax: off, pool-cidr: off}\noverrides: [{files: [a], rules: {pool-cidr: error}}]'),
    });
    const names = listed.map(({ name }) => name);
    expect([names.includes('syntax'), names.includes('pool-cidr'), names.includes('own-quiet')]).toEqual([false, true, false]);
  });
});

describe('clusters', () => {
  const file = (name: string, text: string): { name: string; text: string } => ({ name, text });
  const peer = (name: string): string =>
    `apiVersion: projectcalico.org/v3\nkind: BGPPeer\nmetadata: {name: ${name}}\nspec: {peerIP: 10.0.0.1, asNumber: 64512}\n`;
  const grouped = async (text: string, names: readonly string[]): Promise<readonly string[]> => {
    const found = await network(
      names.map((name, i) => file(name, peer(`p${i}`))),
      { config: good(text) },
    );
    return found.map(({ name, closed, files }) => `${name}${closed ? '!' : ''}: ${files.join(' ')}`);
  };

  it('are made of the files that the globs match, and closed', async () => {
    expect(
      await grouped('clusters: {prod: [prod/**, common/**], test: [test/**, common/**]}', [
        'prod/a.yaml',
        'prod/x/b.yaml',
        'test/a.yaml',
        'common/a.yaml',
        'else/a.yaml',
      ]),
    ).toEqual(['prod!: prod/a.yaml prod/x/b.yaml common/a.yaml', 'test!: test/a.yaml common/a.yaml', 'else/a.yaml: else/a.yaml']);
  });

  it('never hold standard input', async () => {
    expect(await grouped('clusters: {prod: ["**"]}', ['<stdin>'])).toEqual(['<stdin>: <stdin>']);
  });
});

describe('facts', () => {
  it('have their place in the configuration, unless a flag beats them', async () => {
    const nic = async (flags: ConfigFlags): Promise<readonly unknown[]> => {
      const text = 'apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: {name: a}\n';
      const [cluster] = await network([{ name: 'a.yaml', text }], { config: good('underlay:\n  nicMtu: 9001\n  l2: true\n', { flags }) });
      return [cluster?.mtu.nic, cluster?.underlay.l2].flatMap((slot) =>
        (slot ?? []).map((one) => ('value' in one ? [one.value, locate(one.origin).file, locate(one.origin).line] : [])),
      );
    };
    expect(await nic({})).toEqual([
      [9001, '.canal-lint.yaml', 2],
      [true, '.canal-lint.yaml', 3],
    ]);
    expect(await nic({ underlay: { nicMtu: 1500 } })).toEqual([
      [1500, '--underlay nicMtu', 1],
      [true, '.canal-lint.yaml', 3],
    ]);
  });
});

describe('the configuration that holds', () => {
  const text =
    'extends: strict\ncalicoVersion: v3.31\nrules:\n  own-slack: {options: {slack: 3}}\n  syntax: off\noverrides:\n- files: [old/**]\n  rules: {image-pinned: warning}\nclusters: {prod: [prod/**]}\n';
  const config = good(text, {
    flags: { underlay: { nicMtu: 1500 }, rules: [{ name: 'pool-cidr', level: 'off', flag: '--rule pool-cidr=off' }] },
  });

  it('is printed with the place of each value', () => {
    const lines = renderConfig(config, rules, plainPalette)
      .split('\n')
      .map((line) => line.trim().replaceAll(/ {2,}/g, '  '));
    for (const line of [
      'extends  strict  .canal-lint.yaml:1',
      'suppressions  need a reason  preset strict',
      'calicoVersion  v3.31  .canal-lint.yaml:2',
      'underlay.nicMtu  1500  --underlay nicMtu',
      'own-slack  error  preset strict',
      'slack: 3  .canal-lint.yaml:4',
      'own-quiet  off  preset strict',
      'syntax  off  .canal-lint.yaml:5',
      'rules for old/**',
      'image-pinned  warning  .canal-lint.yaml:8',
      'pool-cidr  off  --rule pool-cidr=off',
      'prod  prod/**  .canal-lint.yaml:9',
    ])
      expect(lines).toContain(line);
  });

  it('is printed for programs', () => {
    expect(JSON.parse(configJson(config, rules))).toMatchObject({
      extends: [{ value: 'strict', from: '.canal-lint.yaml:1' }],
      rules: {
        'own-slack': { level: { value: 'error', from: 'preset strict' }, options: { slack: { value: 3, from: '.canal-lint.yaml:4' } } },
      },
      flags: { 'pool-cidr': { level: { value: 'off', from: '--rule pool-cidr=off' } } },
      underlay: { nicMtu: { value: 1500, from: '--underlay nicMtu' } },
      reasonsRequired: { value: true, from: 'preset strict' },
    });
  });
});

describe('the schema', () => {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true });
  const ours = ajv.compile(configSchema(rules));
  const published = ajv.compile(publishedSchema(allRules, 'https://example.org/schema.json'));
  const samples = [
    '{}',
    'extends: strict',
    'extends: [./a.yaml, "@acme/net"]',
    'extends: []',
    'extends: 3',
    'rules: {image-pinned: off, own-slack: {level: error, options: {slack: 3, names: [a]}}}',
    'rules: {image-pinned: never}',
    'rules: {image-pinned: {}}',
    'rules: {image-pinned: {level: error, more: 1}}',
    'rules: {image-pinned: {options: {a: 1}}}',
    'rules: {own-slack: {options: {slack: 101}}}',
    'rules: {own-slack: {options: {slack: 1.5}}}',
    'overrides: [{files: [a], rules: {syntax: info}}]',
    'overrides: [{files: [], rules: {}}]',
    'overrides: [{rules: {}}]',
    'overrides: [{files: [""], rules: {}}]',
    'clusters: {a: [x/**], b: [y/**]}',
    'clusters: {a: x}',
    'clusters: {a: [1]}',
    'calicoVersion: v3.31.2',
    'calicoVersion: newest',
    'underlay: {cloud: aws, nicMtu: 9001, l2: true, routesPods: false}',
    'underlay: {nicMtu: 1500.5}',
    'underlay: {nicMtu: 1e9}',
    'underlay: {l2: 1}',
    'plugins: [./a.mjs, ../b.mjs, /c.mjs]',
    'plugins: [a.mjs]',
    'other: 1',
  ];

  it.each(samples)('ajv and canal-lint judge %j alike', (text) => {
    expect(resolved(text).faults.length === 0).toBe(ours(parse(text)));
  });

  it('lets rules of plugins pass where it is published, and no bad level', () => {
    expect([published({ rules: { mine: 'error' } }), published({ rules: { mine: { options: { a: 1 } } } })]).toEqual([true, true]);
    expect([published({ rules: { mine: 'loud' } }), published({ rules: { 'image-pinned': 'loud' } })]).toEqual([false, false]);
  });
});
