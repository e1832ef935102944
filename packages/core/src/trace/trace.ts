/** Findings in a rendered chart, moved to the values that caused them. */
import type { Finding, Fix, Related } from '../cluster/finding.js';
import { locatePlace, type Origin, type Place, placeOf } from '../source/index.js';
import { keyText, type TracedChart } from './chart.js';
import { literalFixes } from './literal-fix.js';
import { flagOf, type Refitted, refitted, spotsOf, type Wanted, wantedOf } from './refit.js';
import { readRendered, scalarThrough } from './rendered.js';
import { type Setters, settersOf, valuesOf } from './setter.js';
import { partFor, type Spot, type Spots, spotOf, traceSpots } from './spots.js';
import { templatePlace } from './template-line.js';
import { inText } from './texts.js';
import type { Trial } from './trial.js';
import type { Leaf } from './values.js';

/** Trials of one chart. Beside them are the rendering that was linted, one that tells the values, and two that prove fixes: 12 in all. */
const mostTrials = 8;

/** For one finding alone: 8 with the proofs of its fix. */
const mostTrialsAlone = 6;

/**
 * Moves findings to the line that set the value; where a value stands in a template, to the template's line. Fixes move with them, where a
 * rendering proves that they do there what they shall. Findings are those of one rendered chart; their order is kept.
 */
export async function traceChart(findings: readonly Finding[], chart: TracedChart): Promise<readonly Finding[]> {
  const templates = new Set(findings.flatMap(placesOf).map(({ document }) => document.template ?? ''));
  const base = readRendered(chart.name, chart.text, templates);
  const setters = settersOf(chart);
  const values = findings.length > 0 ? await valuesOf(chart, setters) : undefined;
  if (values === undefined) {
    const why = 'helm does not tell the values of this chart';
    return findings.map((finding) =>
      moved(finding, {
        ...{ chart, base, setters, causeOf: () => ({ kind: 'template', why }) },
        ...{ fixOf: () => undefined, literalFixOf: () => undefined, flagOf: () => undefined },
      }),
    );
  }
  const trial: Trial = { chart, values, setters, base, budget: { left: findings.length === 1 ? mostTrialsAlone : mostTrials } };
  const spot = (place: Place): Spot | undefined => (place.document.source.name === chart.name ? spotOf(place, base) : undefined);
  const wanted = wantedOf(findings, trial);
  const spots = await traceSpots(
    [...findings.flatMap((finding) => placesOf(finding).flatMap((place) => spot(place) ?? [])), ...wanted.flatMap(spotsOf)],
    trial,
  );
  const fixes = await refitted(wanted, spots, trial);
  const literal = await literalFixes(
    wanted.filter(({ finding }) => !fixes.has(finding)),
    trial,
  );
  const causes: Causes = {
    chart,
    base,
    setters,
    causeOf: (place, finding) => {
      const found = spot(place);
      const cause = causeOf(place, { spot: found, spots, setters, wanted: wanted.find((one) => one.finding === finding) });
      const origin = found && cause.kind === 'template' ? inText(found, trial) : undefined;
      return origin ? { kind: 'file', origin } : cause;
    },
    fixOf: (finding) => fixes.get(finding),
    literalFixOf: (finding) => literal.get(finding),
    flagOf: (finding) => wanted.flatMap((one) => (one.finding === finding ? (flagOf(one, spots, setters) ?? []) : []))[0],
  };
  return findings.map((finding) => moved(finding, causes));
}

function placesOf({ place, related }: Finding): readonly Place[] {
  return [place, ...related.map((one) => one.place)];
}

type Cause =
  | { readonly kind: 'file'; readonly origin: Origin }
  | { readonly kind: 'flag'; readonly flag: string }
  | { readonly kind: 'template'; readonly why?: string };

type Causes = {
  readonly chart: TracedChart;
  readonly base: Trial['base'];
  readonly setters: Setters;
  readonly causeOf: (place: Place, finding: Finding) => Cause;
  readonly fixOf: (finding: Finding) => Refitted | undefined;
  /** The fix of what stands in the chart word for word. */
  readonly literalFixOf: (finding: Finding) => Fix | undefined;
  /** The flag that sets what a fix would change. */
  readonly flagOf: (finding: Finding) => string | undefined;
};

type Known = { readonly spot: Spot | undefined; readonly spots: Spots; readonly setters: Setters; readonly wanted: Wanted | undefined };

