/** Terraform: what its resources say of the network under the nodes. */
import { type Draft, state } from '../../cluster/draft.js';
import { folderOf } from '../../cluster/files.js';
import type { Change } from '../../cluster/finding.js';
import type { HostGroup } from '../../cluster/host-groups.js';
import type { Document, Edit } from '../../source/index.js';
import { setting } from '../stated.js';
import type { Unit } from '../unit.js';
import { scalarEdits } from '../write.js';
import { awsGroups } from './aws.js';
import { azureGroups } from './azure.js';
import { readChecks } from './checks.js';
import { googleGroups } from './google.js';
import { type Module, moduleOf } from './module.js';
import { nodesOf } from './nodes.js';
import { reader } from './opening.js';
import { foldersUsed } from './reader.js';
import { namedPlace, numberAt, originAt, type Resource } from './resource.js';
import { openingEdits, protocolEdits } from './write.js';

/** States what the resources say. Terraform has one module a folder, with those that it calls; the configuration may put several into one cluster. */
export function read(claimed: readonly Unit[], draft: Draft): void {
  const faulty = draft.problems.filter(({ kind, document }) => kind === 'syntax' && isTerraform(document));
  const units = new Map<string, Unit[]>();
  for (const unit of claimed) units.set(homeOf(unit), [...(units.get(homeOf(unit)) ?? []), unit]);
  const broken = new Set(faulty.map(({ document }) => folderOf(document.source.name)));
  const used = new Set(claimed.flatMap((unit) => foldersUsed(unit)));
  const roots = [...units.keys()].filter((folder) => !used.has(folder));
  for (const folder of roots.length > 0 ? roots : units.keys()) {
    const module = moduleOf(folder, { units, broken });
    const groups = [...awsGroups(module), ...googleGroups(module), ...azureGroups(module)];
    (draft.underlay.groups as HostGroup[]).push(...groups);
    readClouds(module, draft);
    readChecks(module, nodesOf(module, groups), draft);
    for (const resource of module.resources) readNicMtu(resource, draft);
  }
}

function homeOf({ document }: Unit): string {
  return folderOf(document.source.name);
}

function isTerraform({ source }: Document): boolean {
  return /\.tf(?:\.json)?$/i.test(source.name);
}

const clouds = { aws_: 'aws', google_: 'gcp', azurerm_: 'azure' } as const;
const hosts =
  /^(?:aws_instance|aws_launch_(?:template|configuration)|google_compute_instance(?:_template)?|azurerm_(?:linux_|windows_)?virtual_machine(?:_scale_set)?)$/;

/** Where the hosts run. A module of groups alone may be about something else. */
function readClouds({ resources }: Module, draft: Draft): void {
  for (const [prefix, cloud] of Object.entries(clouds)) {
    const host = resources.find(({ type }) => type.startsWith(prefix) && hosts.test(type));
    if (host) state(draft.underlay.cloud, setting<string>(cloud, 'derived', originAt(host), { reader, layer: 'resource' }));
  }
}

function readNicMtu(resource: Resource, draft: Draft): void {
  if (resource.type !== 'google_compute_network') return;
  const mtu = numberAt(resource, 'mtu');
  if (typeof mtu === 'number' && mtu > 0)
    state(
      draft.mtu.nic,
      setting(mtu, 'explicit', namedPlace(resource, ['mtu']) ?? originAt(resource, ['mtu']), { reader, layer: 'resource' }),
    );
}

/** Edits of a resource, or of the file that an opening is added to. */
export function edits(change: Change): readonly Edit[] | undefined {
  const { write } = change.setting;
  if (write?.as === 'opening') return 'to' in change ? openingEdits(write, String(change.setting.value), String(change.to)) : undefined;
  if (write?.as === 'protocol') return 'to' in change ? protocolEdits(write, String(change.to)) : undefined;
  // The model speaks of the check, Google of what it keeps from happening.
  if (write?.as === 'can_ip_forward' && 'to' in change) return scalarEdits({ ...change, to: change.to !== true });
  return scalarEdits(change);
}
