// What a module must look like to bring rules: it was written by others, perhaps without types.
import type { AnyRule } from '@canal-lint/core';

/** The rules of a module (its `rules` or default export: one or a list), each or what is wrong with it. */
export function rulesOf(module: Readonly<Record<string, unknown>>): readonly (AnyRule | string)[] {
  const exported = module['rules'] ?? module['default'];
  const list: readonly unknown[] = Array.isArray(exported) ? exported : [exported];
  if (exported === undefined || list.length === 0) return ['exports no rule: export default defineRule({…}), or a list of rules'];
  return list.map((one) => faultOf(one) ?? (one as AnyRule));
}

function faultOf(rule: unknown): string | undefined {
  if (!isRecord(rule)) return 'exports something that is no rule';
  const name = rule['name'];
  if (typeof name !== 'string' || !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name))
    return `has a rule whose name is no kebab-case word: ${String(name)}`;
  const severity = rule['severity'];
  if (severity !== 'error' && severity !== 'warning' && severity !== 'info')
    return `has a rule ${name} without a severity (error, warning or info)`;
  if (typeof rule['summary'] !== 'string') return `has a rule ${name} without a summary`;
  if (!isRecord(rule['messages'])) return `has a rule ${name} without messages`;
  if (typeof rule['check'] !== 'function') return `has a rule ${name} without a function check`;
  const options = rule['options'];
  if (!isRecord(options) || !isRecord(options['schema']) || !('defaults' in options))
    return `has a rule ${name} without options: {schema, defaults}; noOptions is for none`;
  return undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
