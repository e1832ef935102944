/** From the tree of a file to the value that Calico's client would send: durations, AS numbers and ports in their canonical form, zero values dropped. */
import type { Proposal } from '../../cluster/finding.js';
import { parsePort } from '../../network/api-values.js';
import { parseAsNumber } from '../../network/as-number.js';
import type { Field } from '../../network/catalogue/schema.js';
import { formatGoDuration, meantDuration, parseGoDuration } from '../../network/go-duration.js';
import { entries, followed, isPlaceholder, items, type Node, type Origin, type Path, type ScalarNode } from '../../source/index.js';
import { hidden, nameOf, place, rewrite, type Subject, type Value } from './subject.js';

type Scalar = string | number | boolean;

/** The value of a node; undefined where it is absent for Calico's client: null, or a zero value that it does not send. */
export function reading(subject: Subject, node: Node, field: Field | undefined, path: Path = []): Value | undefined {
  const at = followed(node);
  if (at.kind === 'scalar') return scalar(subject, at, field, path);
  if (at.kind === 'seq') return items(at).map((item, i) => reading(subject, item, itemField(field), [...path, i]) ?? zeroItem(field));
  const read: Record<string, Value> = {};
  const written = entries(at).filter(({ key }) => key.kind === 'scalar' && !key.templated);
  for (const { name, value } of written) {
    const known = canonical(subject, name, field);
    // encoding/json takes a key in any case; of two that mean one field the later one in the order of the alphabet wins.
    if (written.some((other) => other.name > name && canonical(subject, other.name, field) === known)) {
      overwritten(subject, value, childField(field, known), [...path, name]);
      continue;
    }
    if (known !== name) subject.respelt.set(JSON.stringify([...path, known]), name);
    const below = reading(subject, value, childField(field, known), [...path, known]);
    if (below !== undefined) Object.defineProperty(read, known, { value: below, enumerable: true, configurable: true });
  }
  return completed(subject, read, field);
}

/** The name of the field that Go's client reads a key into. */
function canonical({ client }: Subject, name: string, field: Field | undefined): string {
  if (!client || !field?.props || Object.hasOwn(field.props, name)) return name;
  return Object.keys(field.props).find((one) => one.toLowerCase() === name.toLowerCase()) ?? name;
}

function itemField(field: Field | undefined): Field | undefined {
  return field?.items;
}

/** A value that another spelling of its key replaces must still be of its type. */
function overwritten(subject: Subject, node: Node, field: Field | undefined, path: Path): void {
  const { kind } = followed(node);
  const wanted = field?.type === 'array' ? 'seq' : field?.type === 'object' ? 'map' : 'scalar';
  const at = place(subject, path, 'key');
  const expected = wanted === 'seq' ? 'a list' : wanted === 'map' ? 'a map' : 'a single value';
  if (kind !== wanted)
    subject.report({ message: 'wrongType', at, data: { field: nameOf(path), expected, value: 'what stands here', found: 'none' } });
  else
    subject.later(() =>
      subject.report({ message: 'letterCase', at, severity: 'warning', data: { field: nameOf(path), meant: 'in one way only' } }),
    );
}

function childField(field: Field | undefined, name: string): Field | undefined {
  return field?.values ?? (field?.props && Object.hasOwn(field.props, name) ? field.props[name] : undefined);
}

/** null in a list is the zero value of its type (encoding/json). */
function zeroItem(field: Field | undefined): Value {
  const type = field?.items?.type;
  if (type === 'string') return '';
  return type === 'integer' || type === 'number' ? 0 : {};
}

