/** What several faults write and look for. */
import type { Random } from '../engine.js';

export const pick =
  (...texts: readonly string[]): ((found: string, random: Random) => string) =>
  (_, random) =>
    texts[random(texts.length)] ?? '';

/** What stands behind the colon is replaced by one of the texts. */
export const value =
  (...texts: readonly string[]): ((found: string, random: Random) => string) =>
  (found, random) =>
    `${found.slice(0, found.indexOf(':') + 1)} ${texts[random(texts.length)]}`;

export const felix = /kind: FelixConfiguration\nmetadata:\n {2}name: default\nspec:\n/;

export const bird = /calico_backend: "?bird/;

export const vxlanBackend = /calico_backend: "?vxlan/;

export const ipipPool = /ipipMode: (?:Always|CrossSubnet)/;

export const nodeImage = /image: \S*calico\/node:v[\d.]+/;
