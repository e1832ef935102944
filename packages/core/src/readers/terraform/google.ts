/** Firewalls of Google Cloud (hashicorp/terraform-provider-google website/docs/r/compute_firewall): what is not allowed into a network is denied. */
import type { HostGroup, Opening, OpeningPeer } from '../../cluster/host-groups.js';
import { everyNode } from '../../cluster/setting.js';
import type { Path } from '../../source/index.js';
import { byTags, hasOneOf, hostsOf, isNodeTag, isOne, type Tagged } from './google-hosts.js';
import { tagsAt } from './google-tags.js';
import type { Module } from './module.js';
import { isNamedNode } from './node-names.js';
import { cidrPeer, packetsOf, peersOf, portRange, protocolOf, reader, strangerOf, writtenProtocol } from './opening.js';
import {
  blocksOf,
  boolAt,
  itemsOf,
  listAt,
  numberAt,
  originAt,
  type Resource,
  referencesAt,
  textAt,
  unsure,
  type Value,
} from './resource.js';

/** The networks that a module declares, each with its firewalls. The network `default` has rules of its own and is in no module. */
export function googleGroups(module: Module): readonly HostGroup[] {
  const { resources } = module;
  const firewalls = resources.filter(({ type }) => type === 'google_compute_firewall');
  const networks = resources.filter(({ type }) => type === 'google_compute_network');
  const strangers = firewalls.filter((firewall) => !networks.some(({ address }) => address === networkOf(firewall)));
  return [
    ...networks.flatMap((network) => groupsOf(module, network, firewalls)),
    ...strangers.map((firewall) => strangerOf(firewall, 'gcp', openingsFor(readFirewall(firewall, undefined)))),
  ];
}

/** One group for all hosts of a network, or one for those of the same tags where these are known. */
function groupsOf(module: Module, network: Resource, firewalls: readonly Resource[]): readonly HostGroup[] {
  const hosts = hostsOf(module, network);
  const tagged = byTags(network, hosts);
  const own = firewalls.filter((firewall) => networkOf(firewall) === network.address).map((firewall) => readFirewall(firewall, tagged));
  const base = {
    cloud: 'gcp',
    beyond: beyondOf(module, network, firewalls),
    beside: hosts.length > 0 ? [] : undefined,
    mixed: undefined,
  } as const;
  const named = (all: readonly Resource[]): boolean => isNamedNode(network) || all.some(isNamedNode);
  if (!tagged) {
    const openings = own.flatMap((firewall) => openingsFor(firewall));
    return [{ ...base, name: nameOf(network, network.address), openings, additions: additionsTo(openings), named: named(hosts) }];
  }
  return tagged.map((one): HostGroup => {
    const openings = own.flatMap((firewall) => openingsFor(firewall, one.tags));
    return {
      ...{ ...base, name: nameOf(network, one.name), openings, additions: additionsTo(openings) },
      named: named(one.hosts) || one.tags.some(isNodeTag),
      single: isOne(one.hosts),
    };
  });
}

function nameOf(network: Resource, value: string): HostGroup['name'] {
  return {
    ...{ value, how: 'explicit', origin: originAt(network), scope: everyNode, live: 'reconciled', layer: 'resource' },
    write: { reader, as: 'opening', place: originAt(network) },
  };
}

/** A block of a firewall has the priority and the peers of the firewall. */
function additionsTo(openings: readonly Opening[]): readonly Opening[] {
  return openings.filter(
    ({ allows, direction, certain, packets, peers, priority }) =>
      allows && direction === 'in' && (certain || packets) && priority !== undefined && peers.some(({ kind }) => kind !== 'any'),
  );
}

function beyondOf(module: Module, network: Resource, firewalls: readonly Resource[]): string | undefined {
  // GKE opens its own ports, and policies of an organisation stand before the firewalls.
  const others = module.resources.find(({ type }) => /^google_(?:container_cluster|compute_.*firewall_policy.*)$/.test(type));
  const loose = firewalls.find((firewall) => networkOf(firewall) === unsure);
  return (
    module.beyond ??
    module.handedOut(network.address) ??
    (network.conditional ? 'count or for_each decide whether it is there' : undefined) ??
    (loose && `${loose.address} may belong to it`) ??
    (others && `${others.address} brings rules of its own`)
  );
}

