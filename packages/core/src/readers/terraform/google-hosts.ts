/** Hosts of a Google network: what a firewall is for, and whom it lets in, is said by their tags. */

import { fixedText, isSameTag, shownTag, tagsAt } from './google-tags.js';
import type { Module } from './module.js';
import { isNamedNode } from './node-names.js';
import { blocksOf, itemsOf, type Resource, referencesAt, type Value } from './resource.js';

/** Hosts of one network that have the same tags: no firewall tells them apart by tags. */
export type Tagged = { readonly name: string; readonly tags: readonly string[]; readonly hosts: readonly Resource[] };

const hostTypes = /^google_compute_(?:instance|(?:region_)?instance_template)$/;

/** The hosts of a network that are in sight. */
export function hostsOf({ resources }: Module, network: Resource): readonly Resource[] {
  return resources.filter((host) => hostTypes.test(host.type) && networksOf(host, resources).includes(network.address));
}

function networksOf(host: Resource, resources: readonly Resource[]): readonly Value<string>[] {
  return blocksOf(host, 'network_interface').paths.flatMap((path) => {
    const subnets = itemsOf(referencesAt(host, [...path, 'subnetwork']));
    const above = resources.filter(({ type, address }) => type === 'google_compute_subnetwork' && subnets.includes(address));
    return [...itemsOf(referencesAt(host, [...path, 'network'])), ...above.flatMap((one) => itemsOf(referencesAt(one, ['network'])))];
  });
}

/** The hosts by their tags. Undefined where there are none, or the tags of one are not known: then any rule may be for it. */
export function byTags(network: Resource, hosts: readonly Resource[]): readonly Tagged[] | undefined {
  const known = new Map<string, { readonly name: string; readonly tags: readonly string[]; readonly hosts: Resource[] }>();
  for (const host of hosts) {
    const tags = textsOf(itemsOf(tagsAt(host, 'tags')));
    if (!tags) return undefined;
    const name = `${network.address} (${tags.length === 0 ? 'no tags' : tags.map(shownTag).join(', ')})`;
    const found = known.get(name) ?? { name, tags, hosts: [] };
    known.set(name, found);
    found.hosts.push(host);
  }
  return known.size > 0 ? [...known.values()] : undefined;
}

/** True for one instance, which a template never is. */
export function isOne(hosts: readonly Resource[]): boolean {
  return hosts.length === 1 && hosts.every(({ type, single }) => single && type === 'google_compute_instance');
}

/** True for a tag that says nothing but node, behind what is not known of it. */
export function isNodeTag(tag: string): boolean {
  return isNamedNode({ name: fixedText(tag) });
}

/** In order; undefined where one is not known. */
function textsOf(list: readonly Value<string>[]): readonly string[] | undefined {
  const texts = list.flatMap((one) => (typeof one === 'string' ? one : []));
  return texts.length < list.length ? undefined : [...new Set(texts)].sort();
}

/** Whether a list of tags names one of a host's: `maybe` where it is not known in full. Undefined: there is no such list. */
export function hasOneOf(list: Value<readonly Value<string>[]>, tags: readonly string[]): boolean | 'maybe' | undefined {
  const wanted = itemsOf(list);
  if (wanted.length === 0) return undefined;
  const found = wanted.flatMap((one) => (typeof one === 'string' ? tags.map((tag) => isSameTag(one, tag)) : ['maybe' as const]));
  return found.includes(true) || (found.includes('maybe') && 'maybe');
}
