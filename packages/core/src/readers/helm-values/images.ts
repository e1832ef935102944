/** The images that values name, as the containers that the chart runs. */
import type { Draft } from '../../cluster/draft.js';
import type { Container } from '../../cluster/input.js';
import { isExplicit, isKnown, type Known } from '../../cluster/setting.js';
import { text } from '../stated.js';
import { placeOfKey, reader, written, writtenOr } from './chart-values.js';
import type { Values } from './values.js';

/** Where one image stands: keys of its repository and its tag, what the chart has there, and the container that runs it. */
export type ImageKeys = {
  readonly container: string;
  readonly init?: true;
  readonly registry?: { readonly key: string; readonly fallback: string };
  readonly repository: { readonly key: string; readonly fallback: string };
  readonly tag: string;
};

type Workload = { readonly kind: string; readonly namespace: string; readonly name: string };

/** States the workload that a chart makes, with the images that the values name. Without a tag the release of the chart decides. */
export function readImages(
  values: Values,
  draft: Draft,
  { images, ...workload }: Workload & { readonly images: readonly ImageKeys[] },
): void {
  const origin = placeOfKey(values, images[0]?.tag.split('.')[0] ?? '');
  draft.workloads.push({ ...workload, origin, containers: images.map((keys) => container(values, keys)) });
}

function container(values: Values, keys: ImageKeys): Container {
  const image = imageOf(values, keys);
  const origin = image?.origin ?? placeOfKey(values, keys.tag);
  return { name: keys.container, origin, image, init: keys.init ?? false, command: [], env: [], envOpen: true, mounts: [] };
}

function imageOf(values: Values, { registry, repository, tag }: ImageKeys): Known<string> | undefined {
  const house = registry && writtenOr(values, registry.key, text, registry.fallback);
  const path = writtenOr(values, repository.key, text, repository.fallback);
  const label = written(values, tag, text);
  if (!isKnown(path) || (house && !isKnown(house)) || (label && !isKnown(label)))
    return { unknown: 'filled in by a template', origin: placeOfKey(values, tag) };
  if (!label) return { unknown: 'the release of the chart decides on the tag', origin: placeOfKey(values, tag) };
  const value = `${house?.value ? `${house.value.replace(/\/$/, '')}/` : ''}${path.value}:${label.value}`;
  return { ...label, value, write: { reader, as: 'image', place: label.origin, ...(isExplicit(path) && { beside: path.origin }) } };
}
