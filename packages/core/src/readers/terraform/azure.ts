/** Network security groups of Azure (hashicorp/terraform-provider-azurerm website/docs/r/network_security_rule). */
import type { HostGroup, Opening, OpeningPeer } from '../../cluster/host-groups.js';
import { everyNode } from '../../cluster/setting.js';
import type { Path } from '../../source/index.js';
import type { Module } from './module.js';
import { isNamedNode } from './node-names.js';
import { cidrPeer, packetsOf, portRange, protocolOf, reader, strangerOf, writtenProtocol } from './opening.js';
import { blocksOf, itemsOf, listAt, numberAt, originAt, type Resource, referencesAt, textAt, unsure, type Value } from './resource.js';

/** The security groups that a module declares. */
export function azureGroups(module: Module): readonly HostGroup[] {
  const allFronts = frontsIn(module);
  const rules = module.resources
    .filter(({ type }) => type === 'azurerm_network_security_rule')
    .map((rule) => ({ rule, of: groupOf(rule) }));
  const groups = module.resources.filter(({ type }) => type === 'azurerm_network_security_group');
  const strangers = rules.filter(({ of }) => !groups.some(({ address }) => address === of));
  const declared = groups.map((group): HostGroup => {
    const alone = rules.filter(({ of }) => of === group.address).map(({ rule }) => rule);
    const loose = rules.find(({ of }) => of === unsure);
    const inline = blocksOf(group, 'security_rule');
    const fronts = allFronts.get(group.address) ?? [];
    const name = {
      value: group.address,
      how: 'explicit',
      origin: originAt(group),
      scope: everyNode,
      live: 'reconciled',
      layer: 'resource',
    } as const;
    return {
      name: { ...name, write: { reader, as: 'opening', place: originAt(group) } },
      additions: [],
      cloud: 'azure',
      openings: [
        ...inline.paths.flatMap((path) => openingsOf(group, path, true)),
        ...alone.flatMap((rule) => openingsOf(rule, [], !rule.conditional)),
      ],
      beyond:
        module.beyond ??
        module.handedOut(group.address) ??
        (group.conditional ? 'count or for_each decide whether it is there' : undefined) ??
        (loose && `${loose.rule.address} may belong to it`) ??
        (inline.unsure ? 'some of its rules are made by an expression' : undefined),
      beside: fronts.length > 0 ? [] : undefined,
      mixed: inline.paths[0] && alone[0] ? { inline: originAt(group, inline.paths[0]), alone: originAt(alone[0]) } : undefined,
      named: isNamedNode(group),
      single: fronts.length === 1 && fronts.every(({ type, single }) => single && interfaces.test(type)),
    };
  });
  return [...declared, ...strangers.map(({ rule }) => strangerOf(rule, 'azure', openingsOf(rule, [], !rule.conditional)))];
}

/** What puts a group before a subnet or an interface, by its address: an association, or a scale set. */
function frontsIn({ resources }: Module): ReadonlyMap<string, readonly Resource[]> {
  const fronts = new Map<string, Resource[]>();
  for (const resource of resources) {
    const bodies: readonly Path[] = [[], ...blocksOf(resource, 'network_interface').paths];
    const groups = bodies.flatMap((path) => itemsOf(referencesAt(resource, [...path, 'network_security_group_id'])));
    for (const group of groups) if (typeof group === 'string') fronts.set(group, [...(fronts.get(group) ?? []), resource]);
  }
  return fronts;
}

const interfaces = /^azurerm_network_interface_security_group_association$/;

function groupOf(rule: Resource): Value<string> {
  const found = referencesAt(rule, ['network_security_group_name']);
  if (found === undefined || found === unsure) return unsure;
  return found[0] ?? unsure;
}

/** A rule opens each of its ranges to each of its sources. */
function openingsOf(rule: Resource, path: Path, certain: boolean): readonly Opening[] {
  const direction = textAt(rule, ...path, 'direction') === 'Outbound' ? 'out' : 'in';
  const far = direction === 'in' ? 'source' : 'destination';
  const near = direction === 'in' ? 'destination' : 'source';
  const access = textAt(rule, ...path, 'access');
  const priority = numberAt(rule, ...path, 'priority');
  const protocol = protocolOf(textAt(rule, ...path, 'protocol'));
  const whole = [...prefixes(rule, path, near), ...all(rule, path, 'source_port_range')].every((text) => text === '*');
  return all(rule, path, 'destination_port_range').map((text): Opening => {
    const range = portRange(text);
    return {
      origin: originAt(rule, path),
      direction,
      allows: access !== 'Deny',
      priority: priority === unsure ? undefined : priority,
      packets: packetsOf(protocol, range?.from, range?.to),
      peers: [...prefixes(rule, path, far).map(peerOf), ...groupsOf(rule, path, far)],
      ...writtenProtocol(rule, [...path, 'protocol']),
      certain: certain && whole && typeof access === 'string' && textAt(rule, ...path, 'direction') !== unsure,
    };
  });
}

/** The singular attribute and the list beside it. */
function all(rule: Resource, path: Path, name: string): readonly Value<string>[] {
  const one = textAt(rule, ...path, name);
  return [...single(one), ...itemsOf(listAt(rule, ...path, `${name}s`))];
}

function prefixes(rule: Resource, path: Path, side: string): readonly Value<string>[] {
  const one = textAt(rule, ...path, `${side}_address_prefix`);
  return [...single(one), ...itemsOf(listAt(rule, ...path, `${side}_address_prefixes`))];
}

function single(text: Value<string>): readonly Value<string>[] {
  return text === undefined || text === '' ? [] : [text];
}

/** Service tags: VirtualNetwork is the hosts and what is peered with them, Internet what is neither. */
function peerOf(text: Value<string>): OpeningPeer {
  if (text === '*') return { kind: 'any' };
  if (text === 'VirtualNetwork') return { kind: 'range' };
  if (text === 'Internet') return { kind: 'internet' };
  return cidrPeer(text);
}

function groupsOf(rule: Resource, path: Path, side: string): readonly OpeningPeer[] {
  const list = listAt(rule, ...path, `${side}_application_security_group_ids`);
  return itemsOf(list).length === 0 ? [] : [{ kind: 'unknown' }];
}
