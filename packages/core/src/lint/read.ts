/** From texts to clusters: read, claim, group, state. */
import { emptyDraft, toCluster } from '../cluster/draft.js';
import { type FileFacts, folderOf, type Group, type Reach } from '../cluster/files.js';
import { group } from '../cluster/grouping.js';
import type { Cluster } from '../cluster/model.js';
import { isCatalogued } from '../network/catalogue/schema.js';
import { dialectOf, loadDialects, readers } from '../readers/index.js';
import { kustomizeWords, patchFiles } from '../readers/kustomization.js';
import type { Reader } from '../readers/reader.js';
import { readUnderlay } from '../readers/underlay.js';
import { identity, originOf, type Unit, unitsOf } from '../readers/unit.js';
import type { Skipped } from '../report/reporter.js';
import { type Document, isHclName, type ReadSource, readSource, type SourceInput, type SourceProblem, scalarAt } from '../source/index.js';
import { clustersOf } from './config/config.js';
import { userFacts } from './facts.js';
import { lookFor } from './look.js';
import { type Modules, modulesOf } from './modules.js';
import type { LintOptions } from './options.js';
import type { LintInput } from './rendering.js';
import { annotationDirective, commentDirectives, type Directive, directiveWords } from './suppression/index.js';

export type ReadClusters = {
  readonly clusters: readonly Cluster[];
  readonly skipped: readonly Skipped[];
  readonly files: number;
  readonly documents: number;
  readonly unrelated: number;
  readonly directives: readonly Directive[];
};

const words = [...readers.flatMap((reader) => reader.words), ...kustomizeWords, ...directiveWords];

/** True where a text holds a word of the field: nothing of another one is read. */
export function looksRelated(text: string): boolean {
  return lookFor(words)(text);
}

type Claimed = { readonly unit: Unit; readonly by: readonly Reader[] };
type File = {
  readonly name: string;
  readonly whole: boolean;
  readonly claimed: readonly Claimed[];
  readonly problems: readonly SourceProblem[];
  readonly comments: readonly Directive[];
  readonly patch: boolean;
};

type Files = Omit<ReadClusters, 'clusters' | 'files' | 'directives'> & { readonly read: readonly File[] };

/** Reads sources into clusters. Never throws on bad input. */
export async function readClusters(all: readonly LintInput[], options: LintOptions): Promise<ReadClusters> {
  const inputs = all.filter(({ feeds }) => !feeds);
  const modules = await modulesOf(inputs, options.parseEverything === true);
  const reading = { options, modules };
  let files = await readFiles(inputs, reading, words);
  // A name that holds a searched word was not passed over: it is not in the input.
  const sought = soughtWords(files.read).filter((name) => !words.some((word) => name.includes(word)));
  // A workload may read ConfigMaps of any name: where they were passed over, the sources are read again with their names.
  if (sought.length > 0) files = await readFiles(inputs, reading, [...words, ...sought]);
  const marked = markPatches(files.read);
  const byName = new Map<string, File[]>();
  for (const file of marked) byName.set(file.name, [...(byName.get(file.name) ?? []), file]);
  const claimed = marked.flatMap((file) => file.claimed);
  await loadDialects(claimed.flatMap(({ by }) => by.map(({ name }) => name)));
  const recorded = [...new Set(readers.flatMap((reader) => dialectOf(reader.name)?.recorded?.(unitsBy(reader, claimed)) ?? []))];
  const groups = named(group(marked.map((file) => factsOf(file, options))));
  const clusters = groups.map((g) => clusterOf(g, byName, { options, recorded }));
  const { skipped, documents, unrelated } = files;
  const directives = [...marked.flatMap(directivesOf), ...all.flatMap(feedDirectives)];
  return { clusters, skipped, files: inputs.length, documents, unrelated, directives };
}

type Reading = { readonly options: LintOptions; readonly modules: Modules };

async function readFiles(inputs: readonly SourceInput[], { options, modules }: Reading, searched: readonly string[]): Promise<Files> {
  const look = lookFor(searched);
  const files: File[] = [];
  const skipped: Skipped[] = [];
  const { refused } = modules;
  let documents = 0;
  let unrelated = 0;
  for (const input of inputs) {
    const kustomization = /(?:^|\/)kustomization\.ya?ml$/i.test(input.name);
    const read =
      modules.read(input) ?? (await asInventory(input, readSource(input, options.parseEverything || kustomization ? () => true : look)));
    documents += read.documents.length + read.unrelated;
    unrelated += read.unrelated;
    const claimed = read.documents.flatMap((document) => unitsOf(document)).map(claim);
    files.push({
      name: input.name,
      whole: input.whole === true || read.rendered,
      claimed,
      problems: read.problems,
      comments: commentDirectives(read, input.name),
      patch: input.patch === true,
    });
    skipped.push(...read.documents.filter((d) => d.structural).map(templateSkipped));
    if (refused !== undefined && isHclName(input.name)) skipped.push({ file: input.name, document: 0, reason: refused });
  }
  return { read: files, skipped, documents, unrelated };
}

