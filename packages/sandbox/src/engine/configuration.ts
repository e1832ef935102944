// The .canal-lint.yaml among the files, which counts here as it does for the command.
import { allRules, type LintOptions, type Run } from '@canal-lint/core';
import type { ConfigTree, Fault } from '@canal-lint/core/config';
import type { FileText, Linted, Settings } from '../protocol.js';

/** The options of a run, or the run that tells what is wrong with the configuration; `remarks`: what of it does not count here, and why. */
export type Configured = { readonly remarks: Linted['skipped'] } & ({ readonly options: LintOptions } | { readonly faulty: Run });

const configName = '.canal-lint.yaml';
const lastStep = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

/** True for files that tell canal-lint what to do, and nothing of a network. */
export const isConfig = ({ name }: FileText): boolean => /^\.canal-lint\.ya?ml$/.test(lastStep(name));

/** A page has one configuration: of several the one that is highest up. Without one nothing of it is loaded. */
export async function configuredBy(files: readonly FileText[], { unsafe: _, ...settings }: Settings): Promise<Configured> {
  const depth = ({ name }: FileText): number => name.split('/').length;
  const all = files.filter(isConfig).sort((a, b) => depth(a) - depth(b));
  const file = all.find(({ name }) => lastStep(name) === configName);
  const remarks = all.filter((one) => one !== file).map((one) => ({ file: one.name, document: null, reason: unread(one, file) }));
  if (!file) return { options: settings, remarks };
  const { configurationRun, resolveConfig } = await import('@canal-lint/core/config');
  const reading: Reading = { files, faults: [], plugins: false };
  const tree = await treeOf(file, [], reading);
  if (reading.plugins) {
    const reason = 'not used: it brings plugins, and the page runs no code but its own';
    return { options: settings, remarks: [...remarks, { file: file.name, document: null, reason }] };
  }
  const globs = file.name.slice(0, -configName.length).replace(/\/$/, '');
  const { config, faults } = resolveConfig({ tree, rules: allRules, base: { globs, names: '' }, flags: settings });
  if (faults.length + reading.faults.length > 0) return { faulty: configurationRun([...faults, ...reading.faults], 1), remarks };
  // Nobody knows here whether all files of a cluster were opened: what is absent may be in others.
  const clusters = config.clusters.map((cluster) => ({ ...cluster, closed: false }));
  return { options: { rules: allRules, config: { ...config, clusters } }, remarks };
}

function unread({ name }: FileText, used: FileText | undefined): string {
  if (lastStep(name) !== configName) return `not read: the configuration is called ${configName}`;
  return `not used: the page has one configuration, ${used?.name ?? ''}`;
}

type Reading = { readonly files: readonly FileText[]; readonly faults: Fault[]; plugins: boolean };

/** A configuration with what it extends, where that is among the files. */
async function treeOf(input: FileText, above: readonly FileText[], reading: Reading): Promise<ConfigTree> {
  const { isPreset, parseConfig } = await import('@canal-lint/core/config');
  const file = parseConfig(input);
  reading.plugins ||= file.plugins.length > 0;
  const bases: ConfigTree['bases'][number][] = [];
  for (const { value, origin } of file.extends) {
    const beside = reading.files.find(({ name }) => name === joined(input.name, value));
    if (isPreset(value)) bases.push(value);
    else if (beside && !above.includes(beside) && beside !== input) bases.push(await treeOf(beside, [...above, input], reading));
    else reading.faults.push({ message: `'${value}' is no preset and not among the files: open it too`, at: origin });
  }
  return { file, bases };
}

/** A path beside a file: `./strict.yaml` beside `a/.canal-lint.yaml` is `a/strict.yaml`. */
function joined(file: string, path: string): string {
  const steps = file.split('/').slice(0, -1);
  for (const step of path.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.') steps.push(step);
  }
  return steps.join('/');
}
