import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { celPolicies, policies } from '@canal-lint/policy';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { tool } from '../tools.js';

const helm = tool('helm');
const root = fileURLToPath(new URL('../../policies', import.meta.url));
const chart = join(root, 'chart');

type Rendered = {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly enforcementAction?: string;
    readonly parameters?: Readonly<Record<string, unknown>>;
    readonly matchConditions?: readonly { readonly expression: string }[];
    readonly variables?: readonly { readonly expression: string }[];
    readonly validationActions?: readonly string[];
  };
};

describe.skipIf(helm === undefined)('the Helm chart', () => {
  test('is clean for helm lint', () => {
    expect(run('lint', ['--strict'])).toMatchObject({ status: 0, stdout: expect.stringContaining('0 chart(s) failed') });
  });

  test('renders the templates of policies/gatekeeper, and no constraint before the cluster knows its kind', () => {
    const made = rendered([]);
    const wanted = (file: string, list: typeof policies): readonly unknown[] =>
      list.map(({ rule }) => documents(`gatekeeper/${rule}/${file}`)[0]);
    expect(made.filter(({ kind }) => kind === 'ConstraintTemplate')).toEqual(wanted('template.yaml', policies));
    expect(made.filter(({ kind }) => kind !== 'ConstraintTemplate')).toEqual(
      wanted(
        'sync.yaml',
        policies.filter(({ sync }) => sync.length > 0),
      ),
    );
  });

  test('renders the constraints whose kinds the cluster knows', () => {
    const known = rendered(['--api-versions', 'constraints.gatekeeper.sh/v1beta1/CanalPoolModes']);
    expect(known.filter(({ kind }) => kind.startsWith('Canal'))).toEqual(documents('constraints/pool-modes.yaml'));
  });

  test('renders the constraints of policies/constraints where asked', () => {
    const all = rendered(['--set', 'constraints=always', '--show-only', 'templates/constraints.yaml']);
    expect(all).toEqual(policies.flatMap(({ rule }) => documents(`constraints/${rule}.yaml`)));
  });

  test('renders the policies of policies/vap, as far as the cluster has their CEL', () => {
    const own = rendered(['--set', 'engine=kubernetes']);
    expect(own).toEqual(celPolicies(policies).flatMap(({ rule }) => documents(`vap/${rule}.yaml`)));
    const older = rendered(['--set', 'engine=kubernetes', '--kube-version', '1.30.4']);
    const later = celPolicies(policies).filter(({ cel }) => cel.kubernetes !== undefined);
    expect(own.length - older.length).toBe(2 * later.length);
  });

  test('hands values on to constraints', () => {
    const [modes] = rendered([...asked, '--set', 'constraints=always', '--show-only', 'templates/constraints.yaml']).filter(
      ({ metadata }) => metadata.name === 'pool-modes',
    );
    expect(modes?.spec).toMatchObject({
      enforcementAction: 'deny',
      match: { excludedNamespaces: ['lab'] },
      parameters: { severity: 'info', underlay: { nicMtu: 9001, cloud: "o'aws" }, exemptNames: ['old', 'older'], exemptUsers: [] },
    });
  });

  test('hands values on to policies of Kubernetes', () => {
    const made = rendered([...asked, '--set', 'engine=kubernetes']).filter(({ metadata }) => metadata.name === 'canal-lint-pool-modes');
    const [policy, binding] = made;
    expect(policy?.spec.variables?.[0]?.expression).toBe(
      String.raw`dyn({'severity': dyn('info'), 'underlay': dyn({'cloud': dyn('o\'aws'), 'nicMtu': dyn(9001)})})`,
    );
    expect(policy?.spec.matchConditions?.map(({ expression }) => expression)).toContain(
      "!(object.metadata.?name.orValue('') in ['old', 'older'])",
    );
    expect(binding?.spec.validationActions).toEqual(['Deny']);
  });

  test.each([
    ['enforcementAction=refuse', 'enforcementAction'],
    ['rules.pool-modus.enabled=false', 'pool-modus'],
    ['parameters.underlay.nicMtu=large', 'nicMtu'],
    ['parameters.calicoversion=v3.31', 'calicoversion'],
    ['parameters.underlay.nicmtu=9001', 'nicmtu'],
    ['rules.pool-modes.parameters.underlay.l3=true', 'l3'],
  ])('refuses %s', (value, named) => {
    const { status, stderr } = run('template', ['--kube-version', '1.37.0', '--set', value]);
    expect(status).toBe(1);
    expect(stderr).toContain(named);
  });
});

const asked = [
  ...['--set', 'rules.pool-modes.enforcementAction=deny', '--set', 'rules.pool-modes.parameters.severity=info'],
  ...['--set', 'exemptNames={old}', '--set', 'rules.pool-modes.exemptNames={older}', '--set-json', 'exemptUsers=[]'],
  ...['--set', 'parameters.underlay.nicMtu=9001', '--set', "parameters.underlay.cloud=o'aws", '--set', 'match.excludedNamespaces={lab}'],
];

function run(
  command: string,
  args: readonly string[],
): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return spawnSync(helm ?? '', command === 'lint' ? ['lint', chart, ...args] : ['template', 'test', chart, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
}

/** In the order of kind and name. A --kube-version among the arguments goes before this one. */
function rendered(args: readonly string[]): readonly Rendered[] {
  const { status, stdout, stderr } = run('template', ['--kube-version', '1.37.0', ...args]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return parsed(stdout).sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : Number(a.metadata.name > b.metadata.name)));
}

function documents(path: string): readonly Rendered[] {
  return parsed(readFileSync(join(root, path), 'utf8'));
}

function parsed(text: string): Rendered[] {
  return parseAllDocuments(text, { version: '1.1' }).map((document) => document.toJS() as Rendered);
}
