/** Which hosts of AWS are in which security groups: by what the host lists, and by what is attached to its interfaces. */
import type { Path } from '../../source/index.js';
import type { Module } from './module.js';
import { isShownNode } from './node-names.js';
import { blocksOf, itemsOf, type Resource, referencesAt, unsure, type Value } from './resource.js';

/**
 * Resources whose hosts are members of groups, and the attributes that say of which. An instance outside of a VPC of one's own has the names
 * of its groups in `security_groups` (hashicorp/terraform-provider-aws website/docs/r/instance).
 */
const memberships: Readonly<Record<string, readonly Path[]>> = {
  aws_instance: [['vpc_security_group_ids'], ['security_groups']],
  aws_spot_instance_request: [['vpc_security_group_ids'], ['security_groups']],
  aws_launch_template: [['vpc_security_group_ids'], ['security_group_names']],
  aws_launch_configuration: [['security_groups']],
  aws_network_interface: [['security_groups']],
};

const machines = /^aws_(?:instance|spot_instance_request|network_interface)$/;

/** A host in a group, and all the groups of the interface by which it is in it. */
type Member = { readonly host: Resource; readonly groups: readonly Value<string>[] };

/** The members of each group, by its address. */
export type Members = ReadonlyMap<string, readonly Member[]>;

export function membersIn({ resources }: Module): Members {
  const attached = attachments(resources);
  const members = new Map<string, Member[]>();
  for (const host of resources) {
    for (const groups of groupsOf(host, attached)) {
      for (const group of new Set(groups)) {
        if (typeof group === 'string') members.set(group, [...(members.get(group) ?? []), { host, groups }]);
      }
    }
  }
  return members;
}

/** Groups by the address of the host or interface that they are attached to; those of the empty address may be anybody's. */
type Attached = ReadonlyMap<string, readonly Value<string>[]>;

/** `aws_network_interface_sg_attachment` adds a group to an interface, `primary_network_interface_id` of an instance or one on its own. */
function attachments(resources: readonly Resource[]): Attached {
  const attached = new Map<string, Value<string>[]>();
  for (const one of resources.filter(({ type }) => type === 'aws_network_interface_sg_attachment')) {
    const groups = itemsOf(referencesAt(one, ['security_group_id']));
    for (const host of itemsOf(referencesAt(one, ['network_interface_id']))) {
      const name = typeof host === 'string' ? host : '';
      attached.set(name, [...(attached.get(name) ?? []), ...groups]);
    }
  }
  return attached;
}

/** The groups of each interface of a host. */
function groupsOf(host: Resource, attached: Attached): readonly (readonly Value<string>[])[] {
  const paths = memberships[host.type];
  if (!paths) return [];
  const own = paths.flatMap((path) => itemsOf(referencesAt(host, path)));
  const inner = blocksOf(host, 'network_interfaces').paths.map((block) => itemsOf(referencesAt(host, [...block, 'security_groups'])));
  const added = machines.test(host.type) ? [...(attached.get(host.address) ?? []), ...(attached.get('') ?? [])] : [];
  // Without a list a host is in the default group of its VPC.
  return [added.length > 0 && own.length === 0 ? [unsure, ...added] : [...own, ...added], ...inner];
}

/** What the hosts of a group tell of it. A host in several groups gets what any of them opens. */
export function besideOf(members: readonly Member[], address: string): readonly string[] | undefined {
  if (members.length === 0) return undefined;
  const beside = new Set(members.flatMap(({ groups }) => groups));
  beside.delete(address);
  return [...beside].map((one) => (typeof one === 'string' ? one : 'an expression'));
}

/** True where one machine is all that is in the group. */
export function isOneMachine(members: readonly Member[]): boolean {
  return members.length === 1 && members.every(({ host }) => host.single && machines.test(host.type));
}

/** True where the name or a tag of a member is that of a node. */
export function haveNode(members: readonly Member[]): boolean {
  return members.some(({ host }) => isShownNode(host));
}
