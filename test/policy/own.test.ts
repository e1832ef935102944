// Users' own policies, from Rego text through `opa build` to findings with their places.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Captured, captured } from '../../packages/cli/src/captured.js';
import { hasHelm, withHelm } from '../helm/helm.js';
import { tool } from '../tools.js';

const opa = tool('opa');
let cwd: string;
beforeEach(() => {
  cwd = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'canal-lint-own-')));
});
afterEach(() => fs.rmSync(cwd, { recursive: true }));

const write = (name: string, text: string): void => {
  fs.mkdirSync(dirname(join(cwd, name)), { recursive: true });
  fs.writeFileSync(join(cwd, name), text);
};
const run = (...args: readonly string[]): Promise<Captured> => captured(cwd, args);

/** Compiles a policy to bundle.tar.gz. */
function compiled(rego: string, entrypoints: readonly string[], ...flags: readonly string[]): void {
  write('policy.rego', rego);
  const entries = entrypoints.flatMap((entrypoint) => ['-e', entrypoint]);
  execFileSync(opa ?? '', ['build', '-t', 'wasm', ...flags, ...entries, '-o', 'bundle.tar.gz', 'policy.rego'], { cwd });
}

/** Lines of findings of policies: place, severity, rule. */
async function found(...args: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await run(...args, '--format', 'json');
  const report = JSON.parse(stdout) as { readonly findings: readonly Reported[] };
  return report.findings
    .filter(({ rule, suppressed }) => rule.startsWith('policy') && suppressed === null)
    .map(({ rule, severity, message, location }) => `${location.file}:${location.line}:${location.column} ${severity} ${rule}: ${message}`);
}

type Reported = {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly suppressed: unknown;
  readonly location: { readonly file: string; readonly line: number; readonly column: number };
};

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  annotations: { acme.example/owner: nobody }
spec:
  template:
    spec:
      containers:
        - image: nginx
