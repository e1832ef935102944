/** The rules of "Which documents belong to one cluster", docs/architecture. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lint } from '../lint/run.js';
import { type FileFacts, folderOf, type Group } from './files.js';
import { group } from './grouping.js';

const file = (name: string, facts: Partial<FileFacts> = {}): FileFacts => ({
  name,
  whole: false,
  install: undefined,
  objects: [],
  ...facts,
});
const pool = (name: string): string => `projectcalico.org/IPPool//${name}`;

/** Groups without their order, which means nothing. */
function sorted(groups: readonly Group[]): readonly Group[] {
  return groups
    .map(({ files, closed }) => ({ files: files.toSorted(), closed }))
    .toSorted((a, b) => (a.files.join() < b.files.join() ? -1 : 1));
}

const cases: readonly (readonly [string, readonly FileFacts[], readonly Group[]])[] = [
  ['the files of one folder are one cluster', [file('d/a.yaml'), file('d/b.yaml')], [{ files: ['d/a.yaml', 'd/b.yaml'], closed: false }]],
  [
    'two folders are two',
    [file('a.yaml'), file('d/a.yaml'), file('d/e/a.yaml')],
    [
      { files: ['a.yaml'], closed: false },
      { files: ['d/a.yaml'], closed: false },
      { files: ['d/e/a.yaml'], closed: false },
    ],
  ],
  [
    'the parts of a module stay together beside two installs',
    [
      file('a.yaml', { install: 'a' }),
      file('b.yaml', { install: 'b' }),
      file('x.tf', { part: 't' }),
      file('y.tf', { part: 't' }),
      file('c.yaml'),
    ],
    [
      { files: ['a.yaml'], closed: false },
      { files: ['b.yaml'], closed: false },
      { files: ['c.yaml'], closed: false },
      { files: ['x.tf', 'y.tf'], closed: false },
    ],
  ],
  [
    'what is whole stands alone and is closed',
    [file('-', { whole: true }), file('a.yaml'), file('b.yaml')],
    [
      { files: ['-'], closed: true },
      { files: ['a.yaml', 'b.yaml'], closed: false },
    ],
  ],
  [
    'one install takes the files of its folder',
    [file('calico.yaml', { install: 'c' }), file('a.yaml')],
    [{ files: ['a.yaml', 'calico.yaml'], closed: false }],
  ],
  [
    'an install with its pool is closed',
    [file('calico.yaml', { install: 'c' }), file('pool.yaml', { objects: [pool('p')] })],
    [{ files: ['calico.yaml', 'pool.yaml'], closed: true }],
  ],
  [
    'a pool of the old API group and a peer close too',
    [file('d/c.yaml', { install: 'c', objects: ['crd.projectcalico.org/BGPPeer//x'] })],
    [{ files: ['d/c.yaml'], closed: true }],
  ],
  [
    'an install with a policy is not closed',
    [file('c.yaml', { install: 'c', objects: ['projectcalico.org/NetworkPolicy/n/x'] })],
    [{ files: ['c.yaml'], closed: false }],
  ],
  ['pools without an install are not closed', [file('pool.yaml', { objects: [pool('p')] })], [{ files: ['pool.yaml'], closed: false }]],
  [
    'each install starts its own, and nobody guesses whose the others are',
    [file('c.yaml', { install: 'c', objects: [pool('p')] }), file('e.yaml', { install: 'e' }), file('a.yaml'), file('b.yaml')],
    [
      { files: ['a.yaml'], closed: false },
      { files: ['b.yaml'], closed: false },
      { files: ['c.yaml'], closed: true },
      { files: ['e.yaml'], closed: false },
    ],
  ],
  [
    'the files of one install stay together',
    [
      file('i/group_vars/all/a.yml', { install: 'k:i' }),
      file('i/host_vars/n1.yml', { install: 'k:i' }),
      file('i/hosts.yaml', { install: 'k:i' }),
    ],
    [{ files: ['i/group_vars/all/a.yml', 'i/host_vars/n1.yml', 'i/hosts.yaml'], closed: false }],
  ],
  [
    'two files with the same object are alternatives',
    [file('a.yaml', { objects: [pool('p')] }), file('b.yaml', { objects: [pool('p')] }), file('c.yaml'), file('e.yaml')],
    [
      { files: ['a.yaml'], closed: false },
      { files: ['b.yaml'], closed: false },
      { files: ['c.yaml', 'e.yaml'], closed: false },
    ],
  ],
  [
    'a file with an object of the install is an alternative to it',
    [file('c.yaml', { install: 'c', objects: [pool('p')] }), file('a.yaml', { objects: [pool('p')] }), file('b.yaml')],
    [
      { files: ['a.yaml'], closed: false },
      { files: ['b.yaml', 'c.yaml'], closed: true },
    ],
  ],
  [
    'what lies beside a kustomization belongs to its build, which is closed',
    [file('d/<build>', { whole: true, built: true, install: 'c', objects: ['v1/ConfigMap//x'] }), file('d/pool.yaml'), file('e/a.yaml')],
    [
      { files: ['d/<build>', 'd/pool.yaml'], closed: true },
      { files: ['e/a.yaml'], closed: false },
    ],
  ],
  [
    'a build without an install, and one beside an install that it does not hold, stand alone',
    [
      file('d/<build>', { whole: true, built: true }),
      file('d/a.yaml'),
      file('e/<build>', { whole: true, built: true, install: 'c' }),
      file('e/c.yaml', { install: 'c' }),
      file('e/a.yaml'),
    ],
    [
      { files: ['d/<build>'], closed: true },
      { files: ['d/a.yaml'], closed: false },
      { files: ['e/<build>'], closed: true },
      { files: ['e/a.yaml'], closed: false },
      { files: ['e/c.yaml'], closed: false },
    ],
  ],
  [
    'a pool beside a build that holds one of its name is an alternative',
    [file('d/<build>', { whole: true, built: true, install: 'c', objects: [pool('p')] }), file('d/a.yaml', { objects: [pool('p')] })],
    [
      { files: ['d/<build>'], closed: true },
      { files: ['d/a.yaml'], closed: false },
    ],
  ],
  [
    'the same object twice in one file is no alternative',
    [file('a.yaml', { objects: [pool('p'), pool('p')] }), file('b.yaml')],
    [{ files: ['a.yaml', 'b.yaml'], closed: false }],
  ],
  [
    'equal objects in two folders are none',
    [file('x/a.yaml', { objects: [pool('p')] }), file('x/b.yaml'), file('y/a.yaml', { objects: [pool('p')] })],
    [
      { files: ['x/a.yaml', 'x/b.yaml'], closed: false },
      { files: ['y/a.yaml'], closed: false },
    ],
  ],
];

