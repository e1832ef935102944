/** What the definition of a kind (its CRD) refuses: the errors of the generated validator as findings at their place. */
import { pathText } from '../../cluster/model.js';
import type { Field, KindSchema, Refusal } from '../../network/catalogue/schema.js';
import { parseGoDuration, wholeDuration } from '../../network/go-duration.js';
import { atLeast } from '../../network/version.js';
import { at, followed, type Path, soleNearest } from '../../source/index.js';
import { hidden, nameOf, place, rewrite, type Subject, type Value, valueAt } from './subject.js';

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

/** The field at a path of the catalogue. */
function fieldAt(root: Field, path: Path): Field | undefined {
  let field: Field | undefined = root;
  for (const step of path) field = typeof step === 'number' ? field?.items : (field?.values ?? field?.props?.[step]);
  return field;
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

function unknownField(subject: Subject, above: Path, { params }: Refusal): void {
  const field = String(params['additionalProperty']);
  const path = [...above, field];
  // A patch of kustomize says what to do with a map: `$patch: delete`.
  if (subject.partial && field.startsWith('$')) return;
  const known = Object.keys(fieldAt(subject.fields, above)?.props ?? {});
  const meant = soleNearest(field, known);
  const taken = meant !== undefined && at(subject.document.root, [...subject.base, ...above, meant]) !== undefined;
  const elsewhere = meant === undefined ? pathsTo(subject.fields, field) : [];
  const only = elsewhere.length === 1 && field !== 'spec' ? elsewhere[0]?.replace(/^spec\b/, subject.spec) : undefined;
  const hint = meant === undefined ? (only === undefined ? '' : `; it stands at ${only}`) : `; did you mean ${meant}?`;
  const key = place(subject, path, 'key');
  const where = above.length === 0 ? 'its top' : pointed(subject, above);
  const fix = meant !== undefined && !taken ? { fix: rewrite(key, meant, { title: `write ${meant}`, key: true }) } : {};
  if (meant !== undefined && !taken) subject.settled([...above, meant]);
  subject.report({ message: 'unknown', at: key, severity: subject.unknown, data: { kind: subject.kind, field, where, hint }, ...fix });
}

/** Where else in the kind a field of this name stands. */
function pathsTo(field: Field, name: string, above = ''): readonly string[] {
  const props = Object.entries(field.props ?? {}).flatMap(([step, child]): readonly string[] => {
    const path = above === '' ? step : `${above}.${step}`;
    if (path === 'status') return [];
    return step.toLowerCase() === name.toLowerCase() ? [path] : pathsTo(child, name, path);
  });
  return field.items ? [...props, ...pathsTo(field.items, name, `${above}[]`)] : props;
}

function pointed({ spec }: Subject, [first, ...below]: Path): string {
  return pathText([first === 'spec' ? spec : (first ?? ''), ...below]);
}

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
  const node = at(subject.document.root, [...subject.base, ...path]);
  const written = node && followed(node);
  const value = valueAt(root, path);
  const scalar = written?.kind === 'scalar';
  const found = foundWords(value);
  const shown = scalar ? (typeof value === 'string' ? JSON.stringify(value) : written.text) : 'what stands here';
  const expected = types.map((type) => typeWords[type] ?? type).join(' or ');
  const decoded = fieldAt(subject.fields, path)?.decode !== undefined;
  const to = scalar && !decoded ? retyped(value, types) : undefined;
  const origin = place(subject, path);
  const quoted = typeof to === 'string';
  const fix = quoted ? { fix: rewrite(origin, to, { title: 'put it in quotes' }) } : {};
  const without = to !== undefined && !quoted ? ' in quotes' : '';
  subject.report({
    message: 'wrongType',
    at: origin,
    data: { field: nameOf(path), expected, value: shown, found: `${found}${without}` },
    ...fix,
  });
}

function foundWords(value: Value | undefined): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'a number' : 'a number with a fraction';
  if (typeof value === 'boolean') return 'a boolean';
  return typeof value === 'string' ? 'a text' : 'a map';
}

/** The value in the type that is wanted, where no meaning is lost. */
function retyped(value: Value | undefined, types: readonly string[]): string | number | boolean | undefined {
  if ((typeof value === 'number' || typeof value === 'boolean') && types.includes('string')) return String(value);
  if (typeof value !== 'string') return undefined;
  if ((types.includes('integer') || types.includes('number')) && /^-?\d{1,15}$/.test(value)) return Number(value);
  return types.includes('boolean') && /^(?:true|false)$/.test(value) ? value === 'true' : undefined;
}

function notOneOf(subject: Subject, path: Path, { params }: Refusal, root: Value): void {
  const allowed = (params['allowedValues'] as readonly unknown[]).map(String).filter((one) => one !== '');
  judgeWord(subject, path, valueAt(root, path), allowed);
}

/** Reports a value that is none of the allowed words, with the one that was meant. */
export function judgeWord(subject: Subject, path: Path, value: Value | undefined, allowed: readonly string[]): void {
  if (typeof value === 'object' || typeof value === 'symbol' || value === undefined) return;
  const text = String(value);
  const meant = soleNearest(text, allowed);
  const origin = place(subject, path);
  const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
  const data = { field: nameOf(path), value: text, allowed: listed(allowed), hint };
  const fix = meant === undefined ? {} : { fix: rewrite(origin, meant, { title: `write ${meant}` }) };
  subject.report({ message: 'notOneOf', at: origin, data, ...fix });
}

export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
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
