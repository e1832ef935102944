/** Which variable wins, over generated inventories, beside the rules of Ansible written out step by step (ansible-inventory 2.19.14 agrees with these). */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { emptyDraft, toCluster } from '../../cluster/draft.js';
import { effective } from '../../cluster/precedence.js';
import { knownValue } from '../../cluster/setting.js';
import { readSource } from '../../source/index.js';
import { type Unit, unitsOf } from '../unit.js';
import { read } from './read.js';
import { kubespray } from './reader.js';

const groups = ['a', 'b', 'c', 'd', 'k8s_cluster', 'kube_control_plane', 'kube_node'] as const;
const hosts = ['n1', 'n2', 'n3'] as const;
type Said = Readonly<Record<string, boolean>>;

/** Who is below whom, and where a variable is written: its value is the name of the place. */
type World = {
  readonly parents: Readonly<Record<string, readonly string[]>>;
  readonly homes: Readonly<Record<string, readonly string[]>>;
  readonly inventory: Said;
  readonly file: Said;
  /** A second file of the folder, which makes the first one a file of the folder too. */
  readonly second: Said;
  readonly play: Said;
};

const places = ['all', ...groups, ...hosts];
const said = fc.record(
  Object.fromEntries(places.map((name) => [name, fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, fc.boolean())])),
);

const world: fc.Arbitrary<World> = fc.record({
  parents: fc.record(Object.fromEntries(groups.map((name, i) => [name, fc.subarray(groups.slice(0, i), { maxLength: Math.min(i, 2) })]))),
  homes: fc.record(Object.fromEntries(hosts.map((name) => [name, fc.subarray([...groups], { maxLength: 2 })]))),
  inventory: said,
  file: said,
  second: said,
  play: said,
});

/** n1 is always the first of the control plane. */
function homesOf({ homes }: World, host: string): readonly string[] {
  return host === 'n1' ? ['kube_control_plane', ...(homes[host] ?? [])] : (homes[host] ?? []).filter((g) => g !== 'kube_control_plane');
}

/** What a host sees, merged in the order of ansible-core 2.19, vars/manager.py. */
function reference(w: World, host: string): string | undefined {
  const depth = (group: string): number => 1 + Math.max(0, ...(w.parents[group] ?? []).map(depth));
  const above = (group: string): string[] => [group, ...(w.parents[group] ?? []).flatMap(above)];
  const mine = new Set(homesOf(w, host).flatMap(above));
  // Kubespray fills the cluster's group itself.
  if (mine.has('kube_control_plane') || mine.has('kube_node')) for (const group of above('k8s_cluster')) mine.add(group);
  const sorted = [...mine].sort((x, y) => depth(x) - depth(y) || (x < y ? -1 : 1));
  let value: string | undefined;
  const merge = (from: 'inventory' | 'files' | 'play', names: readonly string[]): void => {
    for (const name of names) {
      if (from === 'inventory' && w.inventory[name]) value = `inventory-${name}`;
      if (from === 'play' && w.play[name]) value = `play-${name}`;
      if (from === 'files' && w.file[name]) value = `file-${name}`;
      if (from === 'files' && w.second[name]) value = `second-${name}`;
    }
  };
  merge('inventory', ['all']);
  merge('inventory', sorted);
  merge('files', ['all']);
  merge('play', ['all']);
  merge('files', sorted);
  merge('play', sorted);
  merge('inventory', [host]);
  merge('files', [host]);
  merge('play', [host]);
  return value;
}

function filesOf(w: World): Readonly<Record<string, string>> {
  const vars = (value: string): string => `calico_ip_auto_method: ${value}\nlocal_as: ${value}\n`;
  const inline = (name: string): string => (w.inventory[name] ? `{${vars(`inventory-${name}`).trim().replaceAll('\n', ', ')}}` : '{}');
  const group = (name: string): string => {
    const children = groups.filter((g) => (w.parents[g] ?? []).includes(name)).map((g) => `${g}: {}`);
    const members = hosts.filter((host) => homesOf(w, host).includes(name)).map((host) => `${host}: {}`);
    return `    ${name}: {vars: ${inline(name)}, children: {${children.join(', ')}}, hosts: {${members.join(', ')}}}\n`;
  };
  const all = hosts.map((host) => `${host}: ${inline(host)}`).join(', ');
  const files: Record<string, string> = {
    'p/inv/hosts.yml': `all:\n  vars: ${inline('all').replace('{', '{peer_with_router: true, ').replace(', }', '}')}\n  hosts: {${all}}\n  children:\n${groups.map(group).join('')}`,
  };
  for (const name of places) {
    const folder = (hosts as readonly string[]).includes(name) ? 'host_vars' : 'group_vars';
    const first = w.second[name] ? `p/inv/${folder}/${name}/1.yml` : `p/inv/${folder}/${name}.yml`;
    if (w.file[name]) files[first] = vars(`file-${name}`);
    if (w.second[name]) files[`p/inv/${folder}/${name}/2.yml`] = vars(`second-${name}`);
    if (w.play[name]) files[`p/${folder}/${name}.yml`] = vars(`play-${name}`);
  }
  return files;
}

function claimedOf(files: Readonly<Record<string, string>>): readonly Unit[] {
  const documents = Object.entries(files).flatMap(([name, text]) => readSource({ name, text }, () => true).documents);
  return documents.flatMap((document) => unitsOf(document)).filter((unit) => kubespray.claims(unit));
}

it('the value that Ansible gives the first control plane node, and each node its own', () => {
  fc.assert(
    fc.property(world, fc.boolean(), (w, turned) => {
      const claimed = claimedOf(filesOf(w));
      const draft = emptyDraft('c', 'c', false, []);
      read(turned ? claimed.toReversed() : claimed, draft);
      const { nodeAddress, nodes } = toCluster(draft);
      const own = 'can-reach=$(NODEIP)';
      expect(knownValue(effective(nodeAddress.method)) ?? own).toBe(reference(w, 'n1') ?? own);
      for (const { name, asNumber } of nodes) expect([name, knownValue(effective(asNumber))]).toEqual([name, reference(w, name)]);
    }),
    { numRuns: 400 },
  );
});
