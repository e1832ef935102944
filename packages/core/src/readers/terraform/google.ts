/** Firewalls of Google Cloud (hashicorp/terraform-provider-google website/docs/r/compute_firewall): what is not allowed into a network is denied. */
import type { HostGroup, Opening, OpeningPeer } from '../../cluster/host-groups.js';
import { everyNode } from '../../cluster/setting.js';
import type { Path } from '../../source/index.js';
import type { Module } from './module.js';
import { isNamedNode } from './nodes.js';
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
  // GKE opens its own ports, and policies of an organisation stand before the firewalls.
  const others = resources.find(({ type }) => /^google_(?:container_cluster|compute_.*firewall_policy.*)$/.test(type));
  const networks = resources.filter(({ type }) => type === 'google_compute_network');
  const strangers = firewalls.filter((firewall) => !networks.some(({ address }) => address === networkOf(firewall)));
  const declared = networks.map((network): HostGroup => {
    const loose = firewalls.find((firewall) => networkOf(firewall) === unsure);
    const own = firewalls.filter((firewall) => networkOf(firewall) === network.address);
    const openings = own.flatMap(openingsOf);
    const like = openings.find(
      ({ allows, direction, certain, packets, peers }) =>
        allows && direction === 'in' && (certain || packets) && peers.some(({ kind }) => kind !== 'any'),
    )?.origin;
    const name = {
      value: network.address,
      how: 'explicit',
      origin: originAt(network),
      scope: everyNode,
      live: 'reconciled',
      layer: 'resource',
    } as const;
    return {
      name: { ...name, write: { reader, as: 'opening', place: originAt(network), ...(like && { beside: like }) } },
      cloud: 'gcp',
      openings,
      beyond:
        module.beyond ??
        module.handedOut(network.address) ??
        (network.conditional ? 'count or for_each decide whether it is there' : undefined) ??
        (loose && `${loose.address} may belong to it`) ??
        (others && `${others.address} brings rules of its own`),
      beside: [],
      mixed: undefined,
      named: isNamedNode(network),
    };
  });
  return [...declared, ...strangers.map((firewall) => strangerOf(firewall, 'gcp', openingsOf(firewall)))];
}

function networkOf(firewall: Resource): string | typeof unsure | undefined {
  const text = textAt(firewall, 'network');
  if (typeof text === 'string' && !firewall.plan) return undefined;
  const found = referencesAt(firewall, ['network']);
  return found === undefined || found === unsure ? unsure : found[0];
}

/** Each allow and deny block, and each of its ranges, is one opening. */
function openingsOf(firewall: Resource): readonly Opening[] {
  if (boolAt(firewall, 'disabled') === true) return [];
  const priority = numberAt(firewall, 'priority') ?? 1000;
  const known = !firewall.conditional && !narrowed(firewall) && boolAt(firewall, 'disabled') !== unsure;
  const direction = textAt(firewall, 'direction') === 'EGRESS' ? 'out' : 'in';
  const peers = peersFrom(firewall, direction);
  const base = { direction, peers, priority: priority === unsure ? undefined : priority, certain: known } as const;
  return (['allow', 'deny'] as const).flatMap((name): Opening[] => {
    const { paths, unsure: open } = blocksOf(firewall, name);
    const unknown: Opening[] = open ? [{ ...base, origin: originAt(firewall), allows: name === 'allow', packets: undefined }] : [];
    return [
      ...paths.flatMap((path) => blockOpenings(firewall, path).map((one): Opening => ({ ...base, ...one, allows: name === 'allow' }))),
      ...unknown,
    ];
  });
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

/** It holds for some instances of the network only. */
function narrowed(firewall: Resource): boolean {
  return ['target_tags', 'target_service_accounts'].some((name) => {
    const list = listAt(firewall, name);
    return list === unsure || (list !== undefined && list.length > 0);
  });
}

/** Sources are alternatives. Which instances have a tag is not followed. */
function peersFrom(firewall: Resource, direction: Opening['direction']): readonly OpeningPeer[] {
  const ranges = direction === 'in' ? 'source_ranges' : 'destination_ranges';
  const unknown = (): OpeningPeer => ({ kind: 'unknown' });
  const found = [
    ...peersOf(listAt(firewall, ranges), cidrPeer),
    ...['source_tags', 'source_service_accounts'].flatMap((name) => peersOf(listAt(firewall, name), unknown)),
  ];
  return found.length > 0 ? found : [unknown()];
}
