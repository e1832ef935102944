import fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { captured } from '../../packages/cli/src/captured.js';
import { findingsOf, folderWith, hasHelm, helm, lint, toldOf } from './helm.js';

/** A folder with a chart, some words of its values replaced. */
function changed(chart: string, words: Readonly<Record<string, string>>, files: Readonly<Record<string, string>> = {}): string {
  const cwd = folderWith([chart], files);
  const path = join(cwd, chart, 'values.yaml');
  let text = fs.readFileSync(path, 'utf8');
  for (const [from, to] of Object.entries(words)) {
    expect(text).toContain(from);
    text = text.replace(from, to);
  }
  fs.writeFileSync(path, text);
  return cwd;
}

/** Number of the line of a file that holds a word. */
function lineOf(cwd: string, file: string, word: string): string {
  const lines = fs.readFileSync(join(cwd, file), 'utf8').split('\n');
  return `${file}:${lines.findIndex((line) => line.includes(word)) + 1}`;
}

type Told = {
  readonly rule: string;
  readonly location: { readonly file: string };
  readonly related: readonly { readonly message: string }[];
};

/** The findings of a chart, and how often helm ran for them. */
async function counted(cwd: string, chart: string): Promise<{ readonly findings: readonly Told[]; readonly runs: number }> {
  fs.mkdirSync(join(cwd, 'log'));
  fs.writeFileSync(join(cwd, 'helm'), `#!/bin/sh\necho run >>${cwd}/log/runs\nexec ${helm} "$@"\n`, { mode: 0o755 });
  const { stdout } = await captured(cwd, [chart, '--format', 'json'], { env: { PATH: cwd } });
  const { findings } = JSON.parse(stdout) as { readonly findings: readonly Told[] };
  return { findings, runs: fs.readFileSync(join(cwd, 'log/runs'), 'utf8').split('\n').length - 1 };
}

/** A chart of one template. */
function chartOf(template: string, values: string): string {
  return folderWith([], {
    'made/Chart.yaml': 'apiVersion: v2\nname: made\nversion: 0.1.0\n',
    'made/values.yaml': values,
    'made/templates/pool.yaml': template,
  });
}

describe.skipIf(!hasHelm)('lines of equal text', () => {
  const pool = (name: string): string => `apiVersion: projectcalico.org/v3
kind: IPPool
metadata: {name: ${name}}
spec:
  cidr: 10.99.0.0/16
  ipipMode: Never
  vxlanMode: Never
`;

  test('a pool that tpl brings is not placed in, and not written into, another pool of the template', async () => {
    const template = `{{- if .Values.legacy }}\n${pool('old')}{{- end }}\n---\n{{ tpl .Values.extra . }}\n`;
    const values = `legacy: false\nextra: |\n${pool('pods').replaceAll(/^/gm, '  ').trimEnd()}\n`;
    const cwd = chartOf(template, values);
    const [finding] = await toldOf(cwd, 'made');
    expect(finding?.location).toMatchObject({ file: 'made/values.yaml', line: 8 });
    expect(finding?.related.map(({ message, location }) => `${location.file}:${location.line} ${message}`)).toContain(
      'made/templates/pool.yaml:11 the template takes the value here',
    );
    expect(finding?.fix).toMatchObject({ applicability: 'safe', edits: [{ file: 'made/values.yaml', text: 'Always' }] });
  });

  test('of two texts for tpl that hold the same object none is named, and that is said', async () => {
    const template = '{{- range .Values.extra }}\n---\n{{ tpl . $ }}\n{{- end }}\n';
    const text = pool('"{{ .Release.Name }}"').replaceAll(/^/gm, '    ').trimEnd();
    const cwd = chartOf(template, `extra:\n  - |\n${text}\n  - |\n${text.replace('10.99', '10.98')}\n`);
    const [finding] = await toldOf(cwd, 'made');
    expect(finding?.location).toMatchObject({ file: 'made/templates/pool.yaml', line: 3 });
    expect(finding?.related.map(({ message }) => message)).toContain(
      'the trace stops here: none of the values stands in it as it was rendered',
    );
  });

  test('a line of many actions beside a long ruler takes no time', async () => {
    const actions = Array.from({ length: 12 }, () => '{{ $.Values.a }}').join('-');
    const template = `# ${'-'.repeat(200)}\n${pool('pods')}---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata:\n  ${actions}.local: "1"\n`;
    const found = await findingsOf(chartOf(template, 'a: b\n'), 'made');
    expect(found).toContain('encapsulation-required made/templates/pool.yaml:7');
  });
});

