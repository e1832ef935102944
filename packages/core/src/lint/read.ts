/** From claimed units to clusters: group, state. */
import { emptyDraft, toCluster } from '../cluster/draft.js';
import { type FileFacts, folderOf, type Reach } from '../cluster/files.js';
import { group } from '../cluster/grouping.js';
import type { Cluster } from '../cluster/model.js';
import { isCatalogued } from '../network/catalogue/schema.js';
import { dialectOf, loadDialects, readers } from '../readers/index.js';
import type { Reader } from '../readers/reader.js';
import { readUnderlay } from '../readers/underlay.js';
import { identity, originOf, type Unit } from '../readers/unit.js';
import type { Skipped } from '../report/reporter.js';
import { scalarAt } from '../source/index.js';
import { apart, type Part } from './apart.js';
import { clustersOf } from './config/config.js';
import { userFacts } from './facts.js';
import { type Claimed, type ClaimedFile, readFiles, unitsBy } from './files.js';
import { otherImages } from './images.js';
import type { LintOptions } from './options.js';
import type { LintInput } from './rendering.js';
import type { Directive } from './suppression/index.js';

export type ReadClusters = {
  readonly clusters: readonly Cluster[];
  readonly skipped: readonly Skipped[];
  readonly files: number;
  readonly documents: number;
  readonly unrelated: number;
  readonly unrelatedFiles: readonly string[];
  readonly directives: readonly Directive[];
  /** Every unit of the sources; none where nobody asks for them. */
  readonly units: readonly Unit[];
};

/** Reads sources into clusters. Never throws on bad input. */
export async function readClusters(all: readonly LintInput[], options: LintOptions): Promise<ReadClusters> {
  const { files, ...counts } = await readFiles(all, options);
  const byName = new Map<string, ClaimedFile[]>();
  for (const file of files) byName.set(file.name, [...(byName.get(file.name) ?? []), file]);
  const claimed = files.flatMap((file) => file.claimed);
  await loadDialects(claimed.flatMap(({ by }) => by.map(({ name }) => name)));
  const recorded = [...new Set(readers.flatMap((reader) => dialectOf(reader.name)?.recorded?.(unitsBy(reader, claimed)) ?? []))];
  const groups = group(files.map((file) => factsOf(file, options)));
  const parts = named(
    groups.flatMap((g) =>
      apart(
        g,
        membersOf(g, byName).flatMap((file) => file.claimed),
      ),
    ),
  );
  const clusters = parts.map((g) => clusterOf(g, byName, { options, recorded }));
  return {
    clusters,
    files: files.length,
    units: options.policies ? claimed.flatMap(({ unit, set }) => (set === undefined ? [unit] : [])) : [],
    ...counts,
  };
}

function factsOf({ name, whole, built, claimed }: ClaimedFile, { config }: LintOptions): FileFacts {
  const install = claimed
    .flatMap(({ unit, by }) => by.flatMap((reader) => reader.install?.(unit) ?? []))
    .find(({ joins }) => joins !== true)?.key;
  const objects = claimed.flatMap(({ unit, by }) => (by.length > 0 ? (identity(unit) ?? []) : []));
  const part = claimed.flatMap(({ by }) => by.filter((reader) => reader.whole))[0]?.name;
  const uses = claimed.flatMap(({ unit, by }) => by.flatMap((reader) => reader.uses?.(unit) ?? []));
  const [reach] = claimed.flatMap(({ unit, by }) => by.flatMap((reader) => reachOf(reader, unit)));
  return {
    name,
    whole,
    ...(built && { built }),
    install,
    objects,
    reach,
    ...(part !== undefined && { part }),
    ...(uses.length > 0 && { uses }),
    ...(config && { clusters: clustersOf(config, name) }),
  };
}

function reachOf({ name, reaches }: Reader, unit: Unit): readonly Reach[] {
  const below = reaches?.(unit);
  return below === undefined ? [] : [{ installs: name, below }];
}

type Named = Part & { readonly id: string };

/** A cluster is called by its file, or by the folder of its files; a second one of that name gets a number. */
function named(groups: readonly Part[]): readonly Named[] {
  const used = new Map<string, number>();
  return groups.map((g) => {
    const name = g.name ?? (g.files.length === 1 ? (g.files[0] ?? '') : folderOf(g.files[0] ?? ''));
    const count = (used.get(name) ?? 0) + 1;
    used.set(name, count);
    return { ...g, id: count === 1 ? name : `${name}#${count}` };
  });
}

type Beside = { readonly options: LintOptions; readonly recorded: readonly string[] };

function membersOf({ files }: Part, all: ReadonlyMap<string, readonly ClaimedFile[]>): readonly ClaimedFile[] {
  return files.flatMap((name) => all.get(name) ?? []);
}

function clusterOf(part: Named, all: ReadonlyMap<string, readonly ClaimedFile[]>, { options, recorded }: Beside): Cluster {
  const { id, closed, files, only } = part;
  const members = membersOf(part, all);
  const claimed = members.flatMap((file) => file.claimed.filter(({ unit }) => only?.has(unit) ?? true));
  const units = claimed.map(({ unit }) => unit);
  const draft = emptyDraft(id, id, closed, files);
  draft.problems.push(...members.flatMap((file) => file.problems));
  draft.objects.push(...claimed.flatMap(objectOf));
  // The release that the user names decides what readers make of a file.
  readUnderlay(userFacts(options), draft);
  for (const reader of readers) {
    const own = unitsBy(reader, claimed);
    if (own.length > 0) dialectOf(reader.name)?.read(own, draft, units);
  }
  return { ...toCluster(draft), recorded, otherImages: otherImages(claimed, options) };
}

/** Objects that a reader claims, and those that name the field: a ServiceAccount given twice in one manifest is a fault too. */
function objectOf({ unit, by }: Claimed): Cluster['objects'] {
  const { object } = unit;
  // A definition is the same in every manifest, and the look passes over it.
  if (!object || (object.name === '' && !isCatalogued(object)) || object.kind === 'CustomResourceDefinition') return [];
  if (by.length === 0 && !/calico|canal|flannel|tigera/.test(`${object.apiVersion} ${object.namespace} ${object.name}`)) return [];
  const { apiVersion, kind, namespace, name } = object;
  const templated = unit.document.structural || scalarAt(unit.document.root, [...unit.path, 'metadata', 'namespace'])?.templated === true;
  return [{ apiVersion, kind, namespace, name, templated, origin: originOf(unit, ['metadata', 'name']) }];
}
