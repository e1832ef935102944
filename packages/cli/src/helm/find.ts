// Which charts are among the files that were found.
import { basename, dirname, resolve } from 'node:path';
import { codeOf, reasonOf } from '../errors.js';
import { cannotRead, type Findings, type Found, shown, type Unreadable } from '../files.js';
import type { World } from '../world.js';
import { type Chart, chartOfArchive, chartOfFolder } from './chart.js';

type Charts = {
  readonly charts: readonly Chart[];
  /** What is left to be read as it stands: archives are not. */
  readonly files: readonly Found[];
  readonly unreadable: readonly Unreadable[];
};

/** The charts among the files, outermost first: one in charts/ of another is part of that. `args`: the paths of the command line. */
export function findCharts({ files }: Findings, args: readonly string[], world: World): Charts {
  const charts: Chart[] = [];
  const unreadable: Unreadable[] = [];
  const targets = new Set(args.map((arg) => resolve(world.cwd, arg)));
  const attempt = (name: string, read: () => void): void => {
    try {
      read();
    } catch (error) {
      const reason = codeOf(error) === '' && error instanceof Error ? error.message : reasonOf(error);
      unreadable.push(cannotRead(name, reason));
    }
  };
  const roots = files.filter(({ path }) => isChartFile(path)).map(({ path }) => dirname(path));
  const own = (path: string): boolean => !roots.some((root) => isBelow(path, resolve(root, 'charts')));
  for (const path of roots.filter(own)) {
    const name = shown(path, world);
    const named = targets.has(path) || targets.has(resolve(path, 'Chart.yaml'));
    attempt(name, () => charts.push(chartOfFolder(world.fs, { path, name, named })));
  }
  for (const { path, name } of files.filter((file) => isArchive(file.path) && own(file.path))) {
    const named = targets.has(path);
    attempt(name, () => {
      const chart = chartOfArchive(world.fs, { path, name, named });
      if (chart) charts.push(chart);
      else if (named) unreadable.push(cannotRead(name, 'no Helm chart is in it', 'unpack it, or pack the chart with helm package'));
    });
  }
  return { charts, files: files.filter(({ path }) => !isArchive(path)), unreadable };
}

function isChartFile(path: string): boolean {
  return basename(path) === 'Chart.yaml';
}

function isArchive(path: string): boolean {
  return /\.tgz$/i.test(path);
}

/** True for a path in a folder, at any depth. */
export function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder) && /^[\\/]/.test(path.slice(folder.length));
}
