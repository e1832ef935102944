/** What the definition of a kind (its CRD) refuses: the errors of the generated validator as findings at their place. */
import type { KindSchema, Refusal } from '../../network/catalogue/schema.js';
import { parseGoDuration, wholeDuration } from '../../network/go-duration.js';
import { atLeast } from '../../network/version.js';
import { type Path, scalarAt } from '../../source/index.js';
import { inQuotes } from './reading.js';
import { fieldAt, hidden, nameOf, place, pointed, rewrite, type Subject, type Value, valueAt } from './subject.js';
import { unknownField } from './unknown.js';
import { judgeWord } from './words.js';

type Judge = (subject: Subject, at: Path, refusal: Refusal, root: Value) => void;

/** Reports what the validator refuses. Nothing is said about a value that a template fills in. */
export function judgeDefinition(subject: Subject, schema: KindSchema, root: Value): void {
  if (schema.validate(root)) return;
  // Unknown fields first: one that is misspelt is not missing as well.
  const first = (keyword: string): number => (keyword === 'additionalProperties' ? 0 : 1);
  for (const refusal of [...(schema.validate.errors ?? [])].sort((a, b) => first(a.keyword) - first(b.keyword))) {
    const path = pathOf(refusal.instancePath, root);
    if (valueAt(root, path) === hidden) continue;
    judges[refusal.keyword]?.(subject, path, refusal, root);
  }
}

function pathOf(pointer: string, root: Value): Path {
  const steps = pointer.split('/').slice(1);
  const path: (string | number)[] = [];
  for (const step of steps) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(valueAt(root, path)) ? Number(name) : name);
  }
  return path;
}

const judges: Readonly<Record<string, Judge>> = {
  additionalProperties: unknownField,
  type: wrongType,
  enum: notOneOf,
  pattern: notMatching,
  required: missing,
  uniqueItems: repeated,
  minimum: outOfRange,
  maximum: outOfRange,
  minLength: wrongSize,
  maxLength: wrongSize,
  minItems: wrongSize,
  maxItems: wrongSize,
};

const typeWords: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
};

function wrongType(subject: Subject, path: Path, { params }: Refusal, root: Value): void {
  const types = [params['type']].flat().map(String);
  const field = fieldAt(subject.fields, path);
  const value = valueAt(root, path);
  const bare = types.includes('string') && (typeof value === 'number' || typeof value === 'boolean');
  const words = field?.enum ?? field?.words;
  if (bare && words) {
    judgeWord(subject, path, value, words);
    return;
  }
  const at = place(subject, path);
  const node = scalarAt(at.document.root, at.path);
  const shown = node ? (typeof value === 'string' ? JSON.stringify(value) : node.text) : 'what stands here';
  const meant = typeof value === 'string' ? withoutQuotes(value, types) : undefined;
  subject.report({
    message: 'wrongType',
    at,
    data: {
      field: nameOf(path),
      expected: types.map((type) => typeWords[type] ?? type).join(' or '),
      value: shown,
      found: `${foundWords(value)}${meant === undefined ? '' : ' in quotes'}`,
    },
    ...(bare && node && field?.decode === undefined && { fix: inQuotes(at, node) }),
    ...(meant !== undefined && { fix: rewrite(at, meant, { title: 'take the quotes away', safe: String(meant) === value }) }),
  });
}

/** The value of a text whose quotes are all that is wrong with it. */
function withoutQuotes(text: string, types: readonly string[]): number | boolean | undefined {
  if ((types.includes('integer') || types.includes('number')) && /^-?\d{1,15}$/.test(text)) return Number(text);
  return types.includes('boolean') && /^(?:true|false)$/.test(text) ? text === 'true' : undefined;
}

function foundWords(value: Value | undefined): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'a number' : 'a number with a fraction';
  if (typeof value === 'boolean') return 'a boolean';
  return typeof value === 'string' ? 'a text' : 'a map';
}

