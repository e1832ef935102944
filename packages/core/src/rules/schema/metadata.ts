/** The name, labels and annotations of an object. */
import { labelValue, nameFault, qualifiedName } from '../../network/api-values.js';
import { fieldsOf, hidden, place, type Subject, type Value, valueAt } from './subject.js';

/** More than this in keys and values together is refused, in bytes. */
const maxAnnotations = 256 * 1024;

export function judgeMetadata(subject: Subject, root: Value): void {
  const metadata = valueAt(root, ['metadata']);
  if (metadata === hidden) return;
  judgeName(subject, metadata);
  for (const [key, value] of Object.entries(fieldsOf(valueAt(metadata, ['labels'])) ?? {})) {
    judgeKey(subject, 'labels', key, qualifiedName(key));
    const reason = typeof value === 'string' ? labelValue(value) : undefined;
    if (reason !== undefined)
      subject.report({
        message: 'value',
        at: place(subject, ['metadata', 'labels', key]),
        data: { field: `label ${key}`, value: String(value), reason },
      });
  }
  let size = 0;
  for (const [key, value] of Object.entries(fieldsOf(valueAt(metadata, ['annotations'])) ?? {})) {
    judgeKey(subject, 'annotations', key, qualifiedName(key.toLowerCase()));
    size += key.length + (typeof value === 'string' ? value.length : 0);
  }
  if (size > maxAnnotations)
    subject.report({
      message: 'size',
      at: place(subject, ['metadata', 'annotations']),
      data: { field: 'annotations', size: `${size} characters`, limit: `${maxAnnotations} is the most` },
    });
}

function judgeName(subject: Subject, metadata: Value | undefined): void {
  const name = valueAt(metadata, ['name']);
  const at = place(subject, ['metadata', 'name']);
  if (name === undefined || name === '') {
    // The API server makes a name of generateName.
    if (!subject.partial && valueAt(metadata, ['generateName']) === undefined)
      subject.report({ message: 'noName', at, data: { kind: subject.kind } });
    return;
  }
  if (typeof name !== 'string') return;
  const reason = nameFault(subject.kind, name, subject.client);
  if (reason !== undefined) subject.report({ message: 'name', at, data: { name, reason } });
}

function judgeKey(subject: Subject, map: string, key: string, reason: string | undefined): void {
  if (reason === undefined) return;
  const at = place(subject, ['metadata', map, key], 'key');
  subject.report({ message: 'value', at, data: { field: map, value: key, reason } });
}
