import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { celPolicies, constraintKind, type PolicySource, policies } from '@canal-lint/policy';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { tool } from '../tools.js';
import { gator } from './gator.js';

const root = fileURLToPath(new URL('../../policies', import.meta.url));
const files = readdirSync(root, { recursive: true, encoding: 'utf8' });

type Loaded = {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly enforcementAction?: string;
    readonly failurePolicy?: string;
    readonly validationActions?: readonly string[];
    readonly matchConstraints?: unknown;
    readonly variables?: unknown;
    readonly validations?: unknown;
  };
};

const kubectl = tool('kubectl');

describe.skipIf(kubectl === undefined)('kubectl kustomize', () => {
  test('. makes every template, what those look up is synced, and nothing else', () => {
    const templates = policies.map(({ rule }) => `ConstraintTemplate ${constraintKind(rule).toLowerCase()}`);
    const synced = policies.filter(({ sync }) => sync.length > 0).map((policy) => `SyncSet ${canalLint(policy)}`);
    expect(kustomized('.').map(named)).toEqual([...templates, ...synced]);
  });

  test('constraints makes every constraint, which only records', () => {
    const constraints = kustomized('constraints');
    expect(constraints.map(named)).toEqual(policies.map(({ rule }) => `${constraintKind(rule)} ${rule}`).sort());
    expect(new Set(constraints.map(({ spec }) => spec.enforcementAction))).toEqual(new Set(['dryrun']));
  });

  test('vap makes a policy with its binding, which only records, for what CEL can say', () => {
    const made = kustomized('vap');
    const names = (kind: string): readonly string[] => made.filter((one) => one.kind === kind).map(({ metadata }) => metadata.name);
    const wanted = celPolicies(policies).map(canalLint);
    expect(names('ValidatingAdmissionPolicy')).toEqual(wanted);
    expect(names('ValidatingAdmissionPolicyBinding')).toEqual(wanted);
    expect(new Set(made.map(({ spec }) => spec.failurePolicy ?? spec.validationActions?.join()))).toEqual(new Set(['Ignore', 'Audit']));
  });

  test("kyverno says what Kubernetes' own policies say", () => {
    const own = kustomized('vap').filter(({ kind }) => kind === 'ValidatingAdmissionPolicy');
    const said = ({ metadata, spec: { matchConstraints, variables, validations } }: Loaded): unknown[] => [
      metadata.name,
      matchConstraints,
      variables,
      validations,
    ];
    const kyverno = kustomized('kyverno');
    expect(kyverno.map(said)).toEqual(own.map(said));
    expect(new Set(kyverno.map(({ spec }) => spec.validationActions?.join()))).toEqual(new Set(['Audit']));
  });
});

const canalLint = ({ rule }: PolicySource): string => `canal-lint-${rule}`;
const named = ({ kind, metadata }: Loaded): string => `${kind} ${metadata.name}`;

/** In the order of kind and name, whatever order kustomize gives. */
function kustomized(folder: string): readonly Loaded[] {
  const { stdout, stderr } = spawnSync(kubectl ?? '', ['kustomize', join(root, folder)], { encoding: 'utf8', maxBuffer: 1 << 26 });
  expect(stderr).toBe('');
  const objects = parseAllDocuments(stdout, { version: '1.1' }).map((document) => document.toJS() as Loaded);
  return objects.sort((a, b) => (named(a) < named(b) ? -1 : 1));
}

test("Artifact Hub's metadata stands beside each policy, with the digest of what it describes", () => {
  const described = files.filter((name) => name.endsWith('artifacthub-pkg.yml'));
  expect(described).toHaveLength(policies.length + celPolicies(policies).length);
  for (const name of described) {
    const { digest, name: called, version } = parse(readFileSync(join(root, name), 'utf8')) as Readonly<Record<string, string>>;
    const artifact = name.startsWith('gatekeeper') ? 'template.yaml' : 'policy.yaml';
    const text = readFileSync(join(root, dirname(name), artifact));
    expect({ name, digest }).toEqual({ name, digest: createHash('sha256').update(text).digest('hex') });
    expect({ called, version }).toEqual({
      called: `canal-lint-${dirname(name).split('/')[1]}`,
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    });
  }
});

