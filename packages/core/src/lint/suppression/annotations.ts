import { originOf, textOf, type Unit } from '../../readers/unit.js';
import type { Directive } from './directive.js';

export const ignore = 'canal-lint/ignore';
export const ignoreReason = 'canal-lint/ignore-reason';

const annotations = ['metadata', 'annotations'] as const;

/** The annotation of an object, which survives Helm and kustomize where comments do not. */
export function annotationDirective(unit: Unit): Directive | undefined {
  const path = [...annotations, ignore];
  const text = unit.object && textOf(unit, path);
  if (text === undefined) return undefined;
  return {
    word: 'ignore',
    from: 'annotation',
    file: unit.document.source.name,
    at: originOf(unit, path),
    rules: (text.match(/[^\s,]+/g) ?? []).map((name) => ({ name })),
    reason: textOf(unit, [...annotations, ignoreReason])?.trim() ?? '',
    reach: { kind: 'object', unit },
    certain: !unit.document.structural,
  };
}
