/** Holds a document against a schema and gives its value. Faults have their place; a mistyped word is met by the one that was probably meant. */
import { type Document, entries, followed, items, type Node, nearest, type Origin, type Path } from '../../source/index.js';
import type { Schema, SchemaType } from './schema.js';

export type Fault = { readonly message: string; readonly at: Origin };

/** One reading of a document; faults are collected in it. */
export type Reading = { readonly document: Document; readonly schema: Schema; readonly faults: Fault[] };

/** The value of a document as its schema reads it. What is at fault is left out, and told in `faults`. */
export function readDocument(reading: Reading): unknown {
  const { root } = reading.document;
  return root ? read(reading, reading.schema, { node: root, path: [] }) : undefined;
}

type Here = { readonly node: Node; readonly path: Path };

function read(reading: Reading, schema: Schema, here: Here): unknown {
  const { $ref, anyOf } = schema;
  if ($ref !== undefined) return read(reading, { ...reading.schema.$defs?.[$ref.replace('#/$defs/', '')], ...without(schema) }, here);
  const node = followed(here.node);
  const fitting = anyOf?.find((branch) => fits(branch, node));
  if (fitting) return read(reading, fitting, here);
  if (!fits(schema, node)) return told(reading, here, `expected ${wanted(schema)}, not ${kindOf(node)}`);
  if (node.kind === 'map') return readMap(reading, schema, here);
  if (node.kind === 'seq') return readList(reading, schema, here);
  const value = schema.type === 'string' ? node.text : node.value;
  const fault = scalarFault(value, schema);
  return fault === undefined ? value : told(reading, here, fault);
}

function without({ $ref: _, ...rest }: Schema): Schema {
  return rest;
}

function readMap(reading: Reading, schema: Schema, { node, path }: Here): Readonly<Record<string, unknown>> {
  const { properties = {}, additionalProperties, title = 'key', required = [], minProperties = 0 } = schema;
  const value: Record<string, unknown> = {};
  const found = entries(node);
  for (const { name, value: below } of found) {
    const inside = [...path, name];
    const own = Object.hasOwn(properties, name) ? properties[name] : (patterned(schema, name) ?? additionalProperties);
    if (own === false) unknownKey(reading, inside, { title, known: Object.keys(properties) });
    else if (isEmpty(below) && isCollection(own)) continue;
    else value[name] = read(reading, typeof own === 'object' ? own : {}, { node: below, path: inside });
  }
  for (const name of required) if (!found.some((e) => e.name === name)) told(reading, { node, path }, `the key ${name} is missing`);
  if (found.length < minProperties) told(reading, { node, path }, `expected at least one of ${Object.keys(properties).join(', ')}`);
  return value;
}

function patterned({ patternProperties = {} }: Schema, name: string): Schema | undefined {
  return Object.entries(patternProperties).find(([pattern]) => new RegExp(pattern, 'u').test(name))?.[1];
}

type Names = { readonly title: string; readonly known: readonly string[] };

function unknownKey({ document, faults }: Reading, path: Path, { title, known }: Names): void {
  const name = String(path.at(-1));
  faults.push({ message: `there is no ${title} '${name}'; ${hint(name, known)}`, at: { document, path, part: 'key' } });
}

/** `did you mean x?`, or what is allowed where that is a short list. */
function hint(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  if (near !== undefined) return `did you mean ${near}?`;
  return known.length === 0 ? 'it has none' : known.length <= 10 ? `allowed are ${known.join(', ')}` : '`canal-lint rules` lists them';
}

function readList(reading: Reading, { items: each = {}, minItems = 0 }: Schema, { node, path }: Here): readonly unknown[] {
  const list = items(node);
  if (list.length < minItems) told(reading, { node, path }, 'the list is empty');
  return list.map((item, i) => read(reading, each, { node: item, path: [...path, i] }));
}

function scalarFault(value: unknown, schema: Schema): string | undefined {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY, pattern, minLength = 0 } = schema;
  const allowed = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  if (allowed && !allowed.includes(value)) return `'${String(value)}' is not allowed; ${hint(String(value), allowed.map(String))}`;
  if (typeof value === 'number' && (value < minimum || value > maximum)) return `${value} is not allowed: it must be ${rangeText(schema)}`;
  if (typeof value !== 'string') return undefined;
  if (value.length < minLength) return 'an empty text is not allowed';
  if (pattern === undefined || new RegExp(pattern, 'u').test(value)) return undefined;
  return `'${value}' is not allowed: ${schema.examples ? `write it as ${schema.examples.join(' or ')}` : `it must match ${pattern}`}`;
}

function rangeText({ minimum, maximum }: Schema): string {
  if (minimum === undefined) return `at most ${maximum}`;
  return maximum === undefined ? `at least ${minimum}` : `from ${minimum} to ${maximum}`;
}

function fits({ type, enum: allowed, pattern, anyOf }: Schema, node: Exclude<Node, { kind: 'alias' }>): boolean {
  if (anyOf) return anyOf.some((branch) => fits(branch, node));
  if (type === undefined) return true;
  if (node.kind !== 'scalar') return type === (node.kind === 'map' ? 'object' : 'array');
  if (node.value === null) return false;
  // `off` is false and 3.30 is 3.3 for YAML 1.1; what is meant is the text, where such a text is asked for.
  if (type === 'string')
    return typeof node.value === 'string' || (node.style === 'plain' && (allowed !== undefined || pattern !== undefined));
  return type === 'integer' ? Number.isInteger(node.value) : typeof node.value === type;
}

function isCollection(schema: Schema | boolean | undefined): boolean {
  return typeof schema === 'object' && (schema.$ref !== undefined || schema.type === 'object' || schema.type === 'array');
}

/** `rules:` with nothing behind it: what was there is commented out. */
function isEmpty(node: Node): boolean {
  const found = followed(node);
  return found.kind === 'scalar' && found.value === null && found.style === 'plain';
}

const words: Readonly<Record<SchemaType, string>> = {
  object: 'a map',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
};

function wanted({ type, anyOf, enum: allowed }: Schema): string {
  if (anyOf) return anyOf.map(wanted).join(' or ');
  if (allowed) return `one of ${allowed.map(String).join(', ')}`;
  return type === undefined ? 'something else' : words[type];
}

function kindOf(node: Exclude<Node, { kind: 'alias' }>): string {
  if (node.kind === 'scalar')
    return node.value === null ? 'nothing' : typeof node.value === 'string' ? `the text '${node.text}'` : node.text;
  return words[node.kind === 'map' ? 'object' : 'array'];
}

function told({ document, faults }: Reading, { path }: Here, message: string): undefined {
  faults.push({ message, at: { document, path } });
  return undefined;
}