describe.skipIf(!hasHelm)('where a value came from', () => {
  test('through quote and default: the line in values.yaml; template and rendered line beside it', async () => {
    const cwd = folderWith(['canal']);
    const [finding] = await toldOf(cwd, 'canal');
    expect(finding?.location).toMatchObject({ file: 'canal/values.yaml', line: 23 });
    expect(finding?.related.map(({ message, location }) => `${location.file}:${location.line} ${message}`)).toEqual([
      'canal/values.yaml:19 the backend is none here',
      'canal/templates/daemonset.yaml:35 the template takes the value here',
      'canal/<helm template>:73 rendered here',
    ]);
  });

  test('through a named template, as one part of an image', async () => {
    const cwd = changed('canal', { 'tag: v3.30.4': 'tag: latest' });
    expect(await findingsOf(cwd, 'canal')).toContain(`image-pinned ${lineOf(cwd, 'canal/values.yaml', 'tag: latest')}`);
  });

  test('through a range over a map, and through printed parts', async () => {
    const cwd = changed('operator', { 'vxlanMode: CrossSubnet': 'vxlanMode: crosssubnet', 'version: v1.38.7': 'version: master' });
    const found = await findingsOf(cwd, 'operator');
    expect(found).toContain(`pool-modes ${lineOf(cwd, 'operator/values.yaml', 'crosssubnet')}`);
    expect(found).toContain(`image-pinned ${lineOf(cwd, 'operator/values.yaml', 'version: master')}`);
  });

  test('through a range over a list, as a number that Go prints in another way', async () => {
    const cwd = changed('operator', { 'asNumber: 64513': 'asNumber: 4294967296' });
    expect(await findingsOf(cwd, 'operator')).toContain(`schema ${lineOf(cwd, 'operator/values.yaml', '4294967296')}`);
  });

  test('through toYaml of a whole map: a value, and a key that is wrong', async () => {
    const cwd = changed('operator', { 'bgp: Disabled': 'bgp: disabled', 'vxlanEnabled: true': 'vxlanEnabeld: true' });
    const found = await findingsOf(cwd, 'operator');
    expect(found).toContain(`schema ${lineOf(cwd, 'operator/values.yaml', 'bgp: disabled')}`);
    expect(found).toContain(`schema ${lineOf(cwd, 'operator/values.yaml', 'vxlanEnabeld')}`);
  });

  test('through tpl, from a value that names another one', async () => {
    const cwd = changed('operator', { 'cidr: "{{ .Values.clusterCidr }}"': 'cidr: "10.80.0.{{ 300 }}/16"' });
    expect(await findingsOf(cwd, 'operator')).toContain(`pool-cidr ${lineOf(cwd, 'operator/values.yaml', '{{ 300 }}')}`);
  });

  test('through toYaml of an object in a list, and through tpl of one that is text', async () => {
    const template =
      '{{- range .Values.extra }}\n---\n{{ if kindIs "string" . }}{{ tpl . $ }}{{ else }}{{ toYaml . }}{{ end }}\n{{- end }}\n';
    const fields = (indent: string, name: string, cidr: string): string =>
      ['kind: IPPool', `metadata: {name: ${name}}`, 'spec:', `  cidr: ${cidr}`, '  vxlanMode: never']
        .map((line) => `${indent}${line}\n`)
        .join('');
    const api = 'apiVersion: projectcalico.org/v3';
    const values = `cidr: 10.97.0.0/16\nextra:\n  - ${api}\n${fields('    ', 'a', '10.98.0.0/16')}  - |\n    ${api}\n${fields('    ', 'b', '"{{ .Values.cidr }}"')}`;
    const found = await findingsOf(chartOf(template, values), 'made');
    expect(found.filter((one) => one.startsWith('pool-modes'))).toEqual([
      'pool-modes made/values.yaml:8',
      'pool-modes made/values.yaml:15',
    ]);
  });

  test('what the template itself says is its own line', async () => {
    const cwd = folderWith(['operator']);
    expect(await findingsOf(cwd, 'operator')).toContain(
      `image-pinned ${lineOf(cwd, 'operator/templates/operator.yaml', 'calico/ctl:master')}`,
    );
  });

  test('the last values file that sets a key, in the order of the command line', async () => {
    const latest = (comment: string): string => `${comment}calico:\n  nodeImage:\n    tag: latest\n`;
    const cwd = folderWith(['canal'], { 'a.yaml': latest(''), 'b.yaml': latest('# second\n') });
    expect(await findingsOf(cwd, 'canal', '-f', 'a.yaml', '-f', 'b.yaml')).toContain('image-pinned b.yaml:4');
    expect(await findingsOf(cwd, 'canal', '-f', 'b.yaml', '-f', 'a.yaml')).toContain('image-pinned a.yaml:3');
  });

  test('a flag is named, and advised to be changed', async () => {
    const cwd = folderWith(['operator']);
    const flag = '--set pools.racks.cidr=10.81.0.0/16,pools.racks.vxlanMode=Never';
    const found = await toldOf(cwd, 'operator', ...flag.split(' '));
    const finding = found.find(({ rule }) => rule === 'encapsulation-required');
    expect(finding?.related.map(({ message }) => message)).toContain(`the other mode is off too, by ${flag}`);
    expect(finding?.fix).toMatchObject({ title: `encapsulate the pool in VXLAN, instead of ${flag}`, applicability: 'display' });
    const [image] = await toldOf(folderWith(['canal']), 'canal', '--set-string', 'calico.nodeImage.tag=latest');
    expect(image?.related.map(({ message }) => message)).toContain('the value is set by --set-string calico.nodeImage.tag=latest');
  });

  test('a subchart: its own default, and what its parent says under its name or alias', async () => {
    const parent = 'apiVersion: v2\nname: platform\nversion: 1.0.0\ndependencies: [{name: canal, version: 1.0.0, alias: net}]\n';
    const cwd = folderWith([], {
      'platform/Chart.yaml': parent,
      'platform/values.yaml': 'net:\n  calico:\n    nodeImage:\n      tag: latest\n',
    });
    fs.cpSync(folderWith(['canal']), join(cwd, 'platform/charts'), { recursive: true });
    expect(await findingsOf(cwd, '.')).toEqual([
      'setting-no-effect platform/charts/canal/values.yaml:23',
      'image-pinned platform/values.yaml:4',
    ]);
  });

  test('values that are taken away by null stay away', async () => {
    const cwd = folderWith(['operator'], { 'v.yaml': 'pools: {edge: null}\ninstallation: {calicoNetwork: {mtu: null, bgp: disabled}}\n' });
    expect(await findingsOf(cwd, 'operator', '-f', 'v.yaml')).toContain('schema v.yaml:2');
  });

  test('a schema keeps the stand-ins: a list of values, a range, a pattern', async () => {
    const schema = {
      properties: {
        calico: {
          properties: {
            nodeImage: { properties: { tag: { enum: ['latest', 'v3.30.4'] } } },
            ipAutoDetectionMethod: { pattern: '^[a-z-]+$' },
          },
        },
        flannel: { properties: { backendPort: { minimum: 0, maximum: 65535 } } },
      },
    };
    const cwd = changed('canal', { 'tag: v3.30.4': 'tag: latest' }, { 'canal/values.schema.json': JSON.stringify(schema) });
    expect(await findingsOf(cwd, 'canal')).toEqual([
      `image-pinned ${lineOf(cwd, 'canal/values.yaml', 'tag: latest')}`,
      `setting-no-effect ${lineOf(cwd, 'canal/values.yaml', 'ipAutoDetectionMethod')}`,
    ]);
  });

  test('a schema that allows one value only stops the trace, and that is said', async () => {
    const schema = { properties: { calico: { properties: { ipAutoDetectionMethod: { const: 'first-found' } } } } };
    const cwd = folderWith(['canal'], { 'canal/values.schema.json': JSON.stringify(schema) });
    const [finding] = await toldOf(cwd, 'canal');
    expect(finding?.location).toMatchObject({ file: 'canal/templates/daemonset.yaml', line: 35 });
    expect(finding?.related.map(({ message }) => message)).toContain(
      'the trace stops here: the schema of the chart allows no other value for calico.ipAutoDetectionMethod',
    );
  });

  test('a template that refuses other values stops the trace of that value only', async () => {
    const refusing = '{{ if ne .Values.calico.ipAutoDetectionMethod "first-found" }}{{ fail "no" }}{{ end }}\n';
    const cwd = changed('canal', { 'tag: v3.30.4': 'tag: latest' }, { 'canal/templates/check.yaml': refusing });
    const found = await toldOf(cwd, 'canal');
    expect(found.map(({ rule, location }) => `${rule} ${location.file}`)).toEqual([
      'setting-no-effect canal/templates/daemonset.yaml',
      'image-pinned canal/values.yaml',
    ]);
    expect(found[0]?.related.map(({ message }) => message)).toContain(
      'the trace stops here: helm does not render the chart with another value of calico.ipAutoDetectionMethod',
    );
  });

  test('a key that no template reads is told where the chart renders the same without it', async () => {
    const cwd = changed('operator', { 'clusterCidr:': 'calicoNetwork:\n  bgp: Disabled\nclusterCidr:' });
    expect(await findingsOf(cwd, 'operator')).toContain(
      `installer-unknown-key ${lineOf(cwd, 'operator/values.yaml', 'clusterCidr').replace(/\d+$/, (line) => String(Number(line) - 2))}`,
    );
    fs.appendFileSync(join(cwd, 'operator/templates/operator.yaml'), '# {{ .Values.calicoNetwork }}\n');
    expect((await findingsOf(cwd, 'operator')).join()).not.toContain('installer-unknown-key');
  });

  test('a value that chooses a branch is traced', async () => {
    const pool = 'apiVersion: crd.projectcalico.org/v1\nkind: IPPool\nmetadata: {name: a}\nspec:\n  cidr: 10.1.0.0/16\n';
    const cwd = folderWith([], {
      'c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
      'c/values.yaml': 'about: never\nmode: never\n',
      'c/templates/pool.yaml': `${pool}  vxlanMode: {{ if eq .Values.mode "never" }}never{{ else }}Always{{ end }}\n`,
    });
    expect(await findingsOf(cwd, 'c')).toContain('pool-modes c/values.yaml:2');
  });

  test.skipIf(process.platform === 'win32')(
    'one finding costs eight renderings beside the one that is linted and the one that tells the values',
    async () => {
      const keys = Array.from({ length: 60 }, (_, i) => `m${i}`);
      const checks = keys.map((key) => `{{- if ne .Values.${key} "never" }}{{ fail "no" }}{{ end }}\n`).join('');
      const pool = 'apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: {name: a}\nspec:\n  cidr: 10.1.0.0/16\n  natOutgoing: true\n';
      const values = keys.map((key) => `${key}: never\n`).join('');
      const cwd = chartOf(`${checks}${pool}  ipipMode: Always\n  vxlanMode: {{ .Values.m30 }}\n`, values);
      const { findings, runs } = await counted(cwd, 'made');
      expect(findings.map(({ rule }) => rule)).toEqual(['pool-modes']);
      expect(findings[0]?.related.map(({ message }) => message)).toContain('the trace stops here: too many values could have made it');
      expect(runs).toBeLessThanOrEqual(10);
    },
  );

  test.skipIf(process.platform === 'win32')('fifty findings cost twelve renderings at most', async () => {
    const pools = Array.from({ length: 50 }, (_, i) => `  p${i}: {cidr: 10.${i + 100}.0.0/16, vxlanMode: never}\n`).join('');
    const cwd = changed('operator', { 'pools:\n': `pools:\n${pools}` });
    const { findings: found, runs } = await counted(cwd, 'operator');
    const modes = found.filter(({ rule }) => rule === 'pool-modes');
    expect(modes.length).toBe(50);
    expect(modes.every(({ location }) => location.file === 'operator/values.yaml')).toBe(true);
    expect(runs).toBeLessThanOrEqual(12);
  });
});

