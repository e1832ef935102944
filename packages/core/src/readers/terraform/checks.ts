/** What clouds check of each host by default: that a packet is addressed to it. Packets of pods are not. */

import { type Draft, state } from '../../cluster/draft.js';
import type { Known, Setting } from '../../cluster/setting.js';
import type { Origin } from '../../source/index.js';
import type { Module } from './module.js';
import { reader } from './opening.js';
import { blocksOf, boolAt, itemsOf, namedPlace, originAt, type Resource, referencesAt, unsure } from './resource.js';

/** States the check of each host; `nodes` are the addresses of those that are shown to be nodes. */
export function readChecks(module: Module, nodes: ReadonlySet<string>, draft: Draft): void {
  for (const host of module.resources) {
    const check = checks[host.type];
    if (!check) continue;
    const node = nodes.has(host.address);
    for (const one of interfacesOf(module, host)) state(draft.underlay.sourceDestCheck, one ? checkOf(one, check, node) : elsewhere(host));
  }
}

type Check = {
  readonly name: string;
  /** What it is where it is not written. */
  readonly unwritten: boolean;
  readonly on: (value: boolean) => boolean;
};

const ofAws: Check = { name: 'source_dest_check', unwritten: true, on: (value) => value };

const checks: Readonly<Record<string, Check>> = {
  aws_instance: ofAws,
  aws_spot_instance_request: ofAws,
  google_compute_instance: { name: 'can_ip_forward', unwritten: false, on: (value) => !value },
};

/** The check of an AWS host stands with its interfaces where they are resources of their own (hashicorp/terraform-provider-aws instance.html). */
function interfacesOf({ resources }: Module, host: Resource): readonly (Resource | undefined)[] {
  if (host.type === 'google_compute_instance') return [host];
  const blocks = ['network_interface', 'primary_network_interface'].map((name) => blocksOf(host, name));
  const paths = blocks.flatMap((one) => one.paths);
  if (paths.length === 0) return [blocks.some((one) => one.unsure) ? undefined : host];
  return paths
    .flatMap((path) => itemsOf(referencesAt(host, [...path, 'network_interface_id'])))
    .map((address) => resources.find((one) => one.type === 'aws_network_interface' && one.address === address));
}

function elsewhere(host: Resource): Known<boolean> {
  return { unknown: 'its network interfaces are not in the input', origin: originAt(host), layer: 'resource', scope: scopeOf(host) };
}

function scopeOf({ address }: Resource): { readonly kind: 'node'; readonly name: string } {
  return { kind: 'node', name: address };
}

/** A bastion has the check for good reason: on a host that nothing shows to be a node, it says nothing about the cluster. */
function checkOf(resource: Resource, { name, unwritten, on }: Check, node: boolean): Known<boolean> {
  const value = boolAt(resource, name);
  const origin = namedPlace(resource, [name]) ?? originAt(resource, [name]);
  const base = { origin, layer: 'resource', scope: scopeOf(resource) } as const;
  if (value === unsure) return { ...base, unknown: `${name} is an expression` };
  const checked = on(value ?? unwritten);
  if (checked && !node) return { ...base, unknown: 'nothing shows that this host is a node' };
  const { document, path } = resource.place;
  // What is printed of a plan is nobody's to edit.
  const written = !resource.plan || document !== resource.body.document;
  const setting: Setting<boolean> = { ...base, value: checked, how: value === undefined ? 'default' : 'explicit', live: 'reconciled' };
  const place = value === undefined ? { document, path: [...path, name] } : origin;
  return written && !isDefault(origin) ? { ...setting, write: { reader, as: name, place } } : setting;
}

/** Of a variable: it holds wherever nobody gives the module another value. */
function isDefault({ path }: Origin): boolean {
  return path.at(-1) === 'default';
}
