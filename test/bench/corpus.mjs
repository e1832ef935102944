// A stream of Kubernetes documents as a large cluster would dump it: the same bytes for the same seed, and nothing of it is real.
import { calicoDocument } from './calico.mjs';
import { configMap, customResourceDefinition, deployment, service } from './plain.mjs';

/** One document in so many is of the field. */
const fieldEvery = 100;

/**
 * The stream, at least `bytes` long (ASCII, so bytes are characters). Every hundredth document is of Calico; of the others half are Deployments, the
 * rest Services, ConfigMaps and now and then a CustomResourceDefinition of somebody else.
 */
export function stream({ bytes, seed = 1 }) {
  const random = randomNumbers(seed);
  const texts = [];
  const counts = { documents: 0, field: 0 };
  for (let length = 0; length < bytes; length += texts.at(-1).length) {
    const field = counts.documents % fieldEvery === fieldEvery / 2;
    const write = field ? calicoDocument : unrelated(random());
    texts.push(`---\n${write(random, counts.documents)}`);
    counts.documents++;
    if (field) counts.field++;
  }
  return { text: texts.join(''), ...counts };
}

function unrelated(roll) {
  if (roll < 0.5) return deployment;
  if (roll < 0.75) return service;
  return roll < 0.95 ? configMap : customResourceDefinition;
}

/** Numbers in [0, 1) from a seed: mulberry32 (Tommy Ettinger, public domain). Math.random has no seed. */
export function randomNumbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