function networkOf(firewall: Resource): string | typeof unsure | undefined {
  const text = textAt(firewall, 'network');
  if (typeof text === 'string' && !firewall.plan) return undefined;
  const found = referencesAt(firewall, ['network']);
  return found === undefined || found === unsure ? unsure : found[0];
}

/** A firewall: what it opens where it holds, and whether it holds for hosts of these tags; of tags that say nothing where undefined. */
type Firewall = { readonly openings: readonly Opening[]; readonly holdsFor: (tags: readonly string[] | undefined) => boolean | 'maybe' };

/** Each allow and deny block, and each of its ranges, is one opening. */
function readFirewall(firewall: Resource, tagged: readonly Tagged[] | undefined): Firewall {
  const disabled = boolAt(firewall, 'disabled');
  const accounts = itemsOf(listAt(firewall, 'target_service_accounts'));
  const targets = tagsAt(firewall, 'target_tags');
  const priority = numberAt(firewall, 'priority') ?? 1000;
  const direction = textAt(firewall, 'direction') === 'EGRESS' ? 'out' : 'in';
  const base = {
    direction,
    peers: peersFrom(firewall, direction, tagged),
    priority: priority === unsure ? undefined : priority,
    certain: !firewall.conditional && disabled !== unsure,
    everywhere: tagged !== undefined && tagged.length > 1 && accounts.length + itemsOf(targets).length === 0,
  } as const;
  const openings = (['allow', 'deny'] as const).flatMap((name): Opening[] => {
    const { paths, unsure: open } = blocksOf(firewall, name);
    const unknown: Opening[] = open ? [{ ...base, origin: originAt(firewall), allows: name === 'allow', packets: undefined }] : [];
    return [
      ...paths.flatMap((path) => blockOpenings(firewall, path).map((one): Opening => ({ ...base, ...one, allows: name === 'allow' }))),
      ...unknown,
    ];
  });
  return {
    openings: disabled === true ? [] : openings,
    // Tags and service accounts narrow it to some of the network.
    holdsFor: (tags) =>
      accounts.length > 0 ? 'maybe' : tags ? (hasOneOf(targets, tags) ?? true) : itemsOf(targets).length === 0 || 'maybe',
  };
}

/** What a firewall opens to hosts. None where it is not for them. */
function openingsFor({ openings, holdsFor }: Firewall, tags?: readonly string[]): readonly Opening[] {
  const holds = holdsFor(tags);
  if (holds === true) return openings;
  return holds === false ? [] : openings.map((one) => ({ ...one, certain: false }));
}

function blockOpenings(firewall: Resource, path: Path): readonly Pick<Opening, 'origin' | 'packets' | 'protocol'>[] {
  const protocol = protocolOf(textAt(firewall, ...path, 'protocol'));
  const origin = originAt(firewall, path);
  const ports = listAt(firewall, ...path, 'ports');
  const listed = itemsOf(ports);
  const ranges: readonly Value<string>[] = listed.length === 0 ? ['0-65535'] : listed;
  return ranges.map((text) => {
    const range = portRange(text);
    return { origin, packets: packetsOf(protocol, range?.from, range?.to), ...writtenProtocol(firewall, [...path, 'protocol']) };
  });
}

/** Sources are alternatives. Which instances have a service account is not followed. */
function peersFrom(firewall: Resource, direction: Opening['direction'], tagged: readonly Tagged[] | undefined): readonly OpeningPeer[] {
  const ranges = listAt(firewall, direction === 'in' ? 'source_ranges' : 'destination_ranges');
  const tags = tagsAt(firewall, 'source_tags');
  const unknown = (): OpeningPeer => ({ kind: 'unknown' });
  const found = [...peersOf(ranges, cidrPeer), ...peersOf(listAt(firewall, 'source_service_accounts'), unknown)];
  const byTag = tagged ? tagged.flatMap((one) => taggedPeer(one, tags)) : peersOf(tags, unknown);
  return found.length + itemsOf(tags).length > 0 ? [...found, ...byTag] : [unknown()];
}

function taggedPeer({ name, tags }: Tagged, list: Value<readonly Value<string>[]>): readonly OpeningPeer[] {
  const has = hasOneOf(list, tags);
  if (has === true) return [{ kind: 'group', name }];
  return has === 'maybe' ? [{ kind: 'unknown' }] : [];
}
