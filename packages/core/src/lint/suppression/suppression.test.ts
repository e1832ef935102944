import { describe, expect, it } from 'vitest';
import type { Finding } from '../../cluster/finding.js';
import { resolveConfig } from '../config/index.js';
import { fix } from '../fix.js';
import { allRules } from '../rules.js';
import { lint } from '../run.js';
import { unusedSuppression } from './rule.js';

const pod = (...lines: readonly string[]): string =>
  [
    'apiVersion: apps/v1',
    'kind: DaemonSet',
    'metadata: {name: calico-node, namespace: kube-system}',
    'spec:',
    '  template:',
    '    spec:',
    '      containers:',
    '        - name: calico-node',
    ...lines,
    '',
  ].join('\n');
const latest = '          image: docker.io/calico/node:latest';
const line = 10;

async function findings(text: string, options: Parameters<typeof lint>[1] = {}): Promise<readonly Finding[]> {
  return (await lint([{ name: 'a.yaml', text }], options)).findings;
}
const short = ({ rule, suppressed, location, message }: Finding): string =>
  suppressed
    ? `${rule} suppressed by ${suppressed.kind}: ${suppressed.reason}`
    : `${location.line} ${rule === 'unused-suppression' ? message.replace(/;.*/, '') : rule}`;
const told = async (text: string, options: Parameters<typeof lint>[1] = {}): Promise<readonly string[]> =>
  (await findings(text, options)).map(short);
const fixed = async (text: string): Promise<string> => (await fix([{ name: 'a.yaml', text }])).changed[0]?.after ?? text;

