/**
 * Which slots of the model a dialect states: the fixtures of test/slots say all that each of them can, and docs/slots.json answers for the rest.
 * A rule that reads a slot which no reader of a dialect ever states would be silent there for ever.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Cluster, network } from '@canal-lint/core';
import { type Case, parseCases } from '@canal-lint/testkit';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = `${root}test/slots/`;
type Answer = { readonly dialects: readonly string[]; readonly slots: readonly string[]; readonly why: string };
const answers = JSON.parse(readFileSync(`${root}docs/slots.json`, 'utf8')) as readonly Answer[];

/** What stands in a cluster beside the values of its network. */
const notValues = /^(?:files|problems|objects|singletons|workloads|otherImages|alerts|recorded|idle|probes|installer\..*)$/;

/** The slots of a cluster that hold something; `all`: and those that do not. */
function slotsOf(cluster: Cluster, all = false): readonly string[] {
  const visit = (value: unknown, path: string): readonly string[] => {
    if (Array.isArray(value)) return all || value.length > 0 ? [path] : [];
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([name, below]) => visit(below, path === '' ? name : `${path}.${name}`));
  };
  return visit(cluster, '').filter((path) => !notValues.test(path));
}

async function clustersOf({ files }: Case): Promise<readonly Cluster[]> {
  return network(files.map(({ name, text }) => ({ name, text })));
}

/** `flannel.*` stands for all slots of flannel. */
function names(answer: Answer, slot: string): boolean {
  return answer.slots.some((one) => one === slot || (one.endsWith('.*') && slot.startsWith(one.slice(0, -1))));
}

const dialects = readdirSync(folder).map((file) => file.replace('.yaml', ''));

describe.each(dialects)('%s', (dialect) => {
  const cases = parseCases(`${dialect}.yaml`, readFileSync(`${folder}${dialect}.yaml`, 'utf8'));

  it('states each slot, or docs/slots.json says why it does not', async () => {
    const clusters = (await Promise.all(cases.map(clustersOf))).flat();
    const stated = new Set(clusters.flatMap((cluster) => slotsOf(cluster)));
    const [first] = clusters;
    const silent = first ? slotsOf(first, true).filter((slot) => !stated.has(slot)) : [];
    const own = answers.filter((answer) => answer.dialects.includes(dialect));
    expect(silent.filter((slot) => !own.some((answer) => names(answer, slot)))).toEqual([]);
    expect([...stated].filter((slot) => own.some((answer) => names(answer, slot)))).toEqual([]);
  });
});

it('answers for slots and dialects that there are, with a reason', async () => {
  const [cluster] = await network([
    { name: 'pool.yaml', text: 'apiVersion: projectcalico.org/v3\nkind: IPPool\nmetadata: { name: pods }\n' },
  ]);
  const slots = cluster ? slotsOf(cluster, true) : [];
  expect(slots.length).toBeGreaterThan(60);
  for (const answer of answers) {
    expect(answer.why).not.toBe('');
    expect(answer.dialects.filter((dialect) => !dialects.includes(dialect))).toEqual([]);
    expect(answer.slots.filter((one) => !slots.some((slot) => names({ ...answer, slots: [one] }, slot)))).toEqual([]);
  }
});
