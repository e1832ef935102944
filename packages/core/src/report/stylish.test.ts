import { describe, expect, it } from 'vitest';
import { cleanRun, documentOf, findingAt, run } from './fixture.js';
import { type Palette, plainPalette } from './reporter.js';
import { stylish } from './stylish.js';

const env = { palette: plainPalette, quiet: false };

const whole = `/srv/steering.yaml:3:11  error  syntax
  a name holds ␛[2J, which no name may

  2 │ metadata:
  3 │   name: "a␛[2Jb"
    │           ^

C:\\cluster\\node.json:1:268  info  image-pinned
  100% of nodes: take␍␊a tag, not latest

  1 │ … left left "}},"image":"docker.io/calico/node:latest","after":"right right right right right r…
    │                         ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~

  fix:      name a release [by hand]

deploy/a b/ü%,1:2.yaml:5:29  warning  mtu-arithmetic
  pod MTU 1500 needs a NIC of 1550: 1500 + 50 (vxlan)

  4 │ kind: ConfigMap
  5 │ data: {"注  釈": 容器, veth_mtu: "1500"}
    │                                  ^~~~~~

  fix:      set veth_mtu to 1450 [--fix]
  settle:   underlay.nicMtu: 9001

deploy/pool.yaml:7:13  error  encapsulation-required
  no encapsulation: ipipMode and vxlanMode are both Never, and nothing in the input says that
  the network under the nodes carries 10.244.0.0/16; packets between nodes are dropped

  6 │   cidr: 10.244.0.0/16
  7 │   ipipMode: Never
    │             ^~~~~
  8 │   vxlanMode: Never

  why:      deploy/pool.yaml:8:14  vxlanMode is Never too
            deploy/pool.yaml:6:9  the pods live here
  fix:      set ipipMode to Always [unsafe: restarts pods or changes traffic]
  then run: 1. kubectl apply -f deploy/pool.yaml
            2. kubectl -n kube-system rollout restart ds/calico-node

deploy/huge.yaml  skipped  document 3: larger than 32 MiB

2 errors, 1 warning, 1 info in 4 files (12 documents, 3 unrelated, 1 suppressed, 1 skipped)
1 can be fixed with --fix
1 has an unsafe fix, which is applied only on request
`;

describe('stylish', () => {
  it('shows every finding that is not suppressed, and the sum', () => {
    expect(stylish.render(run, env)).toBe(whole);
  });

  it('sorts by file and keeps the order within one', () => {
    const reversed = stylish.render({ ...run, findings: run.findings.toReversed() }, env);
    expect(reversed).toBe(whole);
    const [last] = run.findings.slice(-1);
    const document = documentOf('deploy/pool.yaml', 'a: 1\n');
    const later = findingAt(
      { document, span: { start: 3, end: 4 }, path: ['a'], exact: true },
      { rule: 'r', severity: 'info', message: 'm' },
    );
    const text = stylish.render({ ...run, findings: last ? [last, later] : [] }, env);
    expect(text.indexOf('encapsulation-required')).toBeLessThan(text.indexOf('deploy/pool.yaml:1:4  info  r'));
  });

  it('shows only errors when it is told to be quiet', () => {
    const text = stylish.render(run, { ...env, quiet: true });
    expect(text).not.toMatch(/warning|info|mtu-arithmetic|image-pinned|--fix/);
    expect(text).toContain('2 errors in 4 files (12 documents, 3 unrelated, 1 suppressed, 1 skipped)\n');
    expect(stylish.render({ ...run, findings: [], skipped: [], summary: { ...run.summary, errors: 0 } }, { ...env, quiet: true })).toBe(
      'no errors in 4 files (12 documents, 3 unrelated)\n',
    );
  });

  it('says how much was read where nothing is found', () => {
    expect(stylish.render(cleanRun, env)).toBe('no findings in 1 file (1 document, 0 unrelated)\n');
    const summary = { ...cleanRun.summary, files: 3, documents: 2 };
    expect(stylish.render({ ...cleanRun, summary }, env)).toBe('no findings in 3 files (2 documents, 0 unrelated)\n');
  });

  it('promises no fix where there are no edits', () => {
    const findings = run.findings.map((finding) => ({ ...finding, fix: finding.fix && { ...finding.fix, edits: [] } }));
    const text = stylish.render({ ...run, findings }, env);
    expect(text).toContain('set veth_mtu to 1450 [by hand]');
    expect(text).not.toMatch(/--fix|unsafe/);
  });

  it('shows a finding without text or advice', () => {
    const document = { ...documentOf('x.yaml', 'a: 1'), piece: { text: '', start: 0, line: 0 } };
    const crash = findingAt(
      { document, span: { start: 0, end: 0 }, path: [], exact: true },
      { rule: 'r', severity: 'error', message: 'm' },
    );
    expect(stylish.render({ ...cleanRun, findings: [crash], summary: { ...cleanRun.summary, errors: 1 } }, env)).toBe(
      'x.yaml:1:1  error  r\n  m\n\n1 error in 1 file (1 document, 0 unrelated)\n',
    );
  });

  it('paints through the palette only, and around what it paints', () => {
    const names = Object.keys(plainPalette) as (keyof Palette)[];
    const palette = Object.fromEntries(names.map((name) => [name, (text: string): string => `<${name}>${text}</${name}>`])) as Palette;
    const painted = stylish.render(run, { palette, quiet: false });
    expect(painted.replace(/<\/?(?:bold|dim|red|yellow|blue|green)>/g, '')).toBe(whole);
    expect(painted).toContain('<red>error</red>');
    expect(painted).toContain('<yellow>^~~~~~</yellow>');
    expect(painted).toContain('<red>2 errors</red>, <yellow>1 warning</yellow>, <blue>1 info</blue>');
  });

  it('sends no control character but line feeds', () => {
    const then = ['\x1b[8m'];
    const findings = run.findings.map((f) => ({
      ...f,
      rule: `${f.rule}\x1b`,
      location: { ...f.location, file: `${f.location.file}\x1b[1A` },
      related: f.related.map((r) => ({ ...r, message: '\x1b]0;x\x07', location: { ...r.location, file: '\x9b' } })),
      fix: f.fix && { ...f.fix, title: 'a\rb', then },
      settle: '\b\b',
    }));
    const skipped = [{ file: '\x1b', document: 0, reason: '\r\x1b' }];
    expect(stylish.render({ ...run, findings, skipped }, env).replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });
});
