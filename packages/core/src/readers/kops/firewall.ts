/** What kops opens between nodes (kubernetes/kops 268927e, pkg/model/gcemodel/firewall.go:43-161). On AWS and between its workers everything is open. */
import { anyPort, type HostGroup, type Opening, protocols } from '../../cluster/host-groups.js';
import { isKnown, type Known, type Setting } from '../../cluster/setting.js';
import { setting } from '../stated.js';
import { reader } from './spec.js';

const workers = 'the nodes of kops';
const controlPlane = 'the control plane of kops';

/** On Google Cloud workers reach the control plane by IPIP and BGP only; each other, and from there, by everything. */
export function hostGroups(cloud: Known<string> | undefined): readonly HostGroup[] {
  if (!isKnown(cloud) || cloud.value !== 'gce') return [];
  const open = (from: string, protocol: number, port?: number): Opening => ({
    origin: cloud.origin,
    direction: 'in',
    allows: true,
    priority: 1000,
    packets: { protocol, ...(port === undefined ? anyPort : { from: port, to: port }) },
    peers: [{ kind: 'group', name: from }],
    certain: true,
  });
  const all = (from: string): readonly Opening[] => [protocols.tcp, protocols.udp, protocols.ipip].map((one) => open(from, one));
  const group = (name: string, openings: readonly Opening[]): HostGroup => ({
    name: setting(name, 'derived', cloud.origin, { reader, layer: 'resource' }) as Setting<string>,
    cloud: 'gcp',
    openings,
    additions: [],
    beyond: undefined,
    beside: undefined,
    mixed: undefined,
    named: true,
  });
  return [
    group(workers, [...all(workers), ...all(controlPlane)]),
    group(controlPlane, [...all(controlPlane), open(workers, protocols.ipip), open(workers, protocols.tcp, 179)]),
  ];
}
