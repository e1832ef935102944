#!/usr/bin/env node
// Makes the validators of Calico's resources from packages/core/src/network/catalogue/fields/: for each kind one module with ajv's standalone
// code (nothing is compiled at run time, so a page with a strict policy may use it) and the table of what a JSON schema cannot say.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { transformSync } from 'esbuild';

const folder = fileURLToPath(new URL('../packages/core/src/network/catalogue/', import.meta.url));
const widths = { uint8: [0, 255], uint16: [0, 65535], uint32: [0, 4294967295], int32: [-2147483648, 2147483647] };
const bounds = {
  min: 'minimum',
  max: 'maximum',
  minLength: 'minLength',
  maxLength: 'maxLength',
  minItems: 'minItems',
  maxItems: 'maxItems',
};
/** What the table holds of a field; the rest is in the schema. */
const told = ['type', 'format', 'default', 'empty', 'decode', 'check', 'each', 'since', 'until', 'absentIn', 'enum'];
const formats = ['cidr'];

/** A Go pattern as one of JavaScript: the flag (?i) at its start or behind ^ becomes classes of letters. */
export function translated(pattern) {
  const flagged = /^(\^?)\(\?i\)/.exec(pattern);
  const made = flagged ? flagged[1] + anyCase(pattern.slice(flagged[0].length)) : pattern;
  if (/\(\?[^:]/.test(made)) throw new Error(`a flag of Go that is not translated: ${pattern}`);
  return made;
}

function anyCase(pattern) {
  return pattern.replace(/\\.|\[[^\]]*\]|[a-zA-Z]/g, (part) => {
    if (part.startsWith('\\')) return part;
    if (part.startsWith('[')) throw new Error(`a class below (?i) is not translated: ${pattern}`);
    return `[${part.toLowerCase()}${part.toUpperCase()}]`;
  });
}

/** The fields as a tree: path by path, `[]` for the items of an array. */
function treeOf(fields) {
  const root = { field: { type: 'object' }, props: new Map(), items: undefined };
  for (const [path, field] of Object.entries(fields)) {
    let node = root;
    for (const step of path.match(/[^.[\]]+|\[\]/g)) {
      const fresh = { field: { type: 'object' }, props: new Map(), items: undefined };
      if (step === '[]') node = node.items ??= fresh;
      else {
        if (!node.props.has(step)) node.props.set(step, fresh);
        node = node.props.get(step);
      }
    }
    node.field = field;
  }
  return root;
}

/** What holds of a value in any release: enumerations and patterns are united, the newest bounds count. */
function scalarSchema(field) {
  const earlier = field.was ?? [];
  const schema = typeSchema(field, earlier);
  if (field.enum) schema.enum = [...new Set([field, ...earlier].flatMap((one) => one.enum ?? []))];
  if (field.pattern) {
    const patterns = [...new Set([field, ...earlier].flatMap((one) => (one.pattern ? [translated(one.pattern)] : [])))];
    schema.pattern = patterns.length > 1 ? patterns.map((one) => `(?:${one})`).join('|') : patterns[0];
  }
  for (const [ours, theirs] of Object.entries(bounds)) if (field[ours] !== undefined) schema[theirs] = field[ours];
  const [least, most] = widths[field.decode] ?? widths[field.format] ?? [];
  if (least !== undefined) {
    schema.minimum = Math.max(least, schema.minimum ?? least);
    schema.maximum = Math.min(most, schema.maximum ?? most);
  }
  return schema;
}

function typeSchema({ type }, earlier) {
  const types = [type, ...earlier.map((one) => one.type)].flat().flatMap((one) => (one === 'int-or-string' ? ['integer', 'string'] : one));
  const unique = [...new Set(types)];
  return { type: unique.length > 1 ? unique : unique[0] };
}

