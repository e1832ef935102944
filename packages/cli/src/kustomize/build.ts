// Builds kustomizations by kustomize or kubectl, where one of them is installed.
import { join, relative, sep } from 'node:path';
import type { LintInput } from '@canal-lint/core';
import type { ChartText, TracedBuild } from '@canal-lint/core/trace';
import { shown } from '../files.js';
import { execute, programOn, type Ran } from '../program.js';
import { inWorkshop, put } from '../workshop.js';
import type { World } from '../world.js';
import { rootOf, type Tree } from './tree.js';

/** A program that builds, with the arguments that come before the folder. */
export type Builder = { readonly program: string; readonly args: readonly string[]; readonly world: World };

/** kustomize on the PATH, else kubectl, else undefined. */
export function builderOn(world: World): Builder | undefined {
  const own = programOn(world, 'kustomize');
  if (own !== undefined) return { program: own, args: ['build'], world };
  const kubectl = programOn(world, 'kubectl');
  return kubectl === undefined ? undefined : { program: kubectl, args: ['kustomize'], world };
}

const wrapper = 'wrapper';
const copy = 'copy';

/**
 * Builds a copy of the tree, under a kustomization of our own that asks for annotations which tell where everything comes from. The copy holds
 * nothing but the files that are referred to, so nothing else can be read, run or fetched; plugins stay off, as they are by default.
 */
export function buildTree(tree: Tree, { program, args, world }: Builder, edited: ReadonlyMap<string, string> = new Map()): Promise<Ran> {
  return inWorkshop(async (folder) => {
    const root = rootOf(tree);
    for (const [path, bytes] of tree.files) put(folder, join(copy, relative(root, path)), edited.get(shown(path, world)) ?? bytes);
    const base = ['..', copy, ...relative(root, tree.folder).split(sep)].filter((step) => step !== '').join('/');
    const path = put(
      folder,
      `${wrapper}/kustomization.yaml`,
      `resources: [${JSON.stringify(base)}]\nbuildMetadata: [originAnnotations, transformerAnnotations]\n`,
    );
    const flags = ['--load-restrictor=LoadRestrictionsNone'];
    return execute(program, [...args, path.slice(0, -'/kustomization.yaml'.length), ...flags], {
      world,
      env: { KUBECONFIG: folder },
      cwd: folder,
    });
  });
}

type Building = { readonly tree: Tree; readonly builder: Builder };
type Texts = ReadonlyMap<string, string>;

/** A build as a source of the linter, with the way back to its files; `text` is what kustomize made of it. */
export function buildInput(building: Building, text: string, edited: Texts = new Map()): LintInput {
  return {
    name: builtName(building.tree),
    text,
    whole: true,
    built: true,
    rendering: {
      trace: async (findings) => {
        const { traceBuild } = await import('@canal-lint/core/trace');
        return traceBuild(findings, tracedBuild(building, text, edited));
      },
      again: (inputs) => builtAgain(building, text, { inputs, edited }),
    },
  };
}

function builtName({ name }: Tree): string {
  return `${name === '.' ? '' : `${name}/`}<kustomize build>`;
}

/** The files of a tree: fixes may edit them. */
export function feedsOf({ tree, builder }: Building): readonly (LintInput & { readonly path: string })[] {
  return [...tree.files].map(([path, text]) => ({ name: shown(path, builder.world), text, path, feeds: 'text' as const }));
}

async function builtAgain(
  building: Building,
  text: string,
  { inputs, edited }: { readonly inputs: readonly LintInput[]; readonly edited: Texts },
): Promise<LintInput | undefined> {
  const own = new Set(feedsOf(building).map(({ name }) => name));
  const now = new Map(inputs.flatMap((one) => (own.has(one.name) && typeof one.text === 'string' ? [[one.name, one.text] as const] : [])));
  if ([...now].every(([name, one]) => edited.get(name) === one)) return buildInput(building, text, edited);
  const ran = await buildTree(building.tree, building.builder, now);
  return ran.ok ? buildInput(building, ran.stdout, now) : undefined;
}

function tracedBuild({ tree, builder }: Building, text: string, edited: Texts): TracedBuild {
  const root = rootOf(tree);
  const files = [...tree.files].map(([path, bytes]): readonly [string, ChartText] => {
    const name = shown(path, builder.world);
    return [
      ['..', copy, ...relative(root, path).split(sep)].join('/'),
      { name, text: edited.get(name) ?? Buffer.from(bytes).toString('utf8'), editable: true },
    ];
  });
  return {
    name: builtName(tree),
    text,
    files: new Map(files),
    build: async (more) => {
      const ran = await buildTree(tree, builder, new Map([...edited, ...more]));
      return ran.ok ? ran.stdout : undefined;
    },
  };
}
