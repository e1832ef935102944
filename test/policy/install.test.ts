// `canal-lint policies install`: what it prints, as kubectl would read it.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { celPolicies, constraintKind, policies } from '@canal-lint/policy';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { captured } from '../../packages/cli/src/captured.js';
import { yamlOf } from '../../packages/cli/src/policies/yaml.js';
import { tool } from '../tools.js';

const gator = tool('gator');
const install = async (...args: readonly string[]): Promise<string> => (await captured(tmpdir(), ['policies', 'install', ...args])).stdout;
const read = (text: string): readonly unknown[] =>
  parseAllDocuments(text, { version: '1.1' }).map((document) => document.toJS() as unknown);

type Answered = { readonly enforcementAction: string; readonly msg: string; readonly constraint: { readonly kind: string } };
type Printed = { readonly kind: string; readonly spec: Readonly<Record<string, unknown>> };

it('changes nothing by itself: it says what to run, with the flags that were given', async () => {
  expect((await install('--enforce', 'deny', 'pool-modes')).split('\n').slice(1, -1)).toEqual([
    '  canal-lint policies install --dry-run --only templates --enforce deny pool-modes | kubectl apply --filename -',
    "  kubectl wait --for jsonpath='{.status.created}'=true constrainttemplates --all --timeout 60s",
    '  canal-lint policies install --dry-run --only constraints --enforce deny pool-modes | kubectl apply --filename -',
  ]);
});

it('records only, unless it is told to enforce', async () => {
  const actions = async (...args: readonly string[]): Promise<readonly unknown[]> =>
    (read(await install('--dry-run', '--only', 'constraints', ...args)) as readonly Printed[]).map(({ spec }) => spec['enforcementAction']);
  expect(new Set(await actions())).toEqual(new Set(['dryrun']));
  expect(new Set(await actions('--enforce', 'severity'))).toEqual(new Set(['deny', 'warn', 'dryrun']));
  const [constraint] = read(
    await install('--dry-run', '--only', 'constraints', 'pool-modes', '--underlay', 'nicMtu=9001'),
  ) as readonly Printed[];
  expect(constraint?.spec).toMatchObject({ parameters: { severity: 'error', underlay: { nicMtu: 9001 } } });
});

it('prints policies for Kubernetes itself, of rules that CEL can say', async () => {
  const kinds = (read(await install('--dry-run', '--engine', 'kubernetes', 'pool-modes')) as readonly Printed[]).map(({ kind }) => kind);
  expect(kinds).toEqual(['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding']);
  expect(await captured(tmpdir(), ['policies', 'install', '--engine', 'kubernetes', 'pool-mode'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('did you mean pool-modes?') as string,
  });
});

it('prints everything that the folders of the policies hold', async () => {
  const held = (path: string): readonly unknown[] => read(fs.readFileSync(new URL(`../../policies/${path}`, import.meta.url), 'utf8'));
  const wanted = policies.flatMap(({ rule, sync }) => [
    ...held(`gatekeeper/${rule}/template.yaml`),
    ...(sync.length > 0 ? held(`gatekeeper/${rule}/sync.yaml`) : []),
  ]);
  expect(read(await install('--dry-run', '--only', 'templates'))).toEqual(wanted);
  expect(read(await install('--dry-run', '--only', 'constraints'))).toEqual(
    policies.flatMap(({ rule }) => held(`gatekeeper/${rule}/constraint.yaml`)),
  );
  expect(read(await install('--dry-run', '--engine', 'kubernetes'))).toEqual(
    celPolicies(policies).flatMap(({ rule }) => held(`vap/${rule}.yaml`)),
  );
});

it('prints any value so that YAML 1.1 gives it back', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\t', '#', ':', '-', '|', '"', 'é', '\r', '\u0000') }),
    fc.constantFrom('yes', 'null', '1e3', '~', '0x10'),
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      text,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(text, tie('any'), { maxKeys: 3, noNullPrototype: true }),
    ),
  })).any;
  fc.assert(
    fc.property(fc.dictionary(text, value, { maxKeys: 4, noNullPrototype: true }), (document) => {
      expect(read(yamlOf([document]))).toEqual([document]);
    }),
    { numRuns: 2000 },
  );
});