const conftest = tool('conftest');

describe.skipIf(conftest === undefined)('conftest test -p policies/rego', () => {
  const documents = [
    { apiVersion: 'projectcalico.org/v3', kind: 'IPPool', metadata: { name: 'plain' }, spec: { cidr: '10.60.0.0/16' } },
    { apiVersion: 'projectcalico.org/v3', kind: 'BGPPeer', metadata: { name: 'nobody' }, spec: {} },
    { apiVersion: 'projectcalico.org/v3', kind: 'IPPool', metadata: { name: 'good' }, spec: { cidr: '10.61.0.0/16', vxlanMode: 'Always' } },
  ];

  test('denies errors and warns of warnings', () => {
    expect(tested([])).toEqual([
      { failures: ['encapsulation-required: pool plain has no encapsulation'], warnings: [] },
      { failures: [], warnings: ['bgp-peer: peer nobody names nobody'] },
      { failures: [], warnings: [] },
    ]);
  });

  test('takes parameters from data', () => {
    expect(tested(['--data', join(import.meta.dirname, 'parameters.yaml')]).map(({ failures }) => failures)).toEqual([[], [], []]);
  });

  type Said = { readonly failures?: readonly { readonly msg: string }[]; readonly warnings?: readonly { readonly msg: string }[] };

  /** Up to the first parenthesis or colon behind the name of the rule. */
  const first = ({ msg }: { readonly msg: string }): string => msg.replace(/^([\w-]+: [^:(]*?) ?[:(].*$/, '$1');

  function tested(more: readonly string[]): readonly { readonly failures: readonly string[]; readonly warnings: readonly string[] }[] {
    return documents.map((document) => {
      const args = ['test', '-p', join(root, 'rego'), '--output', 'json', ...more, '-'];
      const { stdout, stderr } = spawnSync(conftest ?? '', args, { encoding: 'utf8', input: JSON.stringify(document) });
      expect(stderr).toBe('');
      const [said] = JSON.parse(stdout) as readonly Said[];
      return { failures: (said?.failures ?? []).map(first), warnings: (said?.warnings ?? []).map(first) };
    });
  }
});

test.skipIf(gator === undefined)('gator verify passes the suite of every template', () => {
  const { status, stdout, stderr } = spawnSync(gator ?? '', ['verify', `${root}/gatekeeper/...`], { encoding: 'utf8' });
  expect(status, stdout + stderr).toBe(0);
  expect(stdout.match(/^ok\s/gm)).toHaveLength(policies.length);
});

const opa = tool('opa');

test.skipIf(opa === undefined)('opa eval answers the review that Gatekeeper would send', () => {
  const object = { apiVersion: 'projectcalico.org/v3', kind: 'BGPPeer', metadata: { name: 'nobody' }, spec: {} };
  const args = ['eval', '-d', join(root, 'rego'), '--stdin-input', '--format', 'raw', 'data.canal.violations'];
  const { stdout, stderr } = spawnSync(opa ?? '', args, { encoding: 'utf8', input: JSON.stringify({ review: { object } }) });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toMatchObject([{ rule: 'bgp-peer', msg: expect.stringMatching(/^peer nobody names nobody/) }]);
});

test('the page names the rules that CEL cannot say', () => {
  const [, named = ''] =
    /Left to Gatekeeper altogether:\n([\s\S]*?)Take Gatekeeper/.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? [];
  const without = policies.filter(({ cel }) => cel === undefined).map(({ rule }) => rule);
  expect([...named.matchAll(/`([\w-]+)`/g)].map(([, rule]) => rule).sort()).toEqual(without);
});
