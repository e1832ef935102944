/** What values say about one key, with the default of the chart where they do not. */
import type { Known, Live } from '../../cluster/setting.js';
import type { Path, ScalarNode } from '../../source/index.js';
import { absent, type Standing, stated } from '../stated.js';
import { originOf } from '../unit.js';
import type { Values } from './values.js';

export const reader = 'helm-values';

type Place = { readonly layer?: Standing['layer']; readonly live?: Live };

/** The value of a dotted key as it is written. */
export function written<T>(
  values: Values,
  key: string,
  parse: (node: ScalarNode) => T | undefined,
  { layer = 'resource', live = 'reconciled' }: Place = {},
): Known<T> | undefined {
  const standing = { reader, layer, live, as: key };
  const over = values.over && stated(values.over, key.split('.'), parse, standing);
  return over ?? stated(values.unit, keyPath(values, key), parse, standing);
}

/** The value of a dotted key, or what the chart has there. */
export function writtenOr<T>(
  values: Values,
  key: string,
  parse: (node: ScalarNode) => T | undefined,
  fallback: T,
  place: Place = {},
): Known<T> {
  const { layer = 'resource', live = 'reconciled' } = place;
  return written(values, key, parse, place) ?? absent(values.unit, keyPath(values, key), fallback, { reader, layer, live, as: key });
}

/** Where a dotted key stands, or would. */
export function placeOfKey(values: Values, key: string, part?: 'key'): ReturnType<typeof originOf> {
  return originOf(values.unit, keyPath(values, key), part);
}

function keyPath({ base }: Values, key: string): Path {
  return [...base, ...key.split('.')];
}
