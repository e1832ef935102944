// Labelled values in columns, under headings; what is to be said about a value stands below it.

import type { Palette } from './reporter.js';
import { columns, padded } from './visible.js';

/** One value. All texts are visible text. `place` is where it is written; each remark has a line of its own. */
export type Row = {
  readonly label: string;
  readonly value: string;
  readonly tone?: 'unknown' | 'fault' | 'quiet';
  readonly place?: string;
  readonly remarks?: readonly string[];
};

export type Section = { readonly title: string; readonly rows: readonly Row[] };

type Widths = { readonly label: number; readonly value: number };

/** Values longer than this do not push the places of all others to the right. */
const widestValue = 34;

/** The sections as lines; a section without rows is left out. The columns are those of all sections together. */
export function tableLines(sections: readonly Section[], palette: Palette): readonly string[] {
  const spoken = sections.filter(({ rows }) => rows.length > 0);
  const rows = spoken.flatMap((section) => section.rows);
  const placed = rows.filter(({ place }) => place !== undefined).map(({ value }) => columns(value));
  const widths = {
    label: Math.max(0, ...rows.map(({ label }) => columns(label))),
    value: Math.min(widestValue, Math.max(0, ...placed)),
  };
  return spoken.flatMap((section) => ['', palette.bold(section.title), ...section.rows.flatMap((row) => rowLines(row, widths, palette))]);
}

function rowLines({ label, value, tone, place, remarks = [] }: Row, widths: Widths, palette: Palette): readonly string[] {
  const paint = { unknown: palette.yellow, fault: palette.red, quiet: palette.dim, plain: same }[tone ?? 'plain'];
  // Padding stays outside the paint: escape sequences have no width.
  const gap = ' '.repeat(Math.max(0, widths.value - columns(value)) + 2);
  const first = `  ${padded(label, widths.label)}  ${paint(value)}${place === undefined ? '' : `${gap}${palette.dim(place)}`}`;
  const indent = ' '.repeat(widths.label + 6);
  return [value === '' && place === undefined ? first.trimEnd() : first, ...remarks.map((remark) => `${indent}${palette.dim(remark)}`)];
}

function same(text: string): string {
  return text;
}
