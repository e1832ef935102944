import type { Severity } from '../../cluster/finding.js';
import type { Path } from '../../source/index.js';
import { hidden, place, type Subject, type Value } from './subject.js';

/** Reports a contradiction at a path: what stands there, and why it is refused. */
export function tell(subject: Subject, path: Path, ...[what, reason, severity]: readonly [string, string, Severity?]): void {
  subject.report({ message: 'between', at: place(subject, path), ...(severity && { severity }), data: { what, reason } });
}

/** A text that is written and not empty; undefined for anything else. */
export function textOf(value: Value | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** True where something is known to be written. The empty text says nothing. */
export function said(value: Value | undefined): boolean {
  return value !== undefined && value !== hidden && value !== '';
}

/** True where it is known that nothing is written. */
export function absent(subject: Subject, value: Value | undefined): boolean {
  return !subject.partial && (value === undefined || value === '');
}