/** The JSON schema of a node. Equal schemas of maps are kept once, in `definitions`. */
function schemaOf(node, definitions) {
  const { field, props, items } = node;
  if (field.pruned) return { type: field.type };
  if (field.type === 'array') {
    const item = items ? schemaOf(items, definitions) : scalarSchema({ ...field.items, decode: field.decode });
    return { ...pick(scalarSchema(field), ['type', 'minItems', 'maxItems']), items: item, ...(field.unique && { uniqueItems: true }) };
  }
  if (field.type !== 'object') return scalarSchema(field);
  if (field.values) return { type: 'object', additionalProperties: scalarSchema({ ...field.values, decode: field.decode }) };
  if (props.size === 0) return { type: 'object' };
  const required = [...props].filter(([, child]) => child.field.required).map(([name]) => name);
  return shared(
    {
      type: 'object',
      additionalProperties: false,
      properties: Object.fromEntries([...props].map(([name, child]) => [name, schemaOf(child, definitions)])),
      ...(required.length > 0 && { required }),
    },
    definitions,
  );
}

function shared(schema, definitions) {
  const key = JSON.stringify(schema);
  if (!definitions.has(key)) definitions.set(key, { name: `d${definitions.size}`, schema });
  return { $ref: `#/$defs/${definitions.get(key).name}` };
}

function pick(object, names) {
  return Object.fromEntries(Object.entries(object).filter(([name]) => names.includes(name)));
}

/** The table of a node, as a constant of the module; equal tables are written once. */
function tableOf(node, constants) {
  const { field, props, items } = node;
  const facts = Object.entries(factsOf(field)).map(([name, value]) => `${name}:${JSON.stringify(value)}`);
  if (field.was) facts.push(`was:${JSON.stringify(field.was.map((one) => pick(one, ['type', 'enum', 'from', 'to'])))}`);
  if (field.pruned) facts.push('open:true');
  if (field.items) facts.push(`items:${JSON.stringify(factsOf({ ...field.items, decode: field.decode }))}`);
  if (items) facts.push(`items:${tableOf(items, constants)}`);
  if (field.values) facts.push(`values:${JSON.stringify(factsOf({ ...field.values, decode: field.decode }))}`);
  if (props.size > 0)
    facts.push(`props:{${[...props].map(([name, child]) => `${JSON.stringify(name)}:${tableOf(child, constants)}`).join(',')}}`);
  const text = `{${facts.join(',')}}`;
  if (text.length < 40) return text;
  if (!constants.has(text)) constants.set(text, `t${constants.size}`);
  return constants.get(text);
}

/** What the table tells of a field. A pattern that is a list of words becomes those words. */
function factsOf(field) {
  const words = /^\^\(\?i\)\(([\w|]+)\)\??\$$/.exec(field.pattern ?? '')?.[1].split('|');
  const { format, ...facts } = pick(field, told);
  return { ...facts, ...(formats.includes(format) && { format }), ...(words && { words }) };
}

const ajv = () =>
  new Ajv({
    ...{ allErrors: true, messages: false, inlineRefs: false, strict: false, unicode: false, unicodeRegExp: false, logger: false },
    code: { source: true, esm: true, lines: false },
  });

const refusal =
  /const (err\d+) = \{instancePath(?::(.*?))?,schemaPath:"[^"]*",keyword:("[^"]*"),params:(.*?)\};if\(vErrors === null\)\{vErrors = \[\1\];\}else \{vErrors\.push\(\1\);\}errors\+\+;/g;
const refuse =
  'const refuse = (all, instancePath, keyword, params) => { const one = { instancePath, keyword, params }; return all === null ? [one] : (all.push(one), all); };';

