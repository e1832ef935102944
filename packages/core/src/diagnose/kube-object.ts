/** Nodes, pods, BGPPeers, policies and the DaemonSet of kube-proxy, from listings, YAML or `kubectl describe`. */
import type { Said } from './said.js';

/** As the API server tells of it. */
export type KubeObject = Said & {
  readonly kind: 'node' | 'pod' | 'bgppeer' | 'daemonset' | 'policy';
  readonly name: string;
  readonly namespace?: string;
  /** The node of a pod. */
  readonly node?: string;
  /** InternalIP of a node, or the addresses of a pod. */
  readonly addresses: readonly string[];
  /** What Calico, or flannel, says the node's address is. */
  readonly calico?: string;
  readonly calico6?: string;
  readonly flannel?: string;
  readonly podCidrs: readonly string[];
  /** It stands in a listing of all of its kind. */
  readonly ofAll?: true;
  /** All of it is up: the node is Ready, every container of the pod, or a pod at least of the DaemonSet. */
  readonly ready?: boolean;
  /** `CrashLoopBackOff`, `Running`. */
  readonly status?: string;
  /** Seconds since a pod was made, and since a container of it last started again. */
  readonly age?: number;
  readonly restarted?: number;
};
