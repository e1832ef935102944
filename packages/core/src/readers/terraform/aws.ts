/** Security groups of AWS (hashicorp/terraform-provider-aws website/docs/r: security_group, security_group_rule, vpc_security_group_ingress_rule). */
import type { HostGroup, Opening, OpeningPeer } from '../../cluster/host-groups.js';
import { everyNode } from '../../cluster/setting.js';
import type { Path } from '../../source/index.js';
import { besideOf, haveNode, isOneMachine, membersIn } from './aws-members.js';
import type { Module } from './module.js';
import { isNamedNode } from './node-names.js';
import { cidrPeer, packetsOf, peersOf, protocolOf, reader, strangerOf, writtenProtocol } from './opening.js';
import {
  blocksOf,
  boolAt,
  boundAt,
  expression,
  listAt,
  numberAt,
  originAt,
  type Resource,
  referencesAt,
  textAt,
  unsure,
  type Value,
} from './resource.js';

const ruleTypes: Readonly<Record<string, Opening['direction'] | 'type'>> = {
  aws_security_group_rule: 'type',
  aws_vpc_security_group_ingress_rule: 'in',
  aws_vpc_security_group_egress_rule: 'out',
};

/** The groups that a module declares, with all that it opens to them. */
export function awsGroups(module: Module): readonly HostGroup[] {
  const allMembers = membersIn(module);
  const groups = module.resources.filter(({ type }) => type === 'aws_security_group');
  const rules = module.resources.filter(({ type }) => Object.hasOwn(ruleTypes, type)).map((rule) => ({ rule, of: groupOf(rule) }));
  const strangers = rules.filter(({ of }) => !groups.some(({ address }) => address === of));
  const declared = groups.map((group): HostGroup => {
    const members = allMembers.get(group.address) ?? [];
    const alone = rules.filter(({ of }) => of === group.address).map(({ rule }) => rule);
    // A rule whose group an expression chooses may be one of this group; what comes from outside of the module cannot be.
    const loose = rules.find(({ rule, of }) => of === unsure && mayChoose(rule, group));
    const inline = (['ingress', 'egress'] as const).map((name) => ({ name, ...blocksOf(group, name) }));
    const openings = [
      ...inline.flatMap(({ name, paths }) => paths.map((path) => inlineOpening(group, name, path))),
      ...alone.map(ruleOpening),
    ];
    return {
      name: {
        value: group.address,
        how: 'explicit',
        origin: originAt(group),
        scope: everyNode,
        live: 'reconciled',
        layer: 'resource',
        write: { reader, as: 'opening', place: originAt(group) },
      },
      cloud: 'aws',
      openings,
      additions: additionsTo(openings),
      beyond:
        beyondOf(module, group) ??
        (loose && `${loose.rule.address} may belong to it`) ??
        (inline.some((one) => one.unsure) ? 'some of its rules are made by an expression' : undefined),
      beside: besideOf(members, group.address),
      mixed: mixedOf(group, inline, alone),
      named: isNamedNode(group) || haveNode(members),
      single: isOneMachine(members),
    };
  });
  return [...declared, ...strangers.map(({ rule }) => strangerOf(rule, 'aws', [ruleOpening(rule)]))];
}

function beyondOf(module: Module, group: Resource): string | undefined {
  if (group.conditional) return 'count or for_each decide whether it is there';
  return module.beyond ?? module.handedOut(group.address);
}

/** Each rule has peers of its own. */
function additionsTo(openings: readonly Opening[]): readonly Opening[] {
  const like = openings.findLast(({ direction, certain }) => direction === 'in' && certain);
  return like ? [{ ...like, peers: [{ kind: 'unknown' }] }] : [];
}

function groupOf(rule: Resource): Value<string> {
  const found = referencesAt(rule, ['security_group_id']);
  return found === undefined || found === unsure ? unsure : (found[0] ?? unsure);
}

function mayChoose(rule: Resource, group: Resource): boolean {
  const bound = boundAt(rule, ['security_group_id']);
  if (rule.plan || bound === undefined || bound === unsure || bound.node.kind !== 'scalar') return true;
  const text = expression(bound.node.text);
  if (bound.scope.follows(text)) return true;
  return (
    !/^(?:var|module)\./.test(text) && /\b(?:local|each|count)\.|aws_security_group\b/.test(text) && group.type === 'aws_security_group'
  );
}

