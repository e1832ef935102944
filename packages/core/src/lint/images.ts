/** Images of workloads that have nothing to do with the field, for image-pinned where it is told to judge every image. */
import type { Known } from '../cluster/setting.js';
import { overriddenImages } from '../readers/kustomization.js';
import { containersOf, imageOf } from '../readers/workload.js';
import { ruleState } from './config/config.js';
import type { Claimed } from './files.js';
import type { LintOptions } from './options.js';

const rule = 'image-pinned';

/** What a document with images holds: the look before parsing searches it where they are wanted. */
export const imageWord = 'image';

/** True where the option `wide` of the rule holds for a file. */
export function wantsImages(file: string, { rules = [], config }: LintOptions): boolean {
  const defaults = rules.find(({ name }) => name === rule)?.options.defaults as { readonly wide?: boolean } | undefined;
  return (config ? ruleState(config, rule, file).options['wide'] : undefined) === true || defaults?.wide === true;
}

/** The images of the workloads that no reader claims. */
export function otherImages(claimed: readonly Claimed[], options: LintOptions): readonly Known<string>[] {
  const own = claimed.filter(({ unit, by }) => by.length === 0 && wantsImages(unit.document.source.name, options));
  if (own.length === 0) return [];
  const overridden = overriddenImages(claimed.map(({ unit }) => unit));
  return own.flatMap(({ unit }) => containersOf(unit, rule).flatMap((container) => imageOf(container, overridden) ?? []));
}