describe.skipIf(!hasHelm)('fixes of rendered charts', () => {
  test('go into the values, as these are written', async () => {
    const cwd = changed('operator', {
      'vxlanMode: CrossSubnet': 'vxlanMode: Never # racks',
      'encapsulation: VXLAN': 'encapsulation: "IPIP"',
    });
    const before = fs.readFileSync(join(cwd, 'operator/values.yaml'), 'utf8');
    await lint(cwd, 'operator', '--fix', '--unsafe-fixes');
    expect(fs.readFileSync(join(cwd, 'operator/values.yaml'), 'utf8')).toBe(
      before.replace('vxlanMode: Never # racks', 'vxlanMode: Always # racks').replace('encapsulation: "IPIP"', 'encapsulation: "VXLAN"'),
    );
  });

  test('keep the type of a value that the template quotes', async () => {
    const cwd = changed('canal', { 'vethuMTU: 1450': 'vethuMTU: 1500 # bytes' });
    const before = fs.readFileSync(join(cwd, 'canal/values.yaml'), 'utf8');
    await lint(cwd, 'canal', '--underlay', 'nicMtu=1500', '--fix', '--unsafe-fixes');
    expect(fs.readFileSync(join(cwd, 'canal/values.yaml'), 'utf8')).toBe(
      before.replace('vethuMTU: 1500 # bytes', 'vethuMTU: 1450 # bytes'),
    );
  });

  test('are advice where several values make the number', async () => {
    const template =
      'apiVersion: operator.tigera.io/v1\nkind: Installation\nmetadata: {name: default}\nspec:\n  calicoNetwork:\n    bgp: Disabled\n    mtu: {{ MTU }}\n    ipPools: [{cidr: 10.60.0.0/16, encapsulation: VXLAN}]\n';
    const values = 'nic: 1500\noverhead: 0\n';
    const made = async (mtu: string): Promise<unknown> => {
      const found = await toldOf(chartOf(template.replace('MTU', mtu), values), 'made', '--underlay', 'nicMtu=1500');
      return found.map(({ location, fix }) => [location.file, location.line, fix?.title, fix?.applicability, fix?.edits.length]);
    };
    expect(await made('sub .Values.nic .Values.overhead')).toEqual([
      ['made/values.yaml', 1, 'set the pod MTU to 1450; several values make it', 'display', 0],
    ]);
    expect(await made('.Values.nic')).toEqual([['made/values.yaml', 1, 'set the pod MTU to 1450', 'safe', 1]]);
  });

  test('give a key another name', async () => {
    const cwd = folderWith(['operator'], { 'v.yaml': 'defaultFelixConfiguration:\n  wireguardEnabeld: true # on\n' });
    await lint(cwd, 'operator', '-f', 'v.yaml', '--fix', '--unsafe-fixes');
    expect(fs.readFileSync(join(cwd, 'v.yaml'), 'utf8')).toBe('defaultFelixConfiguration:\n  wireguardEnabled: true # on\n');
  });

  test('leave what a template brings by default to the user', async () => {
    const cwd = folderWith(['operator']);
    const found = await toldOf(cwd, 'operator');
    expect(found.find(({ rule }) => rule === 'encapsulation-backend')?.fix).toMatchObject({ applicability: 'display', edits: [] });
  });

  test('go into the template, where the value stands there word for word', async () => {
    const cwd = folderWith([], {
      'c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
      'c/templates/pool.yaml':
        '{{- if true }}\napiVersion: crd.projectcalico.org/v1\nkind: IPPool\nmetadata:\n  name: {{ .Release.Name }}\nspec:\n  cidr: 10.1.0.0/16\n  vxlanMode: never # here\n{{- end }}\n',
    });
    await lint(cwd, 'c', '--fix', '--unsafe-fixes');
    expect(fs.readFileSync(join(cwd, 'c/templates/pool.yaml'), 'utf8')).not.toContain('never # here');
  });

  test('a suppression beside the value counts, and so does one in the template', async () => {
    const cwd = changed('canal', {
      '  ipAutoDetectionMethod': '  # canal-lint-disable-next-line setting-no-effect -- kept for later\n  ipAutoDetectionMethod',
    });
    expect((await lint(cwd, 'canal')).stdout).toContain('1 suppressed');
    const other = folderWith(['canal']);
    const path = join(other, 'canal/templates/daemonset.yaml');
    const text = fs.readFileSync(path, 'utf8');
    fs.writeFileSync(
      path,
      text.replace(/( +)(value: \{\{ \.Values\.calico\.ipAuto)/, '$1# canal-lint-disable-next-line setting-no-effect -- later\n$1$2'),
    );
    expect((await lint(other, 'canal')).stdout).toContain('1 suppressed');
  });
});

describe.skipIf(!hasHelm)('objects in files of the chart', () => {
  const installation = (mtu: string): string => `apiVersion: operator.tigera.io/v1
kind: Installation
metadata: {name: default}
spec:
  calicoNetwork:
    bgp: Disabled
    mtu: ${mtu}
    ipPools:
    - cidr: 10.1.0.0/16
      encapsulation: IPIP
`;
  const chart = {
    'made/Chart.yaml': 'apiVersion: v2\nname: made\nversion: 0.1.0\n',
    'made/values.yaml': 'mtu: 1500\n',
    'made/templates/i.yaml': '{{- $file := .Files.Get "files/installation.yaml" }}\n{{ tpl $file . }}\n',
    'made/files/installation.yaml': installation('{{ .Values.mtu }}'),
  };

  test('are judged once, as they are rendered, and mended where they stand', async () => {
    const cwd = folderWith([], chart);
    expect(await findingsOf(cwd, '.')).toEqual([
      'installer-validation made/files/installation.yaml:10',
      'mtu-arithmetic made/values.yaml:1',
    ]);
    await lint(cwd, '.', '--fix');
    expect(fs.readFileSync(join(cwd, 'made/files/installation.yaml'), 'utf8')).toBe(
      installation('{{ .Values.mtu }}').replace('IPIP', 'VXLAN'),
    );
    expect(await findingsOf(cwd, '.')).toEqual([]);
  });

  test('are read as they stand where the chart puts them into a ConfigMap', async () => {
    const template =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata:\n{{ (.Files.Glob "files/*.yaml").AsConfig | indent 2 }}\n';
    const cwd = folderWith([], { ...chart, 'made/templates/i.yaml': template, 'made/files/installation.yaml': installation('1440') });
    expect(await findingsOf(cwd, '.')).toEqual(['installer-validation made/files/installation.yaml:10']);
  });
});

describe.skipIf(!hasHelm)('what decides beside the value', () => {
  const template = `{{- $net := dict "bgp" (ternary "Enabled" "Disabled" .Values.bgp) "ipPools" .Values.pools }}
apiVersion: operator.tigera.io/v1
kind: Installation
metadata:
  name: default
spec:
  calicoNetwork:
    {{- toYaml $net | nindent 4 }}
`;
  const values = 'debug: false\nbgp: false\npools:\n- {cidr: 10.1.0.0/16, encapsulation: IPIP}\n';

  test('a switch is named by its line, and the action by its own', async () => {
    const [finding] = await toldOf(chartOf(template, values), 'made');
    expect(finding?.location).toMatchObject({ file: 'made/values.yaml', line: 4 });
    expect(finding?.related.map(({ message, location }) => `${location.file}:${location.line} ${message}`)).toEqual([
      'made/values.yaml:2 BGP is off here',
      'made/templates/pool.yaml:8 the template takes the value here',
      'made/<helm template>:12 rendered here',
    ]);
  });

  test.each([
    ['', 'safe'],
    [' | replace "VXLAN" "IPIP"', 'display'],
  ])('a line of the template is mended where a rendering proves it: include%s is %s', async (filter, applicability) => {
    const named = `{{- define "net" }}
apiVersion: operator.tigera.io/v1
kind: Installation
metadata:
  name: default
spec:
  calicoNetwork:
    bgp: Disabled
    ipPools:
    - cidr: 10.1.0.0/16
      encapsulation: IPIP
{{- end }}
{{ include "net" .${filter} }}
`;
    const [finding] = await toldOf(chartOf(named, 'a: b\n'), 'made');
    expect(finding).toMatchObject({ location: { file: 'made/templates/pool.yaml', line: 11 }, fix: { applicability } });
  });
});