it.each(cases)('%s', (_, files, wanted) => {
  expect(sorted(group(files))).toEqual(wanted);
  expect(sorted(group(files.toReversed()))).toEqual(wanted);
});

it('each file is in exactly one cluster, whatever the files are', () => {
  const facts = fc.record({
    folder: fc.constantFrom('', 'a/', 'a/b/', 'i/group_vars/'),
    whole: fc.boolean(),
    install: fc.constantFrom(undefined, undefined, 'c', 'd'),
    objects: fc.subarray([pool('p'), pool('q'), 'v1/ConfigMap/kube-system/calico-config']),
  });
  fc.assert(
    fc.property(fc.array(facts, { maxLength: 8 }), (all) => {
      const files = all.map(({ folder, ...rest }, i) => file(`${folder}${i}.yaml`, rest));
      const members = group(files).flatMap((g) => g.files);
      expect(members.toSorted()).toEqual(files.map((f) => f.name).toSorted());
      expect(sorted(group(files.toReversed()))).toEqual(sorted(group(files)));
    }),
    { seed: 6, numRuns: 500 },
  );
});

it.each([
  ['a.yaml', '.'],
  ['d/a.yaml', 'd'],
  ['/a.yaml', '/'],
  ['d\\e\\a.yaml', 'd/e'],
  ['inventory/x/group_vars/all/all.yml', 'inventory/x'],
  ['inventory/x/host_vars/n1.yml', 'inventory/x'],
  ['group_vars/all.yml', '.'],
  ['my_group_vars/all.yml', 'my_group_vars'],
])('%s belongs to the folder %s', (name, folder) => {
  expect(folderOf(name)).toBe(folder);
});

describe('from texts', () => {
  const ippool = (spec: string): string =>
    `apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: {name: p}\nspec: {cidr: 10.0.0.0/16, ${spec}}\n`;
  const found = async (inputs: Parameters<typeof lint>[0]): Promise<readonly string[]> =>
    (await lint(inputs)).clusters.map(({ files, closed }) => `${files.join(' ')}${closed ? ' closed' : ''}`);

  it('two pools of one name in two files are alternatives', async () => {
    expect(
      await found([
        { name: 'a.yaml', text: ippool('ipipMode: Never') },
        { name: 'b.yaml', text: ippool('vxlanMode: Always') },
      ]),
    ).toHaveLength(2);
  });

  it('a rendered chart is a cluster of its own, known by its comments', async () => {
    const text = `---\n# Source: x/templates/pool.yaml\n${ippool('vxlanMode: Always')}`;
    expect(
      await found([
        { name: 'a.yaml', text },
        { name: 'b.yaml', text: 'calico: 1\n' },
      ]),
    ).toContain('a.yaml closed');
  });

  it('the same fault in one cluster only is told once', async () => {
    const { findings } = await lint([
      { name: 'a.yaml', text: ippool('ipipMode: Sometimes') },
      { name: 'd/a.yaml', text: 'x: calico\n' },
    ]);
    const places = findings.map(({ rule, location }) => `${rule} ${location.file}:${location.line}`);
    expect(new Set(places).size).toBe(places.length);
  });
});
