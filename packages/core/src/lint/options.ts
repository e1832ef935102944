import type { AnyRule } from '../rules/rule.js';
import type { Config } from './config/config.js';
import type { DocumentPolicy } from './document-policy.js';

/** The clouds that `underlay.cloud` takes. */
export const clouds: readonly string[] = [
  ...['aws', 'azure', 'gcp', 'openstack', 'digitalocean', 'hetzner', 'vsphere'],
  ...['bare-metal', 'other'],
];

/** What the user knows about the network under the nodes. */
export type UnderlayOptions = {
  readonly cloud?: string;
  /** MTU of the nodes' interfaces, in bytes. */
  readonly nicMtu?: number;
  /** All nodes share one L2 segment. */
  readonly l2?: boolean;
  /** The underlay routes pod addresses. */
  readonly routesPods?: boolean;
};

export type LintOptions = {
  /** Default: the recommended rules. */
  readonly rules?: readonly AnyRule[];
  /** Levels, options, clusters and facts by configuration; `underlay` and `calicoVersion` below beat its facts. */
  readonly config?: Config;
  /** The file of each rule that a plugin brought, by its name: what to say where such a rule crashes. */
  readonly plugins?: ReadonlyMap<string, string>;
  /** Policies that judge the documents, every one of them; `rules` must hold theirs. */
  readonly policies?: readonly DocumentPolicy[];
  /** `false`: comments and annotations hide nothing, as in an admission. */
  readonly suppressions?: false;
  readonly underlay?: UnderlayOptions;
  /** Version of Calico where the input does not tell it, e.g. `v3.31`. */
  readonly calicoVersion?: string;
  /** Parse every document, also those that the look at their bytes passes over. For tests of that look. */
  readonly parseEverything?: boolean;
};
