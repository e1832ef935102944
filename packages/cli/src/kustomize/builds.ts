// From the kustomizations among the files to built sources.
import { dirname, resolve } from 'node:path';
import { type LintInput, looksRelated } from '@canal-lint/core';
import { referencesOf } from '@canal-lint/core/trace';
import type { Findings, Found, Unreadable } from '../files.js';
import type { World } from '../world.js';
import { type Builder, builderOn, buildInput, buildTree, feedsOf } from './build.js';
import { isKustomization, type Tree, treeOf } from './tree.js';

export type Built = {
  /** Each build, and the files that it is made from. */
  readonly inputs: readonly LintInput[];
  readonly paths: ReadonlyMap<string, string>;
  /** Files that are to be read as they stand: not what a build is made of. */
  readonly files: readonly Found[];
  readonly unreadable: readonly Unreadable[];
  readonly notes: readonly Unreadable[];
};

/**
 * Builds the kustomizations among the files that say something about the field. One that others refer to is part of them, unless it is named;
 * what cannot be built is read as it stands, and that is told.
 */
export async function buildKustomizations({ files }: Findings, args: readonly string[], world: World): Promise<Built> {
  const folders = files.filter(({ path }) => isKustomization(path)).map(({ path }) => dirname(path));
  const trees = folders.flatMap((folder) => treeOf(folder, world, referencesOf) ?? []);
  const targets = new Set(
    args.map((arg) => resolve(world.cwd, arg)).flatMap((path) => (isKustomization(path) ? [path, dirname(path)] : [path])),
  );
  const roots = trees.filter((tree) => !tree.component && isRelated(tree) && (targets.has(tree.folder) || !isPart(tree, trees)));
  const notes = roots.flatMap((tree) => (tree.obstacles.length > 0 ? [notBuilt(tree, tree.obstacles)] : []));
  const open = roots.filter(({ obstacles }) => obstacles.length === 0);
  const builder = open.length > 0 ? builderOn(world) : undefined;
  if (!builder)
    return { inputs: [], paths: new Map(), files, unreadable: [], notes: [...notes, ...(open.length > 0 ? [withoutKustomize(open)] : [])] };
  const { done, failed } = await build(open, builder);
  const feeds = new Map(done.flatMap(({ tree }) => feedsOf({ tree, builder })).map((feed) => [feed.path, feed]));
  const named = failed.filter(({ tree }) => targets.has(tree.folder));
  return {
    inputs: [...done.map(({ tree, text }) => buildInput({ tree, builder }, text)), ...feeds.values()],
    paths: new Map([...feeds.values()].map(({ name, path }) => [name, path])),
    files: files.filter(({ path }) => !feeds.has(path)),
    unreadable: named.map(({ said }) => said),
    notes: [...notes, ...failed.filter((one) => !named.includes(one)).map(({ said }) => said)],
  };
}

type Done = { readonly tree: Tree; readonly text: string };
type Failed = { readonly tree: Tree; readonly said: Unreadable };

async function build(
  trees: readonly Tree[],
  builder: Builder,
): Promise<{ readonly done: readonly Done[]; readonly failed: readonly Failed[] }> {
  const done: Done[] = [];
  const failed: Failed[] = [];
  for (const tree of trees) {
    const ran = await buildTree(tree, builder);
    if (ran.ok) done.push({ tree, text: ran.stdout });
    else failed.push({ tree, said: notBuilt(tree, [`kustomize says: ${ownMessage(ran.message)}`]) });
  }
  return { done, failed };
}

/** kustomize's message without what kubectl puts around it. */
function ownMessage(text: string): string {
  return text
    .replace(/^[EWF]\d{4} .*?err=<?\s*/s, '')
    .replace(/\s*>$/, '')
    .replace(/^(?:error|Error): /, '')
    .trim();
}

/** True for a tree that another one refers to. */
function isPart(tree: Tree, all: readonly Tree[]): boolean {
  return all.some((other) => other !== tree && other.folders.indexOf(tree.folder) > 0);
}

function isRelated({ files }: Tree): boolean {
  return [...files.values()].some((bytes) => looksRelated(Buffer.from(bytes).toString('utf8')));
}

const instead = 'its resources and patches are read as they stand, each for itself';

function notBuilt({ name }: Tree, [first = '', ...more]: readonly string[]): Unreadable {
  const [line = '', ...lines] = first.split('\n');
  return { name, message: `the kustomization ${name} is not built: ${line}`, hint: [...lines, ...more, instead].join('\n') };
}

function withoutKustomize(trees: readonly Tree[]): Unreadable {
  const names = trees.map(({ name }) => name).join(', ');
  return {
    name: trees[0]?.name ?? '',
    message: `kustomizations are not built, since neither kustomize nor kubectl is on the PATH: ${names}`,
    hint: instead.replace('its', 'their').replace('itself', 'themselves'),
  };
}
