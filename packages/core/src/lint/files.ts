/** From texts to files of claimed units. */
import { readers } from '../readers/index.js';
import { kustomizeWords, patchFiles } from '../readers/kustomization.js';
import { isEnvironment } from '../readers/microk8s/reader.js';
import type { Reader } from '../readers/reader.js';
import { type Unit, unitsOf } from '../readers/unit.js';
import type { Skipped } from '../report/reporter.js';
import {
  type Document,
  decode,
  type Node,
  type Problem,
  type ReadSource,
  readSource,
  type SourceInput,
  type SourceProblem,
} from '../source/index.js';
import { embeddedIn, resourceSetWords, setOf, setResources } from './embedded.js';
import { imageWord, wantsImages } from './images.js';
import { lookFor } from './look.js';
import { type Modules, modulesOf } from './modules.js';
import type { LintOptions } from './options.js';
import type { LintInput } from './rendering.js';
import { isForeign, skippedOf } from './skipped.js';
import { annotationDirective, commentDirectives, type Directive, directiveWords } from './suppression/index.js';

/** A unit with the readers that claim it. */
export type Claimed = {
  readonly unit: Unit;
  readonly by: readonly Reader[];
  /** The ClusterResourceSet that brings it to a cluster of its own. */
  readonly set?: string;
};

export type ClaimedFile = {
  readonly name: string;
  readonly whole: boolean;
  readonly built?: true;
  readonly claimed: readonly Claimed[];
  readonly problems: readonly SourceProblem[];
  readonly comments: readonly Directive[];
  readonly patch: boolean;
};

type Read = {
  readonly files: readonly ClaimedFile[];
  readonly skipped: readonly Skipped[];
  readonly documents: number;
  readonly unrelated: number;
  /** Files that say nothing to any reader, and are not skipped for a reason of their own. */
  readonly unrelatedFiles: readonly string[];
};

const words = [...readers.flatMap((reader) => reader.words), ...kustomizeWords, ...resourceSetWords, ...directiveWords];

/** True where a text holds a word of the field: nothing of another one is read. */
export function looksRelated(text: string): boolean {
  return lookFor(words)(text);
}

/** Reads what is to be judged of the inputs. Never throws on bad input. */
export async function readFiles(
  all: readonly LintInput[],
  options: LintOptions,
): Promise<Read & { readonly directives: readonly Directive[] }> {
  const inputs = all.filter(({ feeds }) => !feeds);
  const everything = options.parseEverything === true || options.policies !== undefined;
  const wide = (name: string): boolean => wantsImages(name, options);
  const reading = { everything, wide, modules: await modulesOf(inputs, everything) };
  let read = await readWith(inputs, reading, words);
  // A name that holds a searched word was not passed over: it is not in the input.
  const sought = soughtWords(read.files).filter((name) => !words.some((word) => name.includes(word)));
  // A workload may read ConfigMaps of any name: where they were passed over, the sources are read again with their names.
  if (sought.length > 0) read = await readWith(inputs, reading, [...words, ...sought]);
  const files = markPatches(read.files);
  return { ...read, files, directives: [...files.flatMap(directivesOf), ...all.flatMap(feedDirectives)] };
}

/** `wide`: files whose images are all to be judged. */
type Reading = { readonly everything: boolean; readonly wide: (name: string) => boolean; readonly modules: Modules };

async function readWith(
  inputs: readonly SourceInput[],
  { everything, wide, modules }: Reading,
  searched: readonly string[],
): Promise<Read> {
  const [narrow, images] = [lookFor(searched), lookFor([...searched, imageWord])];
  const files: ClaimedFile[] = [];
  const skipped: Skipped[] = [];
  const { refused } = modules;
  let documents = 0;
  let unrelated = 0;
  for (const input of inputs) {
    const look = wide(input.name) ? images : narrow;
    const kustomization = /(?:^|\/)kustomization\.ya?ml$/i.test(input.name);
    const made =
      modules.read(input) ??
      (await asEnvironment(input)) ??
      (await asInventory(input, readSource(input, everything || kustomization ? () => true : look)));
    const foreign = isForeign(input.name) && made.documents.length === 0 && made.problems.length > 0;
    const read = foreign ? { ...made, problems: [], unrelated: 1 } : made;
    documents += read.documents.length + read.unrelated;
    unrelated += read.unrelated;
    const claimed = read.documents.flatMap((document) => unitsOf(document)).map(claim);
    files.push({
      name: input.name,
      whole: input.whole === true || read.rendered,
      ...(input.built && { built: true }),
      claimed,
      problems: read.problems,
      comments: commentDirectives(read, input.name),
      patch: input.patch === true,
    });
    skipped.push(...skippedOf({ name: input.name, read, foreign, refused }));
  }
  const told = new Set(skipped.map(({ file }) => file));
  const unrelatedFiles = files.filter((file) => isUnrelated(file) && !told.has(file.name)).map(({ name }) => name);
  return { files: withResourceSets(files), skipped, documents, unrelated, unrelatedFiles };
}