/** Go's client sends the zero value of a field without `omitempty`; the API server adds defaults. Both only below a map that is there. */
function completed(subject: Subject, read: Readonly<Record<string, Value>>, field: Field | undefined): Value {
  const { client, partial } = subject;
  if (partial || !field?.props) return read;
  const added = Object.entries(field.props).flatMap(([name, child]): [string, Value][] => {
    if (Object.hasOwn(read, name)) return [];
    if (client && child.empty === 'kept') return [[name, child.props ? completed(subject, {}, child) : zeroOf(child)]];
    return isScalar(child.default) && child.default !== '' ? [[name, child.default]] : [];
  });
  return added.length === 0 ? read : { ...read, ...Object.fromEntries(added) };
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function zeroOf({ type }: Field): Scalar {
  if (type === 'boolean') return false;
  return type === 'integer' || type === 'number' ? 0 : '';
}

function scalar(subject: Subject, node: ScalarNode, field: Field | undefined, path: Path): Value | undefined {
  if (node.templated || isPlaceholder(node)) return hidden;
  if (node.value === null) return undefined;
  const known = field?.decode === undefined ? asText(subject, node, field, path) : decoded(subject, plainValue(node), field, path);
  return subject.client && field?.empty === 'absent' && (known === '' || known === 0 || known === false) ? undefined : known;
}

/** sigs.k8s.io/yaml, which calicoctl reads files with, makes a text of a number where Go wants one; the API server refuses it. */
function asText(subject: Subject, node: ScalarNode, field: Field | undefined, path: Path): Scalar {
  const value = plainValue(node);
  if (typeof value === 'string' || field?.type !== 'string' || !subject.client) return value;
  const at = place(subject, path);
  const found = typeof value === 'number' ? 'a number' : 'a boolean';
  const data = { field: nameOf(path), value: node.text, found, text: String(value) };
  const message = node.text === data.text ? 'looseText' : 'looseRespelt';
  subject.later(() => subject.report({ message, at, severity: 'warning', data, fix: inQuotes(at, node) }));
  return data.text;
}

function plainValue({ value }: ScalarNode): Scalar {
  return typeof value === 'bigint' ? Number(value) : (value ?? '');
}

/** Quotes round what is written. Safe only where that is what YAML read, too: `010` was the number 8, and one of the two is meant. */
export function inQuotes(at: Origin, { text, value }: ScalarNode): Proposal {
  return rewrite(at, text, { title: `put ${text} in quotes`, safe: text === String(value) });
}

type Decoder = (subject: Subject, value: Scalar, path: Path) => Value;

const decoders: Readonly<Record<string, Decoder>> = {
  duration(subject, value, path) {
    if (typeof value !== 'string') return value;
    const nanoseconds = parseGoDuration(value);
    // The definition judges the text that was written, a client's text is Go's own.
    if (nanoseconds !== undefined) return subject.client ? formatGoDuration(nanoseconds) : value;
    const at = place(subject, path);
    const meant = meantDuration(value);
    const fix = meant === undefined ? {} : { fix: rewrite(at, meant, { title: `write ${meant}` }) };
    subject.report({ message: 'badDuration', at, data: { field: nameOf(path), value }, ...fix });
    return hidden;
  },
  asNumber(subject, value, path) {
    if (typeof value !== 'string' || !subject.client) return value;
    const number = parseAsNumber(value);
    if (number === undefined) subject.report({ message: 'badAsNumber', at: place(subject, path), data: { field: nameOf(path), value } });
    return number ?? hidden;
  },
  port(subject, value, path) {
    const port = typeof value === 'boolean' ? undefined : parsePort(String(value));
    const good = port && ('name' in port ? typeof value === 'string' : port.min > 0);
    if (!good && typeof value !== 'boolean')
      subject.report({ message: 'badPort', at: place(subject, path), data: { field: nameOf(path), value: String(value) } });
    return good || typeof value === 'boolean' ? value : hidden;
  },
  protocol: small,
  dscp: small,
};

/** Uint8OrString: digits in quotes are the number. */
function small(_: Subject, value: Scalar): Value {
  return typeof value === 'string' && /^\d+$/.test(value) && Number(value) < 256 ? Number(value) : value;
}

function decoded(subject: Subject, value: Scalar, field: Field, path: Path): Value {
  return decoders[field.decode ?? '']?.(subject, value, path) ?? value;
}