`;

const paths = `package house
deny contains {"msg": "list", "path": ["spec", "template", "spec", "containers", 0, "image"]} if input.kind == "Deployment"
deny_dots contains {"msg": "dots", "path": "input.spec.template.spec.containers[0].image"} if input.kind == "Deployment"
deny_pointer contains {"msg": "pointer", "path": "/metadata/annotations/acme.example~1owner"} if input.kind == "Deployment"
deny_key contains {"msg": "key with dots", "path": "metadata.annotations.acme.example/owner"} if input.kind == "Deployment"
deny_absent contains {"msg": "absent", "path": "metadata.labels.team"} if input.kind == "Deployment"
warn contains "no path" if input.kind == "Deployment"
violation contains {"msg": "review", "details": {"path": ["metadata", "name"], "severity": "info"}} if {
  input.review.kind == {"group": "apps", "version": "v1", "kind": "Deployment"}
  input.review.object.kind == "Deployment"
  input.parameters.owner == input.review.object.metadata.annotations["acme.example/owner"]
}`;

describe.skipIf(opa === undefined)('--policy', () => {
  it('places what a policy says by its path, and without one at the object', async () => {
    compiled(paths, ['house']);
    write('web.yaml', `# first\n${deployment}`);
    write('.canal-lint.yaml', 'rules: { policy/house/violation: { options: { owner: nobody } } }\n');
    expect(await found('web.yaml', '--policy', 'bundle.tar.gz')).toEqual([
      'web.yaml:2:1 warning policy/house/warn: no path',
      'web.yaml:4:1 error policy/house/deny_absent: absent',
      'web.yaml:5:9 info policy/house/violation: review',
      'web.yaml:6:38 error policy/house/deny_key: key with dots',
      'web.yaml:6:38 error policy/house/deny_pointer: pointer',
      'web.yaml:11:18 error policy/house/deny: list',
      'web.yaml:11:18 error policy/house/deny_dots: dots',
    ]);
  });

  it('obeys levels, comments and annotations, and knows unused ones', async () => {
    compiled('package house\ndeny contains "no" if input.kind\nwarn contains "hm" if input.kind', ['house/deny', 'house/warn']);
    write('a.yaml', `# canal-lint-disable policy/house/warn -- known\n${deployment}`);
    write('b.yaml', deployment.replace('acme.example/owner: nobody', 'canal-lint/ignore: policy/house/deny'));
    write('c.yaml', `${deployment}# canal-lint-disable-line policy/house/deny\n`);
    expect(await found('.', '--policy', 'bundle.tar.gz', '--rule', 'policy/house/deny=warning')).toEqual([
      'a.yaml:2:1 warning policy/house/deny: no',
      'b.yaml:1:1 warning policy/house/warn: hm',
      'c.yaml:1:1 warning policy/house/deny: no',
      'c.yaml:1:1 warning policy/house/warn: hm',
    ]);
    const { stdout } = await run('c.yaml', '--policy', 'bundle.tar.gz', '--format', 'sarif');
    expect(stdout).toContain('"id": "policy/house/deny"');
    expect(stdout).toContain('policy/house/deny finds nothing here');
    expect((await run('rules', '--policy', 'bundle.tar.gz')).stdout).toMatch(
      /^policy\/house\/warn +warning +warn of package house in bundle\.tar\.gz/m,
    );
  });

  it('leaves a configuration that names its rules usable without it, and tells a typing error with it', async () => {
    compiled('package house\ndeny contains "no" if input.kind', ['house/deny']);
    write('a.yaml', deployment);
    write('.canal-lint.yaml', 'rules: { policy/house/deny: warning, policy/other/warn: off }\n');
    expect(await run('a.yaml')).toMatchObject({ code: 0 });
    expect(await run('policies', 'check', 'a.yaml')).toMatchObject({ code: 0 });
    expect(await run('a.yaml', '--policy', 'bundle.tar.gz')).toMatchObject({ code: 0 });
    write('.canal-lint.yaml', 'rules: { policy/house/dney: warning }\n');
    expect(await run('a.yaml')).toMatchObject({ code: 0 });
    const { code, stdout } = await run('a.yaml', '--policy', 'bundle.tar.gz');
    expect([code, stdout]).toEqual([2, expect.stringContaining("there is no rule 'policy/house/dney'; did you mean policy/house/deny?")]);
  });

  it('asks about items of lists, manifests in texts and plain documents, not about templates', async () => {
    compiled('package house\ndeny contains {"msg": $"name {input.name}", "path": "name"} if input.name', ['house/deny']);
    write(
      'list.yaml',
      'apiVersion: v1\nkind: List\nitems:\n  - { apiVersion: v1, kind: A, name: one }\n  - { apiVersion: v1, kind: A, name: two }\n',
    );
    write(
      'map.yaml',
      'apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n    apiVersion: v1\n    kind: A\n    name: three\n    ---\n    apiVersion: v1\n    kind: A\n    name: four\n',
    );
    write('plain.yaml', 'name: five\n');
    write('template.yaml', 'apiVersion: v1\nkind: A\nname: ${NAME}\n');
    expect(await found('.', '--policy', 'bundle.tar.gz')).toEqual([
      'list.yaml:4:38 error policy/house/deny: name one',
      'list.yaml:5:38 error policy/house/deny: name two',
      'map.yaml:7:11 error policy/house/deny: name three',
      'map.yaml:11:11 error policy/house/deny: name four',
      'plain.yaml:1:7 error policy/house/deny: name five',
    ]);
    expect((await run('template.yaml', '--policy', 'bundle.tar.gz')).stdout).toContain('policies are not asked');
  });

  it.skipIf(!hasHelm)('asks about what a chart renders, and points at the value', async () => {
    const rego = `package house
deny contains {"msg": $"image {c.image}", "path": ["spec", "template", "spec", "containers", i, "image"]} if {
  some i, c in input.spec.template.spec.containers
  endswith(c.image, ":v0.0.7")
}`;
    compiled(rego, ['house/deny']);
    fs.cpSync(join(import.meta.dirname, '../helm/charts/canal'), join(cwd, 'canal'), { recursive: true });
    write('own.yaml', 'calico:\n  nodeImage:\n    tag: v0.0.7\n');
    const { stdout } = await captured(cwd, ['canal', '-f', 'own.yaml', '--policy', 'bundle.tar.gz'], withHelm);
    expect(stdout).toMatch(/^own\.yaml:3:\d+ {2}error {2}policy\/house\/deny$/m);
  });

  it('gives data of bundles, folders and files to the policies', async () => {
    const rego = 'package house\ndeny contains $"{input.metadata.name} of {data.site.name}" if input.metadata.name in data.site.names';
    compiled(rego, ['house/deny']);
    fs.mkdirSync(join(cwd, 'own'));
    execFileSync('tar', ['-xzf', 'bundle.tar.gz', '-C', 'own', '/policy.wasm'], { cwd, stdio: 'ignore' });
    write('own/site/data.json', '{"name": "fra", "names": ["web"]}');
    write('more.yaml', 'site: { name: muc }\n');
    write('web.yaml', deployment);
    expect(await found('web.yaml', '--policy', 'own')).toEqual(['web.yaml:1:1 error policy/house/deny: web of fra']);
    expect(await found('web.yaml', '--policy', 'own', '--policy-data', 'more.yaml')).toEqual([
      'web.yaml:1:1 error policy/house/deny: web of muc',
    ]);
  });

  it('tells what a policy fails on, and goes on', async () => {
    compiled('package house\ndeny := $"{x}" if some x in {input.metadata.name, 7}', ['house/deny']);
    write('a.yaml', deployment);
    write('b.yaml', deployment.replace('web', '7'));
    const [first, second] = await found('.', '--policy', 'bundle.tar.gz');
    expect(first).toMatch(/^a\.yaml:1:1 error policy\/house\/deny: the policy failed: .*tell its author$/);
    expect(second).toBe('b.yaml:1:1 error policy/house/deny: 7');
  });

  it('refuses documents beyond the limits', async () => {
    compiled('package house\ndeny contains "no" if input.kind', ['house/deny']);
    write('long.json', JSON.stringify({ apiVersion: 'v1', kind: 'A', spec: 'x'.repeat(2_000_000) }));
    expect(await found('.', '--policy', 'bundle.tar.gz')).toEqual([
      expect.stringMatching(/^long\.json:1:1 error policy-input: no policy was asked about this document: it has 2000040 characters/),
    ]);
  });

  it('says what sprintf cannot write', async () => {
    compiled('package house\ndeny contains sprintf("%q", [input.kind]) if input.kind', ['house/deny']);
    write('a.yaml', deployment);
    expect((await found('a.yaml', '--policy', 'bundle.tar.gz'))[0]).toContain('sprintf in WebAssembly knows no %q');
  });

  it('takes the largest ConfigMap that Kubernetes takes, and one with many values, in every kind of rule', async () => {
    compiled('package house\ndeny contains "no" if input.kind\nviolation contains {"msg": "nor"} if input.review.object.kind', [
      'house/deny',
      'house/violation',
    ]);
    const metadata = { name: 'a' };
    write('map.json', JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { a: '\n'.repeat(990_000) } }));
    write('many.json', JSON.stringify({ apiVersion: 'v1', kind: 'A', metadata, spec: Array.from({ length: 250_000 }, () => [1]) }));
    expect(await found('.', '--policy', 'bundle.tar.gz')).toEqual(
      ['many.json', 'map.json'].flatMap((name) => [
        `${name}:1:1 error policy/house/deny: no`,
        `${name}:1:1 error policy/house/violation: nor`,
      ]),
    );
  });

  it('asks every rule of a package, those too that no empty document defines', async () => {
    const rego = 'package house.net\ndeny := "one" if input.kind == "Deployment"\nwarn_two contains "two" if input.kind\nother := 1';
    compiled(rego, ['house/net']);
    write('a.yaml', deployment);
    expect(await found('a.yaml', '--policy', 'bundle.tar.gz')).toEqual([
      'a.yaml:1:1 error policy/house.net/deny: one',
      'a.yaml:1:1 warning policy/house.net/warn_two: two',
    ]);
  });

  it.each([
    ['package house\ndeny contains "old" if time.now_ns() > 0', 'it calls time.now_ns, which OPA offers outside of WebAssembly only'],
    ['package house\nallow if true', 'none of its entrypoints is called deny, violation or warn'],
  ])('refuses a policy that cannot be asked', async (rego, message) => {
    compiled(rego, [rego.includes('allow') ? 'house/allow' : 'house/deny']);
    write('a.yaml', deployment);
    const { code, stderr } = await run('a.yaml', '--policy', 'bundle.tar.gz');
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  it('names what is no policy', async () => {
    write('a.yaml', deployment);
    write('a.rego', 'package a');
    write('a.wasm', 'no module');
    for (const [policy, message] of [
      ['a.rego', 'is source text'],
      ['a.wasm', 'this is no policy that OPA compiled'],
      ['a.tar.gz', 'no such file'],
      ['.', 'is no policy'],
    ] as const) {
      const { code, stderr } = await run('a.yaml', '--policy', policy);
      expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
    }
  });
});
