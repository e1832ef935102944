/** The JSON schema of a configuration: what editors complete, and what check.ts holds a file against. */
import type { AnyRule } from '../../rules/rule.js';
import { clouds } from '../options.js';
import { absentPolicies } from '../policy-name.js';

/** The part of JSON Schema (draft 2020-12) that rules use for their options; check.ts knows exactly these words. */
export type Schema = {
  readonly $schema?: string;
  readonly $id?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly type?: SchemaType;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minProperties?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  /** What a text that does not match should look like. */
  readonly examples?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
};

export type SchemaType = 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean';

const levels = ['off', 'info', 'warning', 'error'] as const;
const text: Schema = { type: 'string', minLength: 1 };
const globs: Schema = { type: 'array', minItems: 1, items: text };

const underlay: Schema = {
  title: 'fact about the underlay',
  description: 'What carries the packets of the nodes; no manifest tells it.',
  type: 'object',
  additionalProperties: false,
  properties: {
    cloud: { type: 'string', enum: clouds, description: 'The cloud that the nodes run in, such as aws.' },
    nicMtu: { type: 'integer', minimum: 68, maximum: 65535, description: 'MTU of the interfaces of the nodes, in bytes.' },
    l2: { type: 'boolean', description: 'All nodes share one L2 segment.' },
    routesPods: { type: 'boolean', description: 'The underlay routes the addresses of pods.' },
  },
};

/** The schema for these rules: a name that none of them has, nor a policy that is not loaded, is an error, and options are held against the schema of their rule. */
export function configSchema(rules: readonly AnyRule[]): Schema {
  const known = rules.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return {
    type: 'object',
    additionalProperties: false,
    properties: {
      extends: {
        description: 'What this configuration starts from: recommended, strict, all, a file (./base.yaml) or a package; the last one wins.',
        anyOf: [text, { type: 'array', items: text }],
      },
      plugins: {
        description: 'Modules with rules of your own (./my-rules.mjs); they run inside canal-lint.',
        type: 'array',
        items: { ...text, pattern: '^\\.{0,2}/', examples: ['./my-rules.mjs'] },
      },
      rules: { $ref: '#/$defs/rules' },
      overrides: {
        description: 'Rules for some files only; a later entry beats an earlier one.',
        type: 'array',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['files', 'rules'],
          properties: {
            files: { ...globs, description: 'Globs, relative to the folder of the configuration.' },
            rules: { $ref: '#/$defs/rules' },
          },
        },
      },
      clusters: {
        description: 'Which files make one cluster: its name, and globs relative to the folder of the configuration.',
        type: 'object',
        additionalProperties: globs,
      },
      calicoVersion: {
        description: 'The release of Calico where the input does not tell it, such as v3.31.',
        type: 'string',
        pattern: '^v?[0-9]{1,5}\\.[0-9]{1,5}(\\.[0-9]{1,5})?([-+].*)?$',
        examples: ['v3.31', 'v3.31.2'],
      },
      underlay,
    },
    $defs: {
      rules: {
        title: 'rule',
        description: 'The level of each rule, or {level, options}.',
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(known.map((rule) => [rule.name, ruleSchema(rule)])),
        // One configuration serves runs with and without --policy.
        patternProperties: { [absentPolicies(known.map(({ name }) => name)).source]: ruleValue({ type: 'object' }) },
      },
    },
  };
}

function ruleSchema({ summary, options }: AnyRule): Schema {
  return { description: `${summary}.`, ...ruleValue(options.schema as Schema) };
}

function ruleValue(options: Schema): Schema {
  return {
    anyOf: [
      { type: 'string', enum: levels },
      {
        type: 'object',
        additionalProperties: false,
        minProperties: 1,
        properties: { level: { type: 'string', enum: levels }, options: { title: 'option', ...options } },
      },
    ],
  };
}

/** The schema as it is published, at the address `id`. It knows no rules of plugins, so that it must let every name pass. */
export function publishedSchema(rules: readonly AnyRule[], id: string): Schema {
  const { $defs, ...rest } = configSchema(rules);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: id,
    title: '.canal-lint.yaml',
    description: 'Configuration of canal-lint.',
    ...rest,
    $defs: { rules: { ...$defs?.['rules'], additionalProperties: ruleValue({ type: 'object' }) } },
  };
}
