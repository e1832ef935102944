import type { Encapsulation } from '../network/encapsulation.js';
import type { Version } from '../network/version.js';
import type { Origin, SourceProblem } from '../source/index.js';
import type { HostGroup } from './host-groups.js';
import type { Idle, InstallerRemarks, ObjectFact, Probe, Singleton, Workload } from './input.js';
import type { Known, Live, Slot } from './setting.js';

/** Everything known about one pod network: the model that rules see. Slots that no reader fills are empty lists. */
export type Cluster = {
  readonly id: string;
  readonly name: string;
  /** Nothing that belongs to the cluster is out of sight: a verdict may be drawn from absence. */
  readonly closed: boolean;
  readonly files: readonly string[];
  /** Faults of the texts themselves. */
  readonly problems: readonly SourceProblem[];
  readonly product: Product;
  /** Who carries pod traffic. */
  readonly plane: Slot<'calico' | 'canal' | 'policy-only'>;
  /** CALICO_NETWORKING_BACKEND as written; network/encapsulation.ts tells how calico-node reads it. */
  readonly backend: Slot<string>;
  readonly ipam: Slot<'calico-ipam' | 'host-local'>;
  /** True: a node takes addresses from its own blocks only. */
  readonly strictAffinity: Slot<boolean>;
  readonly programClusterRoutes: { readonly felix: Slot<string>; readonly bgp: Slot<string> };
  readonly pools: readonly Pool[];
  readonly tunnelOverride: {
    readonly ipipEnabled: Slot<boolean>;
    readonly vxlanEnabled: Slot<boolean>;
    readonly routeSyncDisabled: Slot<boolean>;
  };
  readonly cni: Cni;
  readonly felix: FelixSettings;
  readonly flannel: Flannel;
  readonly nodeAddress: NodeAddress;
  readonly mtu: Mtus;
  readonly bgp: Bgp;
  readonly wireguard: {
    readonly v4: Slot<boolean>;
    readonly v6: Slot<boolean>;
    readonly hostEncryption: Slot<boolean>;
    readonly port: Slot<number>;
    readonly portV6: Slot<number>;
  };
  readonly typha: Slot<boolean>;
  readonly probes: readonly Probe[];
  readonly failsafe: Failsafe;
  readonly cidrs: { readonly pod: Slot<string>; readonly service: Slot<string> };
  readonly kubeProxy: Slot<'iptables' | 'ipvs' | 'nftables' | 'off'>;
  readonly nodes: readonly NodeFact[];
  readonly underlay: Underlay;
  readonly objects: readonly ObjectFact[];
  readonly singletons: readonly Singleton[];
  readonly workloads: readonly Workload[];
  /** Images of workloads that have nothing to do with the field, where a rule is to judge every image; none elsewhere. */
  readonly otherImages: readonly Known<string>[];
  /** Expressions of alerts, recording rules and dashboards. */
  readonly alerts: Slot<string>;
  /** Metrics that some recording rule of the input makes, in whatever cluster its file stands. */
  readonly recorded: readonly string[];
  readonly idle: readonly Idle[];
  readonly installer: InstallerRemarks;
};

export type Product = {
  readonly installer: Slot<string>;
  readonly calico: Slot<Version>;
  readonly flannel: Slot<string>;
  readonly dataplane: Slot<'iptables' | 'nftables' | 'bpf'>;
  readonly clusterType: Slot<string>;
};

/** One IP pool. Modes and CIDR are as written, so that a rule can judge what does not parse; `encapsulation` is derived where they do. */
export type Pool = {
  readonly origin: Origin;
  /** `resource`: an IPPool object or what an installer applies as one; `env`: CALICO_IPV4POOL_*, used only when no pool of the family exists. */
  readonly from: 'resource' | 'env';
  readonly reader: string;
  readonly family: 4 | 6 | undefined;
  readonly name: Known<string>;
  readonly cidr: Known<string>;
  readonly ipipMode: Known<string>;
  readonly vxlanMode: Known<string>;
  readonly encapsulation: Known<Encapsulation>;
  readonly natOutgoing: Known<boolean>;
  /** Prefix length of a block. */
  readonly blockSize: Known<number>;
  readonly nodeSelector: Known<string>;
  readonly disabled: Known<boolean>;
  readonly disableBGPExport: Known<boolean>;
  readonly allowedUses: Known<readonly string[]>;
  readonly live: Live;
};

/** What the CNI configuration says beside the MTU of pods and the IPAM plugin. */
export type Cni = {
  readonly datastoreType: Slot<string>;
  /** host-local gives addresses out of the node's podCIDR. */
  readonly usePodCidr: Slot<boolean>;
  /** The types of all plugins, in order. */
  readonly plugins: Slot<readonly string[]>;
  /** Ports of nodes that pods ask for, those with the network of the node left out. */
  readonly hostPorts: Slot<number>;
};

