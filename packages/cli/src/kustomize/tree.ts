// A kustomization with everything that it refers to.
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { References } from '@canal-lint/core/trace';
import { shown } from '../files.js';
import type { World } from '../world.js';

export type Tree = {
  /** Folder of the kustomization, and as it is shown. */
  readonly folder: string;
  readonly name: string;
  /** Every file by its path on the disk. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Folders of the kustomizations in it, its own one first. */
  readonly folders: readonly string[];
  /** Why it is not built: what would be fetched or run, or what is not there. */
  readonly obstacles: readonly string[];
  readonly component: boolean;
};

const names = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

type Read = (text: string) => References | undefined;

/** The tree of a kustomization; undefined where its folder holds none. */
export function treeOf(folder: string, world: World, read: Read): Tree | undefined {
  const files = new Map<string, Uint8Array>();
  const folders: string[] = [];
  const obstacles: string[] = [];
  const enter = (inside: string): References | undefined => {
    const path = names.map((name) => join(inside, name)).find((one) => isFile(one, world));
    if (path === undefined || folders.includes(inside)) return undefined;
    folders.push(inside);
    add(path);
    const references = read(textOf(files.get(path)));
    if (!references) obstacles.push(`${shown(path, world)} is no kustomization`);
    for (const one of references?.remote ?? []) obstacles.push(`it takes ${one}, and canal-lint fetches nothing`);
    for (const one of references?.runs ?? []) obstacles.push(`it has ${one}, and canal-lint runs no helm for kustomize`);
    for (const one of references?.paths ?? []) follow(resolve(inside, one), one);
    return references;
  };
  const follow = (path: string, written: string): void => {
    if (isFile(path, world)) add(path);
    // kustomize takes what is not there for an address, and asks git.
    else if (!names.some((name) => isFile(join(path, name), world))) obstacles.push(`${written} is not there`);
    else enter(path);
  };
  const add = (path: string): void => {
    files.set(path, world.fs.readFileSync(path));
  };
  const own = enter(folder);
  return own && { folder, name: shown(folder, world), files, folders, obstacles, component: own.component };
}

/** True for a file name that kustomize looks for. */
export function isKustomization(path: string): boolean {
  return names.some((name) => path.endsWith(`${sep}${name}`));
}

function isFile(path: string, { fs }: World): boolean {
  return fs.statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function textOf(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString('utf8');
}

/** The nearest folder that holds all of the tree's files. */
export function rootOf({ files }: Tree): string {
  const [first = sep, ...others] = [...files.keys()].map(dirname);
  return others.reduce((root, folder) => {
    let up = root;
    while (relative(up, folder).startsWith('..')) up = dirname(up);
    return up;
  }, first);
}