function causeOf(place: Place, { spot, spots, setters, wanted }: Known): Cause {
  if (!spot) return { kind: 'template' };
  if (!spot.scalar) {
    const key = spots.map(spot.object, spot.path);
    return (key && setters.ofMap(key)) ?? { kind: 'template' };
  }
  const traced = spots.scalar(spot.object, spot.path);
  if (traced?.kind === 'stopped') return { kind: 'template', why: traced.why };
  if (traced?.kind !== 'values') return { kind: 'template' };
  const leaf = leading(traced.leaves, place, wanted);
  if (!leaf) return { kind: 'template' };
  return (
    setters.of(leaf.key, leaf.value) ?? {
      kind: 'template',
      why: `it takes the value ${keyText(leaf.key)}, which no values file of the chart sets`,
    }
  );
}

/** Of several values in one scalar the one that the fix changes, or that the finding points at; else the last: images end in their tag. */
function leading(leaves: readonly Leaf[], place: Place, wanted: Wanted | undefined): Leaf | undefined {
  const { document, span, path } = place;
  const whole = scalarThrough(document, path)?.text ?? '';
  const change = wanted?.changes.find((one) => one.before === whole && one.after !== undefined);
  const shown = document.piece.text.slice(span.start, span.end);
  const pointed =
    shown.length < whole.length ? leaves.find(({ value }) => shown.includes(String(value)) || String(value).includes(shown)) : undefined;
  return (change?.after !== undefined ? partFor(leaves, whole, change.after) : undefined) ?? pointed ?? leaves.at(-1);
}

function moved(finding: Finding, causes: Causes): Finding {
  const { place } = finding;
  const found = causes.causeOf(place, finding);
  const fix = causes.fixOf(finding);
  // What a template brings by default is cured by the value that the fix changes.
  const cause: Cause = found.kind === 'template' && fix ? { kind: 'file', origin: fix.at } : found;
  const template = templatePlace(place, causes.setters, passedBy(cause))?.place;
  const at = cause.kind === 'file' ? placeOf(cause.origin) : (template ?? place);
  const related = finding.related
    .filter((one) => !one.message.startsWith('rendered from the template '))
    .map((one) => elsewhere(one, finding, causes));
  const notes = [...(template ? noted(cause, template) : []), relatedAt('rendered here', place)];
  return {
    ...finding,
    place: at,
    location: locatePlace(at),
    rendered: { place, location: finding.location },
    related: [...related, ...notes],
    fix: finding.fix && fixed(finding, finding.fix, cause, causes),
  };
}

/** Objects in texts come through tpl, those in maps as YAML. */
function passedBy(cause: Cause): 'tpl' | 'toYaml' | undefined {
  if (cause.kind !== 'file') return undefined;
  return cause.origin.document.outer ? 'tpl' : 'toYaml';
}

function noted(cause: Cause, template: Place): readonly Related[] {
  if (cause.kind === 'file') return [relatedAt('the template takes the value here', template)];
  if (cause.kind === 'flag') return [relatedAt(`the value is set by ${cause.flag}`, template)];
  const { document, span } = template;
  const unseen = document.piece.text.slice(span.start, span.end).includes('{{')
    ? 'none of the values stands in it as it was rendered'
    : undefined;
  const why = cause.why ?? unseen;
  return why === undefined ? [] : [relatedAt(`the trace stops here: ${why}`, template)];
}

function relatedAt(message: string, place: Place): Related {
  return { message, place, location: locatePlace(place) };
}

/** A related place of the rendered text, where its value comes from. */
function elsewhere(one: Related, finding: Finding, { chart, setters, causeOf: cause }: Causes): Related {
  if (one.place.document.source.name !== chart.name) return one;
  const found = cause(one.place, finding);
  const place = found.kind === 'file' ? placeOf(found.origin) : templatePlace(one.place, setters)?.place;
  const message = found.kind === 'flag' ? `${one.message}, by ${found.flag}` : one.message;
  return place ? relatedAt(message, place) : one;
}

/** The fix in the values, else where it stands word for word; else it is advice. */
function fixed(finding: Finding, fix: Fix, cause: Cause, { fixOf, literalFixOf, flagOf: flag }: Causes): Fix {
  const found = fixOf(finding)?.fix ?? (cause.kind === 'flag' ? undefined : literalFixOf(finding));
  if (found) return found;
  const by = cause.kind === 'flag' ? cause.flag : flag(finding);
  return { ...fix, title: by === undefined ? fix.title : `${fix.title}, instead of ${by}`, applicability: 'display', edits: [] };
}