describe('comments', () => {
  it('cover the next line', async () => {
    expect(await told(pod('          # canal-lint-disable-next-line image-pinned -- the test bed follows the head', latest))).toEqual([
      'image-pinned suppressed by comment: the test bed follows the head',
    ]);
  });

  it('cover the next line that says something, one below the other', async () => {
    const text = pod(
      '          # canal-lint-disable-next-line image-pinned',
      '',
      '          # canal-lint-disable-next-line syntax',
      latest,
    );
    expect(await told(text)).toEqual([
      '11 this suppression has no effect: syntax finds nothing here',
      'image-pinned suppressed by comment: ',
    ]);
  });

  it('cover their own line', async () => {
    expect(await told(pod(`${latest} # canal-lint-disable-line image-pinned -- why`))).toEqual(['image-pinned suppressed by comment: why']);
  });

  it('cover no other line and no other rule', async () => {
    expect(await told(pod('          # canal-lint-disable-next-line image-pinned', '          command: [sh]', latest))).toEqual([
      '9 this suppression has no effect: image-pinned finds nothing here',
      '11 image-pinned',
    ]);
    expect(await told(pod('          # canal-lint-disable-next-line pool-cidr', latest))).toEqual([
      '9 this suppression has no effect: pool-cidr finds nothing here',
      `${line} image-pinned`,
    ]);
  });

  it('cover every rule where they name none', async () => {
    expect(await told(pod('          # canal-lint-disable-next-line -- why', latest))).toEqual(['image-pinned suppressed by comment: why']);
  });

  it('cover the file from there on, up to canal-lint-enable', async () => {
    const image = (name: string): string => pod(latest).replaceAll('name: calico-node,', `name: ${name},`);
    const text = `${image('a')}---\n# canal-lint-disable image-pinned, pool-cidr -- old\n---\n${image('b')}---\n# canal-lint-enable image-pinned\n${image('c')}`;
    expect(await told(text)).toEqual([
      '9 image-pinned',
      '11 this suppression has no effect: pool-cidr finds nothing here',
      'image-pinned suppressed by comment: old',
      '32 image-pinned',
    ]);
  });

  it('cover what stands above the first document', async () => {
    expect(await told(`# canal-lint-disable image-pinned -- all of it\n---\n${pod(latest)}`)).toEqual([
      'image-pinned suppressed by comment: all of it',
    ]);
  });

  it('end with their template in a rendered chart', async () => {
    const rendered = (name: string, head: string): string =>
      `---\n# Source: net/templates/${name}.yaml\n${head}${pod(latest).replaceAll('name: calico-node,', `name: ${name},`)}`;
    expect(await told(rendered('a', '# canal-lint-disable image-pinned -- mine\n') + rendered('b', ''))).toEqual([
      'image-pinned suppressed by comment: mine',
      '23 image-pinned',
    ]);
  });

  it('cover a block scalar from above its key and from the line of the key', async () => {
    const map = (above: string, behind: string): string =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: calico-config, namespace: kube-system}\ndata:\n  a: b\n${above}  cni_network_config: |-${behind}\n    {"name": "k8s-pod-network", "plugins": [\n      {"type": "calico", "mtu": 1500}]}\n---\napiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: {name: p}\nspec: {cidr: 10.0.0.0/16, vxlanMode: Always}\n`;
    const underlay = { nicMtu: 1500 };
    const options = { underlay };
    expect(await told(map('', ''), options)).toEqual(['8 mtu-arithmetic']);
    expect(await told(map('  # canal-lint-disable-next-line mtu-arithmetic -- jumbo soon\n', ''), options)).toEqual([
      'mtu-arithmetic suppressed by comment: jumbo soon',
    ]);
    expect(await told(map('', ' # canal-lint-disable-line mtu-arithmetic -- jumbo soon'), options)).toEqual([
      'mtu-arithmetic suppressed by comment: jumbo soon',
    ]);
  });

  it('are not looked for in values, and not judged in templates', async () => {
    expect(
      await told(
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: calico-config}\ndata:\n  note: |\n    # canal-lint-disable image-pinned\n',
      ),
    ).toEqual([]);
    expect(await told(pod('          # canal-lint-disable-next-line image-pinned', '          image: {{ .Values.image }}'))).toEqual([]);
  });

  it('are judged behind a block scalar', async () => {
    expect(
      await told(
        'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: calico-config}\ndata:\n  note: |\n    text\n# canal-lint-disable image-pinned\n',
      ),
    ).toEqual(['7 this suppression has no effect: image-pinned finds nothing here']);
  });

  it('are judged in documents that have nothing to do with the field', async () => {
    expect(await told('kind: Pod # canal-lint-disable-line image-pinned\n')).toEqual([
      '1 this suppression has no effect: image-pinned finds nothing here',
    ]);
  });

  it('name rules and directives that exist', async () => {
    const messages = async (text: string): Promise<readonly string[]> => (await findings(text)).map(({ message }) => message);
    expect(await messages('kind: Pod # canal-lint-disable-line image-pined\n')).toEqual([
      'there is no rule image-pined, so nothing is suppressed; did you mean image-pinned?',
    ]);
    // What a policy says that is not loaded here.
    expect(await messages('kind: Pod # canal-lint-disable-line policy/house/deny\n')).toEqual([]);
    expect(await messages('kind: Pod # canal-lint-disable-nextline syntax\n')).toEqual([
      'there is no directive canal-lint-disable-nextline; did you mean canal-lint-disable-next-line?',
    ]);
    expect(await messages('kind: Pod # canal-lint-ignore pool-cidr\n')).toEqual([
      'there is no directive canal-lint-ignore; did you mean canal-lint-disable-line?',
    ]);
    expect(await messages('kind: Pod # canal-lint: disable pool-cidr\n')).toEqual([
      'there is no directive canal-lint: disable; did you mean canal-lint-disable?',
    ]);
    expect(await messages('# canal-lint: what it finds here is known\nkind: Pod\n# as canal-lint-action says\n')).toEqual([]);
    expect(await messages('kind: Pod # canal-lint-disable-line syntax # canal-lint-disable-line schema -- two\n')).toHaveLength(2);
    expect(await messages('kind: Pod # canal-lint-enable syntax\n')).toEqual(['this ends nothing: no canal-lint-disable stands before it']);
  });

  it('say nothing of rules that did not run', async () => {
    const rules = allRules.filter(({ name }) => name === 'pool-cidr' || name === unusedSuppression.name);
    expect(await told(pod('          # canal-lint-disable-next-line image-pinned', latest), { rules })).toEqual([]);
  });

  it('need a reason in strict, and have no effect without one', async () => {
    const tree = { file: { name: '', document: undefined, extends: [], plugins: [], faults: [] }, bases: ['strict' as const] };
    const { config } = resolveConfig({ tree, rules: allRules, base: { globs: '', names: '' }, flags: {} });
    expect(await told(pod('          # canal-lint-disable-next-line image-pinned', latest), { config })).toEqual([
      '9 this suppression has no effect: it does not say why, and the configuration asks for a reason',
      '10 image-pinned',
    ]);
    expect(await told(pod('          # canal-lint-disable-next-line image-pinned -- why', latest), { config })).toEqual([
      'image-pinned suppressed by comment: why',
    ]);
  });

  it('can hide the finding about another one', async () => {
    const text =
      'kind: Pod\n# canal-lint-disable-next-line unused-suppression -- kept for the next release\nname: a # canal-lint-disable-line image-pinned\n';
    expect(await told(text)).toEqual(['unused-suppression suppressed by comment: kept for the next release']);
  });
});

describe('annotations', () => {
  const pool = (annotations: string): string =>
    `apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata:\n  name: a\n${annotations}spec:\n  cidr: 10.0.0.0/16\n  ipipMode: Never\n  vxlanMode: Never\n`;
  const bare = pool(
    '  annotations:\n    canal-lint/ignore: encapsulation-required\n    canal-lint/ignore-reason: the fabric routes pods\n',
  );

  it('cover their object', async () => {
    expect(await told(bare)).toEqual(['encapsulation-required suppressed by annotation: the fabric routes pods']);
    expect(await told(`${bare}---\n${pool('').replace('name: a', 'name: b').replace('10.0', '10.9')}`)).toEqual([
      'encapsulation-required suppressed by annotation: the fabric routes pods',
      '19 encapsulation-required',
    ]);
  });

  it('cover an item of a list, and not its neighbour', async () => {
    const item = (name: string, more: string): string =>
      `  - apiVersion: projectcalico.org/v3\n    kind: IPPool\n    metadata: {name: p${name}${more}}\n    spec: {cidr: 10.${name}.0.0/16, ipipMode: Never, vxlanMode: Never}\n`;
    const text = `apiVersion: v1\nkind: List\nitems:\n${item('1', ', annotations: {canal-lint/ignore: encapsulation-required}')}${item('2', '')}`;
    expect(await told(text)).toEqual(['encapsulation-required suppressed by annotation: ', '11 encapsulation-required']);
  });

  it('are told where they do nothing', async () => {
    const good = bare.replace('vxlanMode: Never', 'vxlanMode: Always');
    expect(await told(good)).toEqual(['6 this suppression has no effect: encapsulation-required finds nothing here']);
    expect(await told(pool('  annotations: {canal-lint/ignore: ""}\n').replace('vxlanMode: Never', 'vxlanMode: Always'))).toEqual([
      '5 this suppression has no effect: it names no rule',
    ]);
  });

  it('are removed with their reason', async () => {
    const good = bare.replace('vxlanMode: Never', 'vxlanMode: Always');
    expect(await fixed(good)).toBe(pool('').replace('vxlanMode: Never', 'vxlanMode: Always'));
    const kept = good.replace('  annotations:\n', '  annotations:\n    owner: net\n');
    expect(await fixed(kept)).toBe(pool('  annotations:\n    owner: net\n').replace('vxlanMode: Never', 'vxlanMode: Always'));
    expect(await fixed(bare.replace('ignore: encapsulation-required', 'ignore: pool-cidr,encapsulation-required'))).toBe(bare);
  });
});

describe('the fix of a comment', () => {
  it.each([
    ['takes its line', 'a: 1\n  # canal-lint-disable-next-line syntax -- why\nb: 2\n', 'a: 1\nb: 2\n'],
    ['takes its line, CRLF', 'a: 1\r\n# canal-lint-disable-next-line syntax\r\nb: 2\r\n', 'a: 1\r\nb: 2\r\n'],
    ['leaves the code before it', 'a: 1   # canal-lint-disable-line syntax\nb: 2\n', 'a: 1\nb: 2\n'],
    ['leaves the comment behind it', 'a: 1 # canal-lint-disable-line syntax # keep\n', 'a: 1 # keep\n'],
    ['takes the last line', 'a: 1\n# canal-lint-disable syntax', 'a: 1\n'],
    [
      'leaves names that do not exist',
      'a: 1 # canal-lint-disable-line syntax, nonsense -- why\n',
      'a: 1 # canal-lint-disable-line nonsense -- why\n',
    ],
    ['takes an idle enable', 'a: 1\n# canal-lint-enable\n', 'a: 1\n'],
  ])('%s', async (_, before, after) => {
    expect(await fixed(before)).toBe(after);
  });

  it('leaves a suppression that works, and what it suppresses', async () => {
    const text = pod('          # canal-lint-disable-next-line image-pinned -- why', latest);
    expect(await fixed(text)).toBe(text);
  });
});

it('counts nothing that is suppressed', async () => {
  const { summary } = await lint([{ name: 'a.yaml', text: pod(`${latest} # canal-lint-disable-line image-pinned`) }]);
  expect(summary).toMatchObject({ errors: 0, warnings: 0, infos: 0 });
});
