/** Fields that a kind does not have. */
import type { Field, Refusal } from '../../network/catalogue/schema.js';
import { at, type Path, soleNearest } from '../../source/index.js';
import { fieldAt, fieldsOf, place, pointed, rewrite, type Subject, type Value, valueAt } from './subject.js';

/** Reports a field that the kind does not have, with the one that was meant or the place where it stands. */
export function unknownField(subject: Subject, above: Path, { params }: Refusal, root: Value): void {
  const field = String(params['additionalProperty']);
  const path = [...above, field];
  // A patch of kustomize says what to do with a map: `$patch: delete`.
  if (subject.partial && field.startsWith('$')) return;
  const known = fieldAt(subject.fields, above)?.props ?? {};
  const near = soleNearest(field, Object.keys(known));
  const value = valueAt(root, path);
  const meant = near !== undefined && hasShape(value, known[near]) ? near : undefined;
  const taken = meant !== undefined && at(subject.document.root, [...subject.base, ...above, meant]) !== undefined;
  const elsewhere = meant === undefined ? pathsTo(subject.fields, field) : [];
  const only = elsewhere.length === 1 && field !== 'spec' ? elsewhere[0]?.replace(/^spec\b/, subject.spec) : undefined;
  const hint = meant === undefined ? (only === undefined ? '' : `; it stands at ${only}`) : `; did you mean ${meant}?`;
  const key = place(subject, path, 'key');
  const where = above.length === 0 ? 'its top' : pointed(subject, above);
  const fix =
    meant !== undefined && !taken && isOfType(value, known[meant])
      ? { fix: rewrite(key, meant, { title: `write ${meant}`, key: true }) }
      : {};
  if (meant !== undefined && !taken) subject.settled([...above, meant]);
  const message = subject.enterprise ? 'unlisted' : 'unknown';
  subject.report({ message, at: key, severity: subject.unknown, data: { kind: subject.kind, field, where, hint }, ...fix });
}

/** Whether a value could stand at a field: a scalar for a scalar, a list for a list; a map has at least one key of the field's. */
function hasShape(value: Value | undefined, field: Field | undefined): boolean {
  const shapes = [field?.type ?? []].flat().map((type) => (type === 'array' || type === 'object' ? type : 'scalar'));
  const shape = Array.isArray(value) ? 'array' : typeof value === 'object' ? 'object' : 'scalar';
  const keys = Object.keys(fieldsOf(value) ?? {});
  return shapes.includes(shape) && (!field?.props || keys.length === 0 || keys.some((key) => Object.hasOwn(field.props ?? {}, key)));
}

/** False also for what a template fills in. */
function isOfType(value: Value | undefined, field: Field | undefined): boolean {
  const types = [field?.type ?? []].flat().flatMap((type) => (type === 'int-or-string' ? ['integer', 'string'] : type));
  return types.map((type) => (type === 'integer' ? 'number' : type)).includes(Array.isArray(value) ? 'array' : typeof value);
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
