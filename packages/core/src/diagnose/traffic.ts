/** What was tried between machines and pods, and what was caught on the way. */
import type { Said } from './said.js';

/** One command that tried to reach something. */
export type Probe = Said & {
  /** `vxlan`: a packet of the preflight through a device of its own on the port that the cluster uses. */
  readonly tool: 'ping' | 'nc' | 'curl' | 'traceroute' | 'dns' | 'vxlan';
  /** Address of the pod that it ran in; absent: it ran on the node. */
  readonly pod?: string;
  /** An address; for `curl` also a name, and for `dns` nothing where the text does not tell which server was asked. */
  readonly to: string;
  readonly port?: number;
  /** Whole IP packet in bytes, where the probe states a size. */
  readonly size?: number;
  readonly dontFragment: boolean;
  /** Of the preflight: something listens at the far end, and the size is that of a packet of a pod with the tunnel around it. */
  readonly preflight?: true;
  readonly result: 'answered' | 'lost' | 'refused' | 'no-route' | 'unreachable' | 'too-long' | 'hung' | 'reset';
  /** The sender itself refused the size, by its own MTU or by a path MTU that it remembers. */
  readonly local?: true;
  /** The name that was asked for, where it was not resolved. */
  readonly name?: string;
  /** Of a question for a name: it was asked over TCP. */
  readonly tcp?: boolean;
  /** The path MTU that an answer names, in bytes. */
  readonly pathMtu?: number;
};

/** A packet that `tcpdump` saw: of a tunnel between nodes (`outer`), or what it holds, or one by itself. */
export type Packet = Said & {
  readonly from: string;
  readonly to: string;
  readonly tunnel?: 'vxlan' | 'ipip';
  /** The nodes between which the tunnel carries it. */
  readonly outer?: { readonly from: string; readonly to: string };
  readonly kind: 'outer' | 'echo-request' | 'echo-reply' | 'syn' | 'syn-ack' | 'tcp' | 'dns-query' | 'dns-answer' | 'too-big' | 'other';
  /** What `tcpdump -v` says of the outer UDP checksum. */
  readonly checksum?: 'bad' | 'none' | undefined;
};
