/** What to do with a configuration, in words that the installers share. */
import { atLeast, formatVersion } from '../../network/version.js';
import type { Plan } from './plan.js';

/** The release, as tags spell it: `v3.31.4`, or with a hole for the patch where only the minor was told. */
export function release({ described: { calico } }: Plan): string {
  return calico.patch === undefined ? `${formatVersion(calico)}.<patch>` : formatVersion(calico);
}

/** Addresses of Calico's manifests. From v3.30 on, the definitions of the operator stand in a file of their own. */
export function manifestsAt(plan: Plan, names: readonly string[]): readonly string[] {
  const there = names.filter((name) => name !== 'operator-crds.yaml' || atLeast(plan.described.calico, '3.30'));
  return there.map((name) => `https://raw.githubusercontent.com/projectcalico/calico/${release(plan)}/manifests/${name}`);
}

/** The step that checks what was written, with all that is known of the underlay. */
export function check({ described: { cloud, nicMtu, l2 } }: Plan, files: readonly string[]): string {
  const facts = [`cloud=${cloud}`, `nicMtu=${nicMtu}`, ...(l2 === undefined ? [] : [`l2=${l2}`])];
  return `canal-lint ${files.join(' ')} --underlay ${facts.join(',')}`;
}

/** The step for what lies between the nodes. */
export function open(files: readonly string[]): string {
  return `canal-lint generate firewall ${files.join(' ')}`;
}
