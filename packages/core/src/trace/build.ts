/** Findings in a kustomize build, moved to the resource, patch or kustomization that set the value. */
import type { Finding, Fix, Related } from '../cluster/finding.js';
import {
  applyEdits,
  type Document,
  type Edit,
  insertKey,
  locatePlace,
  type Place,
  placeOf,
  removeKey,
  replaceScalar,
  scalarAt,
} from '../source/index.js';
import { type BuildFiles, type Source, type Sources, sourcesOf } from './build-source.js';
import { changesOf, holds, type ScalarChange } from './edits.js';
import { agree, wholeOr } from './refit.js';
import { type Rendered, readRendered, scalarThrough } from './rendered.js';
import { partFor } from './spots.js';

export type TracedBuild = BuildFiles & {
  /** Name of the built source. */
  readonly name: string;
  readonly text: string;
  /** The build with other texts in place of those of files, by their names; undefined where kustomize fails. */
  readonly build: (edited: ReadonlyMap<string, string>) => Promise<string | undefined>;
};

/** Moves findings, and their fixes where a build proves that they do there what they shall. */
export async function traceBuild(findings: readonly Finding[], build: TracedBuild): Promise<readonly Finding[]> {
  const sources = sourcesOf(build);
  const base = readRendered(build.name, build.text, new Set(['']));
  const planned = findings.flatMap((finding) => planOf(finding, { build, base, sources }) ?? []);
  const good = planned.length > 0 ? await proven(planned, build) : new Set<Finding>();
  return findings.map((finding) =>
    moved(finding, { sources, name: build.name, plan: planned.find((one) => one.finding === finding && good.has(finding)) }),
  );
}

type Plan = { readonly finding: Finding; readonly fix: Fix; readonly changes: readonly ScalarChange[]; readonly edits: readonly Edit[] };

function planOf(finding: Finding, { build, base, sources }: { build: TracedBuild; base: Rendered; sources: Sources }): Plan | undefined {
  const { fix } = finding;
  if (!fix || fix.edits.length === 0 || fix.edits.some(({ file }) => file !== build.name)) return undefined;
  const changes = changesOf(fix.edits, build, base);
  const edits = changes?.map((change) => editsOf(change, base.find(change.object), sources));
  return changes && edits?.every((one) => one !== undefined) && agree(edits.flat())
    ? { finding, fix, changes, edits: edits.flat() }
    : undefined;
}

function editsOf(
  { path, before, after, value }: ScalarChange,
  document: Document | undefined,
  sources: Sources,
): readonly Edit[] | undefined {
  const source = document && sources.of(document, before === undefined ? path.slice(0, -1) : path);
  if (!source?.editable) return undefined;
  const { origin } = source;
  const name = path.at(-1);
  if (before === undefined) {
    const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    return plain && typeof name === 'string' ? insertKey(origin.document, origin.path, name, value) : undefined;
  }
  if (after === undefined) return origin.path.at(-1) === name ? removeKey(origin.document, origin.path) : undefined;
  const written = textOf(source);
  const fits = written !== undefined && partFor([{ key: [], value: written }], before, after) !== undefined;
  if (!fits) return undefined;
  // The type of what is written holds: "1450" stays a string by its quotes, 1450 a number.
  const text = wholeOr(before, after, written);
  return replaceScalar(origin, typeof value === 'string' || before !== written ? text : (value as number | boolean));
}

function textOf({ origin: { document, path } }: Source): string | undefined {
  return scalarAt(document.root, path)?.text;
}

/** The findings whose fixes do in the files what they shall: all of them are tried in one build. */
async function proven(planned: readonly Plan[], build: TracedBuild): Promise<ReadonlySet<Finding>> {
  const edited = new Map<string, string>();
  for (const { name, text } of build.files.values()) {
    const own = planned.map(({ edits }) => edits.filter(({ file }) => file === name)).filter((edits) => edits.length > 0);
    if (own.length > 0) edited.set(name, applyEdits(text, own).text);
  }
  const text = await build.build(edited);
  if (text === undefined) return new Set();
  const rendered = readRendered(build.name, text, new Set(['']));
  return new Set(planned.filter(({ changes }) => changes.every((change) => holds(change, rendered))).map(({ finding }) => finding));
}

type Moving = { readonly sources: Sources; readonly name: string; readonly plan: Plan | undefined };

function moved(finding: Finding, { sources, name, plan }: Moving): Finding {
  const { location } = finding;
  const found = sourcePlace(finding.place, sources);
  const related = finding.related.map((one): Related => {
    const own = one.place.document.source.name === name ? sourcePlace(one.place, sources)?.place : undefined;
    return own ? { ...one, place: own, location: locatePlace(own) } : one;
  });
  const fix = finding.fix && (plan ? { ...plan.fix, edits: plan.edits } : { ...finding.fix, applicability: 'display' as const, edits: [] });
  if (!found) return { ...finding, related, fix };
  const { place, whole } = found;
  const moved = { ...finding, place, location: locatePlace(place), rendered: { place: finding.place, location }, fix };
  if (whole || !scalarThrough(finding.place.document, finding.place.path)) return { ...moved, related };
  const message = 'the trace stops here: no resource, patch, replacement or generator holds the value as it was built';
  return { ...moved, related: [...related, { message, place, location: locatePlace(place) }] };
}

/** The place of a value in the files, else that of the nearest map around it. */
function sourcePlace({ document, path }: Place, sources: Sources): { readonly place: Place; readonly whole: boolean } | undefined {
  for (let length = path.length; length >= 0; length--) {
    const source = sources.of(document, path.slice(0, length));
    if (source) return { place: placeOf(source.origin), whole: length === path.length };
  }
  return undefined;
}
