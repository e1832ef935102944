import { expect, it } from 'vitest';
import { notCompared, slotsOf } from './compared.js';
import { lists } from './compared-lists.js';
import { emptyDraft } from './draft.js';
import type { Cluster } from './model.js';

/** Each list of the model by its path: an empty draft has all of them. */
function leaves(value: object, above = ''): readonly (readonly [path: string, list: readonly unknown[]])[] {
  return Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    if (Array.isArray(inner)) return [[`${above}${name}`, inner] as const];
    return typeof inner === 'object' && inner !== null ? leaves(inner, `${above}${name}.`) : [];
  });
}

it('compares every slot of the model, or says why it does not', () => {
  const draft = emptyDraft('a', 'a', true, []);
  const slots = slotsOf(draft as unknown as Cluster).map(({ slot }) => slot);
  const ways = leaves(draft).map(([path, list]) => [
    path,
    [slots.some((slot) => slot === list) && 'slot', path in lists && 'list', path in notCompared && 'not'].filter(Boolean),
  ]);
  expect(ways.filter(([, found]) => found?.length !== 1)).toEqual([]);
  const paths = leaves(draft).map(([path]) => path);
  expect([...Object.keys(lists), ...Object.keys(notCompared)].filter((path) => !paths.includes(path))).toEqual([]);
});
