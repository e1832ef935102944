import type { Datastore } from './datastore.js';
import type { Lab, Topology } from './network.js';

export type Scenario = {
  readonly id: string;
  readonly topology: Topology;
  /** Causes that are right, the best first; `healthy` for none. */
  readonly causes: readonly string[];
  /** The cluster's objects, fault included where the fault is in them. */
  readonly store?: (healthy: Datastore, lab: Lab) => Partial<Datastore>;
  /** A fault outside of the objects, before BIRD starts. */
  readonly inject?: (lab: Lab) => Promise<unknown>;
  /** A fault in the running network, after all sessions are up. */
  readonly later?: (lab: Lab) => Promise<unknown>;
  /** What `birdc show protocols` of some node says when the fault has shown itself. Default: all sessions are up. */
  readonly shows?: RegExp;
};
