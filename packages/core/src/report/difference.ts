// What a change does to the networks: for terminals, for pull requests, for programs.

import type { ClusterDifference, Difference, Side } from '../cluster/compare.js';
import { cell, code } from './markdown-text.js';
import type { Palette } from './reporter.js';
import { placeText } from './slot-rows.js';
import { type Row, type Section, tableLines } from './table.js';
import { printedJson, visible } from './visible.js';

/** The differences as text: each value before and after, where it is written now, and how it reaches a running cluster. */
export function renderDifferences(all: readonly ClusterDifference[], palette: Palette): string {
  const told = all.filter(({ state }) => state !== 'same');
  if (told.length === 0) return 'no change to a pod network\n';
  return told.map((one) => `${[head(one, palette), ...tableLines(sectionsOf(one), palette)].join('\n')}\n`).join('\n');
}

function head({ name, state }: ClusterDifference, palette: Palette): string {
  return `${palette.bold(palette.blue(`cluster ${visible(name)}`))}  ${palette.dim(state)}`;
}

function sectionsOf(one: ClusterDifference): readonly Section[] {
  const { differences } = one;
  const groups = [...new Set(differences.map(({ group }) => group))];
  const workloads = rollouts(one).map(([label, value]): Row => ({ label: visible(label), value, tone: 'quiet' }));
  return [
    ...groups.map((group) => ({ title: visible(group), rows: differences.filter((one) => one.group === group).map(rowOf) })),
    { title: 'workloads', rows: workloads },
  ];
}

function rollouts({ restarts, starts, stays }: ClusterDifference): readonly (readonly [name: string, what: string])[] {
  return [
    ...restarts.map((name) => [name, 'restarts: its pod template changes'] as const),
    ...starts.map((name) => [name, 'starts: it is new'] as const),
    ...stays.map((name) => [name, 'runs on until it is deleted: applying the files does not do that'] as const),
  ];
}

function rowOf({ subject, before, after, effects }: Difference): Row {
  const place = placeOf({ before, after });
  return {
    label: visible(subject),
    value: arrow(before, after),
    ...(place !== undefined && { place }),
    remarks: effects.map(visible),
  };
}

/** Where the value stands now, or where the one that is gone stood. */
function placeOf({ before, after }: Pick<Difference, 'before' | 'after'>): string | undefined {
  if (after) return after.origin && placeText(after.origin);
  return before?.origin && `was at ${placeText(before.origin)}`;
}

function arrow(before: Side | undefined, after: Side | undefined): string {
  return `${worded(before)} → ${worded(after)}`;
}

function worded(side: Side | undefined): string {
  if (!side) return 'not set';
  return side.text === '' ? '""' : visible(side.text);
}

/** The differences in Markdown, as a comment on a pull request shows them. */
export function markdownDifferences(all: readonly ClusterDifference[]): string {
  const told = all.filter(({ state }) => state !== 'same');
  if (told.length === 0) return 'No change to a pod network.\n';
  return told.map(markdown).join('\n');
}

function markdown(one: ClusterDifference): string {
  const { name, state, differences } = one;
  const workloads = rollouts(one);
  const rows = differences.map(
    ({ group, subject, before, after, effects }) =>
      [`${group}: ${subject}`, worded(before), worded(after), placeOf({ before, after }) ?? '', effects.join('; ')] as const,
  );
  const lines = rows.map(
    ([what, old, now, place, effect]) => `| ${cell(what)} | ${code(old)} | ${code(now)} | ${cell(place)} | ${cell(effect)} |`,
  );
  return [
    `### Cluster ${cell(name)}: ${state}`,
    '',
    ...(lines.length > 0 ? ['| What | Before | After | Where | Effect |', '| --- | --- | --- | --- | --- |', ...lines, ''] : []),
    ...workloads.map(([label, what]) => `- ${cell(label)} ${what}`),
    ...(workloads.length > 0 ? [''] : []),
  ].join('\n');
}

/** The differences for programs. */
export function jsonDifferences(all: readonly ClusterDifference[]): string {
  const side = (one: Side | undefined): object | null => (one ? { value: one.text, at: one.origin ? placeText(one.origin) : null } : null);
  return printedJson({
    version: 1,
    clusters: all.map(({ name, state, differences, restarts, starts, stays }) => ({
      name,
      state,
      differences: differences.map(({ group, subject, before, after, effects }) => ({
        group,
        subject,
        before: side(before),
        after: side(after),
        effects,
      })),
      ...{ restarts, starts, stays },
    })),
  });
}