function notOneOf(subject: Subject, path: Path, { params }: Refusal, root: Value): void {
  const allowed = (params['allowedValues'] as readonly unknown[]).map(String).filter((one) => one !== '');
  judgeWord(subject, path, valueAt(root, path), allowed);
}

function notMatching(subject: Subject, path: Path, { params }: Refusal, root: Value): void {
  const value = valueAt(root, path);
  const field = fieldAt(subject.fields, path);
  const text = String(value);
  const nanoseconds = field?.decode === 'duration' ? parseGoDuration(text) : undefined;
  if (field?.words) judgeWord(subject, path, value, field.words);
  else if (nanoseconds !== undefined) badDuration(subject, path, text, nanoseconds);
  else
    subject.report({
      message: 'pattern',
      at: place(subject, path),
      data: { field: nameOf(path), value: text, pattern: String(params['pattern']) },
    });
}

/** Go reads the duration, and the pattern of the definition does not: it is negative, or has a fraction. */
function badDuration(subject: Subject, path: Path, ...[text, nanoseconds]: readonly [string, bigint]): void {
  const at = place(subject, path);
  if (nanoseconds < 0n) {
    subject.report({ message: 'range', at, data: { field: nameOf(path), value: text, limit: 'it cannot be negative' } });
    return;
  }
  const whole = wholeDuration(nanoseconds);
  const fix = whole === undefined ? {} : { fix: rewrite(at, whole, { title: `write ${whole}` }) };
  subject.report({ message: 'fraction', at, data: { field: nameOf(path), value: text }, ...fix });
}

function missing(subject: Subject, path: Path, { params }: Refusal): void {
  if (subject.partial) return;
  const where = path.length === 0 ? 'its top' : pointed(subject, path);
  subject.report({
    message: 'missing',
    at: place(subject, [...path, String(params['missingProperty'])]),
    data: { kind: subject.kind, field: String(params['missingProperty']), where },
  });
}

function repeated(subject: Subject, path: Path, { params }: Refusal, root: Value): void {
  const [i, j] = [Number(params['i']), Number(params['j'])];
  const later = [...path, Math.max(i, j)];
  const value = valueAt(root, later);
  // What a template fills in may differ from the other.
  if (value === hidden) return;
  // Lists of the type `set`: the API server asks for it, calicoctl does not.
  const severity = subject.client ? 'warning' : 'error';
  subject.report({ message: 'repeated', at: place(subject, later), severity, data: { field: nameOf(path), value: JSON.stringify(value) } });
}

const int32 = 2147483647;

function outOfRange(subject: Subject, path: Path, { keyword, params }: Refusal, root: Value): void {
  const value = Number(valueAt(root, path));
  const at = place(subject, path);
  const limit = Number(params['limit']);
  const as = fieldAt(subject.fields, path)?.decode === 'asNumber';
  const words = keyword === 'minimum' ? `${limit} is the smallest value` : `${limit} is the largest value`;
  // The format is in every definition, but only `calicoctl validate` of recent releases is known to hold it.
  const severity = subject.release && !atLeast(subject.release, '3.32') ? 'warning' : 'error';
  if (as && limit === int32 && value <= 4294967295)
    subject.report({ message: 'asTooLarge', at, severity, data: { field: nameOf(path), value } });
  else subject.report({ message: 'range', at, data: { field: nameOf(path), value, limit: words } });
}

function wrongSize(subject: Subject, path: Path, { keyword, params }: Refusal, root: Value): void {
  const value = valueAt(root, path);
  const unit = keyword.endsWith('Items') ? 'items' : 'characters';
  const size = typeof value === 'string' || Array.isArray(value) ? value.length : 0;
  const limit = `${String(params['limit'])} is the ${keyword.startsWith('max') ? 'most' : 'least'}`;
  subject.report({ message: 'size', at: place(subject, path), data: { field: nameOf(path), size: `${size} ${unit}`, limit } });
}
