import type { Draft } from '../cluster/draft.js';
import type { Change } from '../cluster/finding.js';
import type { Edit } from '../source/index.js';
import type { Unit } from './unit.js';

/** What tells the unit of one cluster from those of another. */
export type Install = {
  readonly key: string;
  /** It shares no cluster with an install of another key, not even of its own file: a fleet may be kept in one. */
  readonly alone: boolean;
  /** It describes a cluster and brings it no network: the one install beside it may be its own. */
  readonly joins?: true;
};

/**
 * One input dialect: what it claims, and where to find what that says. Every start of the command loads this part of every reader, so it
 * imports only what telling the dialect takes; the rest is in the module that `load` imports.
 */
export type Reader = {
  readonly name: string;
  /** Each document that the reader claims holds one of these words, letter for letter: what the look before parsing searches. */
  readonly words: readonly string[];
  claims(unit: Unit): boolean;
  /** The install that the unit belongs to; undefined for a unit that installs nothing. */
  install?(unit: Unit): Install | undefined;
  /** The folder below which the unit speaks about installs of this reader, besides its own. */
  reaches?(unit: Unit): string | undefined;
  /** Words of further documents that it would read for the claimed units: names of ConfigMaps that are not among `all`. */
  seeks?(claimed: readonly Unit[], all: readonly Unit[]): readonly string[];
  /** The files of a folder that it claims are parts of one whole. */
  readonly whole?: true;
  /** Further folders whose files are parts of the whole that the unit is a part of. */
  uses?(unit: Unit): readonly string[];
  /** It concludes from what others stated, so its dialect is read after theirs. */
  readonly concludes?: true;
  /** Loads the rest of the reader: `() => import('./read.js')`. */
  load(): Promise<Dialect>;
};

/** What the claimed units say about the network, and how a change is written back. */
export type Dialect = {
  /** States what the claimed units say. `all` are the units of the whole cluster: a workload reads the ConfigMaps that it names. */
  read(claimed: readonly Unit[], draft: Draft, all: readonly Unit[]): void;
  /** The edits of one change to a setting of this reader; undefined where it cannot be written. */
  edits(change: Change): readonly Edit[] | undefined;
  /** Metrics that the claimed units of all clusters record: Prometheus may evaluate a rule of one folder for the dashboards of another. */
  recorded?(claimed: readonly Unit[]): readonly string[];
};