function templateSkipped({ source, index }: Document): Skipped {
  return { file: source.name, document: index, reason: 'read in part: what its template actions bring is not known' };
}

function soughtWords(files: readonly File[]): readonly string[] {
  const claimed = files.flatMap((file) => file.claimed);
  const units = claimed.map(({ unit }) => unit);
  return [...new Set(readers.flatMap((reader) => reader.seeks?.(unitsBy(reader, claimed), units) ?? []))];
}

function unitsBy(reader: Reader, claimed: readonly Claimed[]): readonly Unit[] {
  return claimed.filter(({ by }) => by.includes(reader)).map(({ unit }) => unit);
}

/** Ansible inventories may be INI, which fails as YAML: the same tree is made from it. */
async function asInventory(input: SourceInput, read: ReadSource): Promise<ReadSource> {
  if (read.documents.length > 0 || !read.problems.some(({ kind }) => kind === 'syntax')) return read;
  const { text } = read;
  const { looksLikeIni, parseIni } = await import('../readers/kubespray/ini.js');
  const root = looksLikeIni(input.name, text) && !text.includes('\uFFFD') ? parseIni(text) : undefined;
  if (!root) return read;
  return {
    documents: [{ source: { name: input.name }, index: 0, piece: { text, start: 0, line: 0 }, root, structural: false }],
    problems: [],
    unrelated: 0,
    rendered: false,
    text,
  };
}

function claim(unit: Unit): Claimed {
  return { unit, by: readers.filter((reader) => reader.claims(unit)) };
}

/** Documents of files that a kustomization lists as patches: their absent keys are unknown. */
function markPatches(files: readonly File[]): readonly File[] {
  const patches = patchFiles(files.flatMap((file) => file.claimed.map(({ unit }) => unit)));
  return files.map((file) => (file.patch || patches.has(file.name.replaceAll('\\', '/')) ? patched(file) : file));
}

function patched(file: File): File {
  return {
    ...file,
    claimed: file.claimed.map(({ unit, by }) => ({ by, unit: { ...unit, document: asPatch(unit.document) } })),
    comments: file.comments.map((comment) => ({ ...comment, certain: false })),
  };
}

function asPatch(document: Document): Document {
  return { ...document, structural: true };
}

/** Comments of a text that another one is rendered from. What they are for may come with other values. */
function feedDirectives(input: LintInput): readonly Directive[] {
  // The text of a file is read when it is asked for.
  if (!input.feeds) return [];
  const { name, text } = input;
  const read = readSource({ name, text }, (piece) => directiveWords.some((word) => piece.includes(word)));
  return commentDirectives(read, name).map((directive) => ({ ...directive, certain: false }));
}

function directivesOf({ claimed, comments }: File): readonly Directive[] {
  return [...comments, ...claimed.flatMap(({ unit }) => annotationDirective(unit) ?? [])];
}

function factsOf({ name, whole, claimed }: File, { config }: LintOptions): FileFacts {
  const install = claimed.flatMap(({ unit, by }) => by.flatMap((reader) => reader.install?.(unit) ?? []))[0];
  const objects = claimed.flatMap(({ unit, by }) => (by.length > 0 ? (identity(unit) ?? []) : []));
  const part = claimed.flatMap(({ by }) => by.filter((reader) => reader.whole))[0]?.name;
  const [reach] = claimed.flatMap(({ unit, by }) => by.flatMap((reader) => reachOf(reader, unit)));
  return {
    name,
    whole,
    install,
    objects,
    reach,
    ...(part !== undefined && { part }),
    ...(config && { clusters: clustersOf(config, name) }),
  };
}

function reachOf({ name, reaches }: Reader, unit: Unit): readonly Reach[] {
  const below = reaches?.(unit);
  return below === undefined ? [] : [{ installs: name, below }];
}

type Named = Group & { readonly id: string };

/** A cluster is called by its file, or by the folder of its files; a second one of that name gets a number. */
function named(groups: readonly Group[]): readonly Named[] {
  const used = new Map<string, number>();
  return groups.map((g) => {
    const name = g.name ?? (g.files.length === 1 ? (g.files[0] ?? '') : folderOf(g.files[0] ?? ''));
    const count = (used.get(name) ?? 0) + 1;
    used.set(name, count);
    return { ...g, id: count === 1 ? name : `${name}#${count}` };
  });
}

type Beside = { readonly options: LintOptions; readonly recorded: readonly string[] };

function clusterOf({ id, closed, files }: Named, all: ReadonlyMap<string, readonly File[]>, { options, recorded }: Beside): Cluster {
  const members = files.flatMap((name) => all.get(name) ?? []);
  const claimed = members.flatMap((file) => file.claimed);
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
  return { ...toCluster(draft), recorded };
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
