import type { AnyRule } from '../../rules/rule.js';
import { unwritten } from '../facts.js';
import type { Level, Placed, RuleSettings } from './config.js';

export const presets = ['recommended', 'strict', 'all'] as const;
export type Preset = (typeof presets)[number];

/** True for the name of a preset; every other `extends` is a file or a package. */
export function isPreset(name: string): name is Preset {
  return presets.some((one) => one === name);
}

/**
 * What a preset says of every rule. `recommended`: the recommended rules, as they are. `strict`: the same, infos raised to warnings and warnings to
 * errors, and a suppression needs a reason. `all`: every rule, as it is.
 */
export function presetRules(preset: Preset, rules: readonly AnyRule[]): RuleSettings {
  const origin = unwritten(`preset ${preset}`);
  const level = ({ recommended }: AnyRule): Level =>
    recommended === false && preset !== 'all' ? 'off' : preset === 'strict' ? 'raised' : 'own';
  return new Map(rules.map((rule) => [rule.name, { level: { value: level(rule), origin } }]));
}

/** Only `strict` asks for reasons. */
export function presetReasons(preset: Preset): Placed<true> | undefined {
  return preset === 'strict' ? { value: true, origin: unwritten(`preset ${preset}`) } : undefined;
}