function inlineOpening(group: Resource, name: 'ingress' | 'egress', path: Path): Opening {
  const peers = [
    ...peersOf(listAt(group, ...path, 'cidr_blocks'), cidrPeer),
    ...peersOf(listAt(group, ...path, 'ipv6_cidr_blocks'), cidrPeer),
    ...groupPeers(referencesAt(group, [...path, 'security_groups'])),
    ...peersOf(listAt(group, ...path, 'prefix_list_ids'), () => ({ kind: 'unknown' })),
    ...selfPeer(boolAt(group, ...path, 'self'), group.address),
  ];
  return {
    origin: originAt(group, path),
    direction: name === 'ingress' ? 'in' : 'out',
    allows: true,
    priority: 0,
    packets: packetsOf(
      protocolOf(textAt(group, ...path, 'protocol')),
      numberAt(group, ...path, 'from_port'),
      numberAt(group, ...path, 'to_port'),
    ),
    peers,
    certain: true,
    ...writtenProtocol(group, [...path, 'protocol']),
  };
}

function ruleOpening(rule: Resource): Opening {
  const kind = ruleTypes[rule.type];
  const type = kind === 'type' ? textAt(rule, 'type') : undefined;
  const direction = kind === 'type' ? (type === 'egress' ? 'out' : 'in') : (kind ?? 'in');
  const protocol = kind === 'type' ? 'protocol' : 'ip_protocol';
  return {
    origin: originAt(rule),
    direction,
    allows: true,
    priority: 0,
    packets: packetsOf(protocolOf(textAt(rule, protocol)), numberAt(rule, 'from_port'), numberAt(rule, 'to_port')),
    peers: rulePeers(rule),
    certain: !rule.conditional && type !== unsure,
    ...writtenProtocol(rule, [protocol]),
  };
}

function rulePeers(rule: Resource): readonly OpeningPeer[] {
  const single = (name: string, peer: (text: Value<string>) => OpeningPeer): readonly OpeningPeer[] => {
    const text = textAt(rule, name);
    return text === undefined ? [] : [peer(text)];
  };
  const group = groupOf(rule);
  return [
    ...peersOf(listAt(rule, 'cidr_blocks'), cidrPeer),
    ...peersOf(listAt(rule, 'ipv6_cidr_blocks'), cidrPeer),
    ...peersOf(listAt(rule, 'prefix_list_ids'), () => ({ kind: 'unknown' })),
    ...single('cidr_ipv4', cidrPeer),
    ...single('cidr_ipv6', cidrPeer),
    ...single('prefix_list_id', () => ({ kind: 'unknown' })),
    ...groupPeers(referencesAt(rule, ['source_security_group_id'])),
    ...groupPeers(referencesAt(rule, ['referenced_security_group_id'])),
    ...selfPeer(boolAt(rule, 'self'), typeof group === 'string' ? group : ''),
  ];
}

function groupPeers(list: Value<readonly Value<string>[]>): readonly OpeningPeer[] {
  return peersOf(list, (address) =>
    typeof address === 'string' && /(?:^|\.)aws_security_group\./.test(address) && !address.startsWith('data.')
      ? { kind: 'group', name: address }
      : { kind: 'unknown' },
  );
}

function selfPeer(self: Value<boolean>, name: string): readonly OpeningPeer[] {
  if (self === unsure) return [{ kind: 'unknown' }];
  return self ? [{ kind: 'group', name }] : [];
}

/** "Doing so will cause a conflict of rule settings" (security_group.html.markdown); rules of one direction do. */
function mixedOf(
  group: Resource,
  inline: readonly { readonly name: 'ingress' | 'egress'; readonly paths: readonly Path[] }[],
  alone: readonly Resource[],
): HostGroup['mixed'] {
  for (const { name, paths } of inline) {
    const direction = name === 'ingress' ? 'in' : 'out';
    const rule = alone.find((one) => ruleOpening(one).direction === direction && ruleOpening(one).certain);
    if (paths[0] && rule) return { inline: originAt(group, paths[0]), alone: originAt(rule) };
  }
  return undefined;
}
