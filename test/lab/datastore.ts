/** What the lab's cluster is told: the part of Calico's objects that decides how its packets travel. Faults and fixes change it. */

type VxlanMode = 'Never' | 'Always' | 'CrossSubnet';

export type BgpPeer = {
  readonly name: string;
  readonly node: string;
  readonly peerIP: string;
  readonly asNumber: number;
  readonly password?: string;
};

export type Datastore = {
  readonly backend: 'bird' | 'vxlan';
  readonly pool: { readonly cidr: string; readonly vxlanMode: VxlanMode; readonly disableBGPExport?: boolean };
  readonly bgp: { readonly nodeToNodeMeshEnabled: boolean; readonly asNumber: number; readonly listenPort?: number };
  readonly peers: readonly BgpPeer[];
  readonly felix: { readonly vxlanMTU: number; readonly vxlanPort: number };
  /** FelixConfiguration of one node. */
  readonly felixOf: Readonly<Record<string, { readonly vxlanPort?: number }>>;
  /** veth_mtu of calico-config; 0: what the tunnel leaves, or the card has. */
  readonly vethMtu: number;
  /** IP_AUTODETECTION_METHOD and CALICO_ROUTER_ID of the DaemonSet. */
  readonly env: Readonly<Record<string, string>>;
  /** spec.bgp of single nodes. */
  readonly nodes: Readonly<Record<string, { readonly asNumber?: number; readonly listenPort?: number }>>;
};

/** The MTU that a pod gets when it starts. Bytes. */
export const podMtu = ({ vethMtu, pool, felix }: Datastore): number =>
  vethMtu !== 0 ? vethMtu : pool.vxlanMode === 'Never' ? 1500 : felix.vxlanMTU;

export const datastore: Datastore = {
  backend: 'bird',
  pool: { cidr: '10.200.0.0/16', vxlanMode: 'Never' },
  bgp: { nodeToNodeMeshEnabled: true, asNumber: 64512 },
  peers: [],
  felix: { vxlanMTU: 1450, vxlanPort: 4789 },
  felixOf: {},
  vethMtu: 0,
  env: { IP_AUTODETECTION_METHOD: 'kubernetes-internal-ip' },
  nodes: {},
};