/** Objects with errors, warnings and infos, of rules that say one of them, two, or all. */
const faulty = `
apiVersion: projectcalico.org/v3
kind: IPPool
metadata: { name: plain }
spec: { cidr: 10.80.0.0/16 }
---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata: { name: routable }
spec: { cidr: 10.81.0.0/16, natOutgoing: false }
---
apiVersion: projectcalico.org/v3
kind: IPPool
metadata: { name: public }
spec: { cidr: 11.0.0.0/16, vxlanMode: Always, ipipMode: Always }
---
apiVersion: projectcalico.org/v3
kind: BGPPeer
metadata: { name: nobody }
spec: { nodeSelector: all(), node: n1 }
---
apiVersion: projectcalico.org/v3
kind: FelixConfiguration
metadata: { name: default }
spec: { failsafeInboundHostPorts: [{ net: nodes, port: 22 }], failsafeOutboundHostPorts: [], wireguardMTU: 9000 }
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: calico-node, namespace: kube-system }
spec:
  template:
    spec:
      containers:
        - name: calico-node
          image: docker.io/calico/node:latest
          env:
            - { name: IP_AUTODETECTION_METHOD, value: first-found }
            - { name: CALICO_IPV4POOL_IPIP, value: sometimes }
        - { name: flannel, image: "docker.io/flannel/flannel:v0.27" }
`;

describe.skipIf(gator === undefined)('in gator', () => {
  it('says by the severity what policies check says', async () => {
    const folder = fs.mkdtempSync(join(tmpdir(), 'canal-lint-install-'));
    fs.writeFileSync(join(folder, 'policies.yaml'), await install('--dry-run', '--enforce', 'severity'));
    fs.writeFileSync(join(folder, 'objects.yaml'), faulty);
    const { stdout } = spawnSync(gator ?? '', [
      'test',
      '-f',
      join(folder, 'policies.yaml'),
      '-f',
      join(folder, 'objects.yaml'),
      '-o',
      'json',
    ]);
    const answered = (JSON.parse(String(stdout)) as readonly Answered[]).map(
      ({ enforcementAction, constraint, msg }) => `${enforcementAction} ${constraint.kind} ${msg}`,
    );
    const { stdout: checked } = await captured(folder, ['policies', 'check', 'objects.yaml']);
    const lines = [...checked.matchAll(/^(deny|warn|dryrun) +\S+ +(\S+)\n +(.*)$/gm)];
    const wanted = lines.map(([, action, rule = '', message]) => `${action} ${constraintKind(rule)} ${message}`);
    expect(new Set(lines.map(([, action]) => action))).toEqual(new Set(['deny', 'warn', 'dryrun']));
    expect(answered.sort()).toEqual(wanted.sort());
    fs.rmSync(folder, { recursive: true });
  });

  it('denies what the rules deny', async () => {
    const folder = fs.mkdtempSync(join(tmpdir(), 'canal-lint-install-'));
    fs.writeFileSync(join(folder, 'policies.yaml'), await install('--dry-run', '--enforce', 'severity'));
    const pool = (mode: string): string =>
      `apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: { name: a }\nspec: { cidr: 10.0.0.0/16, ipipMode: Never, vxlanMode: ${mode} }\n`;
    fs.writeFileSync(join(folder, 'pool.yaml'), pool('Always'));
    const test = ['test', '-f', join(folder, 'policies.yaml'), '-f', join(folder, 'pool.yaml')];
    expect(execFileSync(gator ?? '', test, { encoding: 'utf8' })).toBe('');
    fs.writeFileSync(join(folder, 'pool.yaml'), pool('Never'));
    const { status, stdout } = spawnSync(gator ?? '', test, { encoding: 'utf8' });
    expect([status, stdout]).toEqual([1, expect.stringContaining('["encapsulation-required"] Message: "pool a has no encapsulation')]);
    fs.rmSync(folder, { recursive: true });
  });
});