/** Settings of Felix that stand in no other slot, called as FelixConfiguration calls them. */
export type FelixSettings = {
  readonly ipForwarding: Slot<string>;
  readonly natOutgoingAddress: Slot<string>;
  readonly deviceRouteSourceAddress: Slot<string>;
  readonly deviceRouteSourceAddressIPv6: Slot<string>;
  readonly interfacePrefix: Slot<string>;
  readonly nftablesMode: Slot<string>;
  readonly vxlanPort: Slot<number>;
  readonly vxlanVNI: Slot<number>;
  /** What Felix does about the source/destination check of AWS: DoNothing, Enable, Disable. */
  readonly awsSrcDstCheck: Slot<string>;
};

/** flannel's net-conf.json and what its DaemonSet adds. MTUs in bytes. */
export type Flannel = {
  readonly network: Slot<string>;
  readonly backend: Slot<string>;
  readonly port: Slot<number>;
  readonly vni: Slot<number>;
  readonly iface: Slot<string>;
  /** Where `iface` is not set: the first interface with an address or a name that it matches. */
  readonly ifaceRegex: Slot<string>;
  readonly network6: Slot<string>;
  readonly ipv6: Slot<boolean>;
  readonly directRouting: Slot<boolean>;
};

/** How calico-node finds a node's address: IP / IP6 and IP_AUTODETECTION_METHOD / IP6_AUTODETECTION_METHOD. */
export type NodeAddress = {
  readonly ip: Slot<string>;
  readonly ip6: Slot<string>;
  readonly method: Slot<string>;
  readonly method6: Slot<string>;
};

/** All in bytes; 0 means: computed by Felix. */
export type Mtus = {
  /** CNI `mtu` or the ConfigMap's veth_mtu: what new pods get. */
  readonly veth: Slot<number>;
  readonly ipip: Slot<number>;
  readonly vxlan: Slot<number>;
  readonly vxlanV6: Slot<number>;
  readonly wireguard: Slot<number>;
  readonly wireguardV6: Slot<number>;
  readonly flannel: Slot<number>;
  readonly nic: Slot<number>;
  readonly ifacePattern: Slot<string>;
};

export type Bgp = {
  readonly mesh: Slot<boolean>;
  readonly asNumber: Slot<string>;
  readonly listenPort: Slot<number>;
  readonly peers: readonly Peer[];
  readonly filters: readonly { readonly name: string; readonly origin: Origin }[];
};

export type Peer = {
  readonly origin: Origin;
  readonly name: Known<string>;
  readonly peerIP: Known<string> | undefined;
  readonly peerSelector: Known<string> | undefined;
  readonly node: Known<string> | undefined;
  readonly nodeSelector: Known<string> | undefined;
  readonly asNumber: Known<string> | undefined;
  readonly filters: readonly Known<string>[];
  readonly localWorkloadSelector?: Known<string> | undefined;
  /** The AS that the nodes show to this peer alone (3.31+). */
  readonly localASNumber?: Known<string> | undefined;
};

/** One node that the input names: its addresses with prefix length where one is given, its pod CIDRs, its own AS and cluster id. */
export type NodeFact = {
  readonly name: string;
  readonly origin: Origin;
  readonly addresses: Slot<string>;
  readonly podCidrs: Slot<string>;
  readonly asNumber: Slot<string>;
  readonly routeReflectorClusterID: Slot<string>;
  /** Undefined where they are not in the input, or a template fills one in. */
  readonly labels?: ReadonlyMap<string, string> | undefined;
};

/** Ports as FELIX_FAILSAFE* spell them (network/failsafe.ts), lists of a FelixConfiguration too, and what makes them matter. */
export type Failsafe = {
  readonly inbound: Slot<string>;
  readonly outbound: Slot<string>;
  readonly hostEndpoints: readonly HostEndpoint[];
  readonly policies: readonly HostPolicy[];
};

/** `profiles`: a host endpoint without policy and without the profile projectcalico-default-allow drops everything but the failsafe ports. */
export type HostEndpoint = { readonly origin: Origin; readonly name: string; readonly profiles: Known<readonly string[]> };

/** A GlobalNetworkPolicy: which packets its Allow rules name, `tcp:179`, `tcp:*` or `*`. */
export type HostPolicy = { readonly origin: Origin; readonly inbound: readonly string[]; readonly outbound: readonly string[] };

/** What carries the packets of the nodes; nothing of it is in a manifest, so it is stated by the user. */
export type Underlay = {
  readonly cloud: Slot<string>;
  readonly l2: Slot<boolean>;
  readonly routesPods: Slot<boolean>;
  /** By host: does the cloud drop packets that are not addressed to it (AWS source_dest_check; GCP without can_ip_forward)? */
  readonly sourceDestCheck: Slot<boolean>;
  readonly groups: readonly HostGroup[];
};
