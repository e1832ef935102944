/** What the symptoms say, typed, each item with the line that says it. Nothing here is a verdict. */
import type { Finding } from '../cluster/finding.js';
import type { Installed } from '../cluster/installed.js';
import type { KubeObject } from './kube-object.js';
import type { Unread } from './remainder.js';
import type { Said } from './said.js';
import type { Text } from './text.js';
import type { Packet, Probe } from './traffic.js';

export type { KubeObject } from './kube-object.js';
export type { Quote } from './said.js';
export type { Probe } from './traffic.js';

/** One row of `calicoctl node status`, or the peer of a CalicoNodeStatus or of `birdc show protocols`. */
export type Peer = Said & {
  readonly address: string;
  /** As calicoctl writes it: `node-to-node mesh`, `node specific`, `global`. */
  readonly type: string;
  /** BIRD's: up, start, down, wait, feed, stop, flush. */
  readonly state: string;
  /** BGP state and last error, unwrapped: `Active Socket: Connection refused`. */
  readonly info: string;
};

/** What node status says beside its rows; `no-socket` is what BIRD's client says. */
export type AgentText = Said & {
  readonly says: 'no-peers' | 'no-peers6' | 'bird-down' | 'bird6-down' | 'calico-down' | 'socket-missing' | 'no-socket' | 'socket-timeout';
};

type Address = Said & { readonly dev: string; readonly address: string; readonly bits: number };

export type Link = Said & {
  readonly name: string;
  /** Bytes. */
  readonly mtu: number;
  readonly up: boolean;
  readonly vxlan?: { readonly id: number; readonly port: number; readonly local?: string };
};

export type Route = Said & {
  /** CIDR; a host route has /32 or /128; `default` is 0.0.0.0/0. */
  readonly to: string;
  readonly kind: 'unicast' | 'blackhole' | 'unreachable';
  readonly via?: string;
  readonly dev?: string;
  /** `bird`, `kernel`, `80` (Felix), or nothing; `unsaid` where the output has no place for it. */
  readonly proto?: string;
  readonly onlink: boolean;
};

type Neighbour = Said & { readonly address: string; readonly dev: string; readonly mac?: string; readonly state: string };

/** An entry of a VXLAN device's forwarding table. */
type Forward = Said & { readonly mac: string; readonly dev: string; readonly to: string };

export type FirewallRule = Said & {
  readonly chain: string;
  /** What passes the chain, where its name does not say it: `input`, `INPUT`. */
  readonly hook?: string;
  /** Of `ip6tables`: packets of IPv4 never meet it. */
  readonly family?: 6;
  /** Of firewalld's listing. */
  readonly zone?: string;
  /** Of nft: `inet filter`. */
  readonly table?: string;
  readonly verdict: 'accept' | 'drop' | 'reject';
  readonly protocol?: string;
  /** A port, or the first of a range. */
  readonly port?: number;
  readonly portTo?: number;
  /** `icmp-host-prohibited`, `tcp-reset`, …. */
  readonly rejectWith?: string;
  readonly icmp?: string;
  readonly source?: string;
  readonly destination?: string;
  /** Packets that met it, where the output counts them. */
  readonly packets?: number;
  readonly established: boolean;
  /** The last word of the chain, for what no rule met. */
  readonly policy?: true;
};

/** A socket of `ss`. */
type Socket = Said & {
  readonly state: string;
  readonly protocol: 'tcp' | 'udp';
  readonly local: string;
  readonly port: number;
  readonly peer?: string;
  readonly process?: string;
};

/** A peer of `wg show`. */
export type Handshake = Said & {
  readonly last: 'recent' | 'old' | 'never';
  /** Something was sent to it, and nothing came back. */
  readonly deaf: boolean;
};

type Value = Said & { readonly key: string; readonly value: string };

/** One peer block of the configuration that confd rendered for BIRD. */
export type BirdPeer = Said & {
  readonly name: string;
  readonly neighbour: string;
  readonly port?: number;
  readonly as: number;
  readonly source?: string;
  readonly password: boolean;
  readonly passive: boolean;
  readonly exports: 'pods' | 'nothing';
};

export type BirdConfig = {
  readonly routerId?: string;
  readonly as?: number;
  readonly listenPort?: number;
  readonly peers: readonly BirdPeer[];
};

/** A log line that a signature knows. */
export type LogHit = Said & { readonly signature: string; readonly node: string; readonly values: Readonly<Record<string, string>> };

/** A protocol of `birdc show protocols [all]`. */
export type BirdProtocol = Said & {
  readonly name: string;
  readonly type: string;
  readonly state: string;
  readonly info: string;
  readonly imported?: number;
  readonly exported?: number;
  readonly restarting: boolean;
};

/** The outputs that were given of one node: what was asked there, even where the answer was empty. */
export type Output =
  | 'node-status'
  | 'bird-protocols'
  | 'bird-routes'
  | 'bird-status'
  | 'bird-config'
  | 'addresses'
  | 'links'
  | 'routes'
  | 'neighbours'
  | 'fdb'
  | 'firewall'
  | 'sockets'
  | 'sysctl'
  | 'counters'
  | 'processes'
  | 'ping-nodes'
  | 'ping-pods'
  | 'ping-sizes'
  | 'nc-179'
  | 'tcp'
  | 'traceroute'
  | 'packets'
  | 'dns'
  | 'wireguard'
  | 'metrics';

/** Everything said about one node. `name` is empty where the input names none. */
export type NodeSeen = {
  readonly name: string;
  readonly outputs: ReadonlySet<Output>;
  readonly peers: readonly Peer[];
  readonly agent: readonly AgentText[];
  readonly addresses: readonly Address[];
  readonly links: readonly Link[];
  readonly routes: readonly Route[];
  readonly neighbours: readonly Neighbour[];
  readonly forwards: readonly Forward[];
  readonly probes: readonly Probe[];
  readonly packets: readonly Packet[];
  readonly firewall: readonly FirewallRule[];
  readonly sockets: readonly Socket[];
  readonly handshakes: readonly Handshake[];
  readonly sysctls: readonly Value[];
  readonly counters: readonly Value[];
  readonly processes: readonly Value[];
  readonly routerIds: readonly Value[];
  /** `birdc show status` says that a graceful-restart recovery waits. */
  readonly recovery: readonly Value[];
  readonly protocols: readonly BirdProtocol[];
  readonly config: readonly BirdConfig[];
  /** The addresses that the mesh knows it by, one of a family. */
  readonly meshAddresses: readonly string[];
};

/** A row that a later answer of the same node replaces. */
export type Former = Peer & { readonly node: string };

export type Seen = {
  readonly nodes: readonly NodeSeen[];
  readonly logs: readonly LogHit[];
  /** Components whose log was given, so that a silent log says something. */
  readonly logsOf: ReadonlySet<string>;
  /** What is no output in short texts: prose, settings and prompts, each line at its place. */
  readonly notes: readonly Text[];
  /** The lines of the notes that people wrote, in which words count. */
  readonly prose: readonly Text[];
  /** The lines of the notes that are configuration. */
  readonly settings: readonly Text[];
  readonly objects: readonly KubeObject[];
  readonly former: readonly Former[];
  /** Programs that a shell did not find: `calicoctl`, or `pod ping` where it was looked for in a pod. */
  readonly absent: ReadonlySet<string>;
  /** The clusters that the configuration among the input describes. */
  readonly clusters: readonly Installed[];
  readonly findings: readonly Finding[];
  /** Texts, or parts of them, that nothing could read. */
  readonly unread: readonly Unread[];
};