/** An empty file is one too: it says nothing. */
function isUnrelated({ claimed, problems }: ClaimedFile): boolean {
  return problems.length === 0 && claimed.every(({ by }) => by.length === 0);
}

/** The objects in ConfigMaps and Secrets of a ClusterResourceSet are read beside them. */
function withResourceSets(files: readonly ClaimedFile[]): readonly ClaimedFile[] {
  const resources = setResources(files.flatMap(({ claimed }) => claimed.map(({ unit }) => unit)));
  if (resources.length === 0) return files;
  const brought = ({ unit }: Claimed): readonly Claimed[] => {
    const set = setOf(unit, resources);
    return set === undefined ? [] : embeddedIn(unit).map((inner) => ({ ...claim(inner), set }));
  };
  return files.map((file) => ({ ...file, claimed: file.claimed.flatMap((one) => [one, ...brought(one)]) }));
}

function soughtWords(files: readonly ClaimedFile[]): readonly string[] {
  const claimed = files.flatMap((file) => file.claimed);
  const units = claimed.map(({ unit }) => unit);
  return [...new Set(readers.flatMap((reader) => reader.seeks?.(unitsBy(reader, claimed), units) ?? []))];
}

/** The units that a reader claims. */
export function unitsBy(reader: Reader, claimed: readonly Claimed[]): readonly Unit[] {
  return claimed.filter(({ by }) => by.includes(reader)).map(({ unit }) => unit);
}

/** Variables of a shell may pass for YAML: one text over all lines. They are known by the name of their file. */
async function asEnvironment(input: SourceInput): Promise<ReadSource | undefined> {
  if (!isEnvironment(input.name)) return undefined;
  const { text } = decode(input.text);
  const root = (await import('../readers/microk8s/env.js')).parseEnv(text);
  return root && ofOne(input.name, { root, text, problems: [] });
}

/** A source of one document in another language than YAML. */
function ofOne(name: string, { root, text, problems }: { root: Node; text: string; problems: readonly Problem[] }): ReadSource {
  const document: Document = { source: { name }, index: 0, piece: { text, start: 0, line: 0 }, root, structural: false };
  return { documents: [document], problems: problems.map((one) => ({ ...one, document })), unrelated: 0, rendered: false, text };
}

/** Ansible inventories may be INI, which fails as YAML: the same tree is made from it. */
async function asInventory(input: SourceInput, read: ReadSource): Promise<ReadSource> {
  if (read.documents.length > 0 || !read.problems.some(({ kind }) => kind === 'syntax')) return read;
  const { text } = read;
  // Ansible runs an inventory that is a program; what it prints is not in the input.
  if (text.startsWith('#!')) return { ...read, problems: [], unrelated: 1 };
  const { looksLikeIni, parseIni } = await import('../readers/kubespray/ini.js');
  const ini = looksLikeIni(input.name, text) && !text.includes('\uFFFD') ? parseIni(text) : undefined;
  return ini ? ofOne(input.name, { ...ini, text }) : read;
}

function claim(unit: Unit): Claimed {
  return { unit, by: readers.filter((reader) => reader.claims(unit)) };
}

/** Documents of files that a kustomization lists as patches: their absent keys are unknown. */
function markPatches(files: readonly ClaimedFile[]): readonly ClaimedFile[] {
  const patches = patchFiles(files.flatMap((file) => file.claimed.map(({ unit }) => unit)));
  return files.map((file) => (file.patch || patches.has(file.name.replaceAll('\\', '/')) ? patched(file) : file));
}

function patched(file: ClaimedFile): ClaimedFile {
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

function directivesOf({ claimed, comments }: ClaimedFile): readonly Directive[] {
  return [...comments, ...claimed.flatMap(({ unit }) => annotationDirective(unit) ?? [])];
}
