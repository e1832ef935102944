/** What a cluster holds beside the values of its network: objects, workloads, and what installers make of their own input. */
import type { Origin } from '../source/index.js';
import type { Proposal } from './finding.js';
import type { Known, Setting, Slot } from './setting.js';

/** One Kubernetes object of the field, or one that names it. */
export type ObjectFact = {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** A template may leave it out, or put it into a namespace that is not known. */
  readonly templated: boolean;
  /** The key below which the fields of `spec` stand in the values that Helm makes it of. Unknown fields are dropped then, not refused. */
  readonly valuesKey?: string;
  readonly origin: Origin;
};

/** An object that Calico reads under fixed names only. */
export type Singleton = {
  readonly kind: string;
  readonly origin: Origin;
  readonly name: Known<string>;
  readonly nodeSelector: Known<string> | undefined;
};

/** A pod, or what makes pods. */
export type Workload = {
  readonly origin: Origin;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly containers: readonly Container[];
};

export type Container = {
  readonly name: string;
  readonly origin: Origin;
  readonly image: Known<string> | undefined;
  /** Runs before the others and ends. */
  readonly init: boolean;
  /** The words of command and args. */
  readonly command: Slot<string>;
  readonly env: readonly EnvironmentFact[];
  /** Where volumes are mounted. */
  readonly mounts: readonly string[];
  /** Variables may also come from out of sight. */
  readonly envOpen: boolean;
};

/** A variable of a container. `origin` is where it is named; its value may stand in a ConfigMap. */
export type EnvironmentFact = { readonly name: string; readonly origin: Origin; readonly value: Known<string> };

/** An exec probe has words; one over HTTP or TCP has none. */
export type Probe = {
  readonly kind: 'liveness' | 'readiness';
  readonly container: string;
  readonly command: Slot<string>;
  readonly origin: Origin;
};

/** A key of the ConfigMap that no container reads. */
export type Idle = { readonly name: string; readonly setting: Setting<string> };

/** What installers make of their own input, beyond the network that it describes. The readers state it, since each knows its dialect. */
export type InstallerRemarks = {
  /** What the installer itself will refuse. */
  readonly refused: readonly Refused[];
  /** Settings that it knows and that change nothing as things stand. */
  readonly dead: readonly Remark[];
  /** Keys that nothing reads, with the nearest key that something does. */
  readonly unknown: readonly (Remark & { readonly nearest?: string })[];
};

export type Remark = {
  /** The installer as its users call it, with its release where that is known: `Kubespray`, `the operator`, `kops`. */
  readonly installer: string;
  /** The key as its users write it, dotted. */
  readonly name: string;
  readonly origin: Origin;
  /** A clause with the values in it: why it is so. */
  readonly why: string;
  /** A clause: what to do. */
  readonly advice: string;
  readonly related?: readonly { readonly origin: Origin; readonly note: string }[];
  readonly fix?: Proposal;
};

/** `check`: how the installer calls it (a task, a function, an error text). `outcome`: a clause, what it does then. */
export type Refused = Remark & {
  readonly check: string;
  readonly outcome: string;
  /** False where something out of sight may keep it from being refused: a warning then. */
  readonly certain: boolean;
};