/** ajv's code in four fifths of its length: a refusal is a call, and says nothing of the schema; of the schemas stays what the code asks of them. */
function shortened(code) {
  const calls = code.replaceAll(
    refusal,
    (_, _name, path = 'instancePath', keyword, params) => `vErrors = refuse(vErrors,${path},${keyword},${params});errors++;`,
  );
  if (calls.includes('schemaPath')) throw new Error('ajv writes refusals otherwise than it did');
  const kept = new Map();
  const small = calls.replaceAll(/const (schema\d+) = (\{.*?\});(?=const |function |export )/g, (_, name, json) => {
    kept.set(name, asked(JSON.parse(json)));
    return `const ${name} = ${JSON.stringify(kept.get(name))};`;
  });
  for (const [use, name, path] of small.matchAll(/\b(schema\d+)((?:\.\w+|\["[^"]*"\])+)/g)) {
    const found = [...path.matchAll(/\.(\w+)|\["([^"]*)"\]/g)].reduce((node, [, word, quoted]) => node?.[word ?? quoted], kept.get(name));
    if (found === undefined) throw new Error(`ajv's code asks for ${use}, which was left out`);
  }
  return `${refuse}${small}`;
}

/** Names of properties, and lists of values and of types, at the depth at which they stand. */
function asked({ properties, items, additionalProperties, type, enum: values }) {
  const below = { items, additionalProperties };
  return {
    ...(properties && { properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, asked(one)])) }),
    ...Object.fromEntries(Object.entries(below).flatMap(([name, one]) => (typeof one === 'object' ? [[name, asked(one)]] : []))),
    ...(Array.isArray(type) && { type }),
    ...(values && { enum: values }),
  };
}

/** The module of one kind. */
export function moduleOf({ kind, fields }) {
  const tree = treeOf(fields);
  for (const name of ['apiVersion', 'kind']) tree.props.set(name, { field: { type: 'string' }, props: new Map(), items: undefined });
  tree.props.set('metadata', { field: { type: 'object', pruned: true }, props: new Map(), items: undefined });
  const definitions = new Map();
  const root = schemaOf(tree, definitions);
  const schema = { ...root, $defs: Object.fromEntries([...definitions.values()].map((one) => [one.name, one.schema])) };
  const made = ajv();
  const code = shortened(standalone(made, made.compile(schema)))
    .replace(/^"use strict";/, '')
    .replace(/export const validate = (\w+);export default \1;/, 'const entry = $1;');
  if (/\brequire\(|\bimport\b|\bexport\b/.test(code)) throw new Error(`${kind}: ajv's code would need a module at run time`);
  const constants = new Map();
  const table = tableOf(tree, constants);
  const tables = [...constants].map(([text, name]) => `const ${name}=${text};`).join('\n');
  const text = `${code}\n${tables}\nexport const schema = { validate: entry, fields: ${table} };`;
  const small = transformSync(text, { minify: true, treeShaking: true, target: 'es2022', format: 'esm' }).code.replace(
    /export\s*\{([\w$]+) as schema\};\s*$/,
    'export const schema: KindSchema = $1;',
  );
  return `// Written by \`npm run schemas\` from fields/${fileOf(kind)}.json; do not edit.
// @ts-nocheck
import type { KindSchema } from './schema.js';
${small}
`;
}

function fileOf(kind) {
  return kind.replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '-').toLowerCase();
}

function write(name, text) {
  const file = join(folder, name);
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
}

/** Writes the modules and the list that loads them. */
export function makeSchemas() {
  mkdirSync(folder, { recursive: true });
  const kinds = readdirSync(join(folder, 'fields'))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, 'fields', name), 'utf8')));
  for (const one of kinds) write(`${fileOf(one.kind)}.gen.ts`, moduleOf(one));
  const lines = kinds.map(
    ({ kind, groups }) =>
      `  ${kind}: { groups: ${JSON.stringify(groups).replaceAll('"', "'").replaceAll(',', ', ')}, load: () => import('./${fileOf(kind)}.gen.js') },`,
  );
  write(
    'kinds.gen.ts',
    `// Written by \`npm run schemas\` from fields/; do not edit.
import type { KindSchema } from './schema.js';

type Kind = { readonly groups: readonly string[]; readonly load: () => Promise<{ readonly schema: KindSchema }> };

/** Each kind of the catalogue: the groups that serve it, and its schema, loaded on demand. */
export const kinds: Readonly<Record<string, Kind>> = {
${lines.join('\n')}
};
`,
  );
}

/** What vitest calls before the tests. */
export function setup() {
  makeSchemas();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) makeSchemas();
