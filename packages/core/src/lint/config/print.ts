/** The configuration that holds, each value with its place: what --print-config prints. */
import type { Palette } from '../../report/reporter.js';
import { placeText } from '../../report/slot-rows.js';
import { type Row, type Section, tableLines } from '../../report/table.js';
import { printedJson, visible } from '../../report/visible.js';
import type { AnyRule } from '../../rules/rule.js';
import type { Config, Level, Placed, RuleSetting, RuleSettings } from './config.js';
import { leveled } from './config.js';

/** The configuration as text. `rules`: every rule that there is, those of plugins too. */
export function renderConfig(config: Config, rules: readonly AnyRule[], palette: Palette): string {
  const severity = new Map(rules.map((rule) => [rule.name, rule]));
  const listed = (settings: RuleSettings): readonly Row[] =>
    [...settings].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([name, setting]) => ruleRows(name, setting, severity.get(name)));
  const sections: readonly Section[] = [
    { title: 'configuration', rows: [...generalRows(config), ...factRows(config)] },
    { title: 'rules', rows: listed(config.rules) },
    ...config.overrides.map(({ files, rules: settings }) => ({ title: `rules for ${visible(files.join(', '))}`, rows: listed(settings) })),
    { title: 'rules by flag, for every file', rows: listed(config.flags) },
    { title: 'clusters', rows: config.clusters.map(({ name, files, origin }) => row(visible(name), { value: files.join(', '), origin })) },
  ];
  return `${tableLines(sections, palette).slice(1).join('\n')}\n`;
}

function generalRows({ extends: bases, plugins, reasons, calicoVersion }: Config): readonly Row[] {
  return [
    ...bases.map((one) => row('extends', one)),
    ...plugins.map((one) => row('plugin', one)),
    ...(reasons ? [row('suppressions', { ...reasons, value: 'need a reason' })] : []),
    ...(calicoVersion ? [row('calicoVersion', calicoVersion)] : []),
  ];
}

function factRows({ underlay }: Config): readonly Row[] {
  return Object.entries(underlay).flatMap(([key, fact]) => (fact ? [row(`underlay.${key}`, fact)] : []));
}

function row(label: string, { value, origin }: Placed<unknown>): Row {
  return { label, value: visible(String(value)), place: placeText(origin) };
}

function ruleRows(name: string, { level, options = {} }: RuleSetting, rule: AnyRule | undefined): readonly Row[] {
  const told = Object.entries(options).map(
    ([key, { value, origin }]) => `${visible(key)}: ${visible(JSON.stringify(value))}  ${placeText(origin)}`,
  );
  const base = { label: visible(name), remarks: told };
  if (!level) return [{ ...base, value: '' }];
  const value = levelText(level.value, rule);
  return [{ ...base, value, place: placeText(level.origin), ...(value === 'off' && { tone: 'quiet' as const }) }];
}

/** The highest severity that the rule has at a level. */
function levelText(level: Level, rule: AnyRule | undefined): string {
  return rule ? leveled(rule.severity, rule.severity, level) : level;
}

/** The configuration for programs; each value is `{value, from}`. */
export function configJson(config: Config, rules: readonly AnyRule[]): string {
  const severity = new Map(rules.map((rule) => [rule.name, rule]));
  const placed = (one: Placed<unknown>): object => ({ value: one.value, from: placeText(one.origin) });
  const settings = (all: RuleSettings): object =>
    Object.fromEntries(
      [...all].map(([name, { level, options = {} }]) => [
        name,
        {
          ...(level && { level: placed({ ...level, value: levelText(level.value, severity.get(name)) }) }),
          ...(Object.keys(options).length > 0 && {
            options: Object.fromEntries(Object.entries(options).map(([key, value]) => [key, placed(value)])),
          }),
        },
      ]),
    );
  const { calicoVersion, reasons } = config;
  return printedJson({
    extends: config.extends.map(placed),
    plugins: config.plugins.map(placed),
    rules: settings(config.rules),
    overrides: config.overrides.map((one) => ({ ...placed({ value: one.files, origin: one.origin }), rules: settings(one.rules) })),
    flags: settings(config.flags),
    clusters: config.clusters.map(({ name, files, origin }) => ({ name, ...placed({ value: files, origin }) })),
    underlay: Object.fromEntries(Object.entries(config.underlay).flatMap(([key, fact]) => (fact ? [[key, placed(fact)]] : []))),
    ...(calicoVersion && { calicoVersion: placed(calicoVersion) }),
    reasonsRequired: reasons ? placed(reasons) : { value: false, from: 'preset recommended' },
  });
}
