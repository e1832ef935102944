/** Keys that an installer knows, and what becomes of those that it does not. */
import type { Draft } from '../cluster/draft.js';
import type { Change, Proposal } from '../cluster/finding.js';
import { at, editDistance, entries, followed, isTemplated, type Node, nearest, type Path } from '../source/index.js';
import { type Standing, setting } from './stated.js';
import { originOf, type Unit } from './unit.js';

/** The keys of a map; `open` where anything may stand below. */
export type Keys = { readonly [name: string]: 'open' | Keys };

export type Known = {
  /** Names the installer in messages, with its article: `the chart rke2-canal`. */
  readonly installer: string;
  readonly reader: string;
  readonly keys: Keys;
  /** What is meant by keys that no spelling leads to: dotted paths. */
  readonly meant?: Readonly<Record<string, string>>;
  /** What reads the keys, as a clause: `no template of the chart reads it`. */
  readonly unread: string;
  /** Other readers may have keys of their own beside these: only those are reported that are near to a known one. */
  readonly loose?: true;
  /** What stands before the keys in messages: `network.`. */
  readonly prefix?: string;
  /** Names that are not judged. */
  readonly ignored?: RegExp;
};

type Place = { readonly unit: Unit; readonly base: Path };

/** States the keys of the map at a place that nothing reads. A key that a template brings is not judged. */
export function readUnknownKeys({ unit, base }: Place, known: Known, draft: Draft): void {
  const visit = (keys: Keys, path: Path): void => {
    for (const { name, value } of entries(at(unit.document.root, [...unit.path, ...base, ...path]))) {
      const below = Object.hasOwn(keys, name) ? keys[name] : undefined;
      if (below === undefined) judge(keys, [...path, name], followed(value));
      else if (below !== 'open' && followed(value).kind === 'map') visit(below, [...path, name]);
    }
  };
  const judge = (keys: Keys, path: Path, value: Node): void => {
    const name = String(path.at(-1));
    if (isTemplated(name) || known.ignored?.test(name)) return;
    const found = meantBy(known, keys, path);
    if (found === undefined && known.loose) return;
    const { prefix = '' } = known;
    const written = found !== undefined && at(unit.document.root, [...unit.path, ...base, ...found.split('.')]) !== undefined;
    // A single value is no group of keys, whatever it is called.
    const fits = value.kind === 'map' || found === undefined || typeof keys[found.split('.').at(-1) ?? ''] !== 'object';
    const origin = originOf(unit, [...base, ...path], 'key');
    draft.installer.unknown.push({
      installer: known.installer,
      name: `${prefix}${path.join('.')}`,
      origin,
      why: known.unread,
      advice: adviceFor(found && `${prefix}${found}`, written, value),
      ...(found !== undefined && { nearest: `${prefix}${found}` }),
      ...(found !== undefined && fits && !(written && value.kind === 'map') && changed(path, found, { ...known, origin, written })),
    });
  };
  visit(known.keys, []);
}

function adviceFor(found: string | undefined, written: boolean, value: Node): string {
  if (found === undefined) return 'take it out, so that nobody relies on it';
  if (value.kind === 'map') return `put what is below it into ${found}`;
  return written ? `only ${found} counts: take it out` : `write ${found}`;
}

/** The dotted path of the known key that is meant, or undefined. */
function meantBy({ keys, meant = {}, loose }: Known, siblings: Keys, path: Path): string | undefined {
  const dotted = path.join('.');
  const told = meant[dotted];
  if (told !== undefined) return told;
  const name = String(path.at(-1));
  const near = nearest(name, Object.keys(siblings));
  if (near !== undefined && !(loose && (name.length < 6 || editDistance(name.toLowerCase(), near.toLowerCase()) > 2)))
    return [...path.slice(0, -1), near].join('.');
  const elsewhere = pathsOf(keys).filter((known) => known.at(-1)?.toLowerCase() === name.toLowerCase());
  return elsewhere.length === 1 && name.length > 4 ? elsewhere[0]?.join('.') : undefined;
}

function pathsOf(keys: Keys, above: readonly string[] = []): readonly (readonly string[])[] {
  return Object.entries(keys).flatMap(([name, below]) => [[...above, name], ...(below === 'open' ? [] : pathsOf(below, [...above, name]))]);
}

type Changed = Pick<Known, 'reader'> & { readonly origin: ReturnType<typeof originOf>; readonly written: boolean };

/** Another name, or none where the key that is meant is written too. One slip of the fingers is certain; anything more is offered only. */
function changed(path: Path, found: string, { reader, origin, written }: Changed): { readonly fix?: Proposal } {
  const steps = found.split('.');
  const to = steps.at(-1) ?? '';
  if (steps.slice(0, -1).join('.') !== path.slice(0, -1).join('.')) return {};
  const name = String(path.at(-1));
  const certain = editDistance(name.toLowerCase(), to.toLowerCase()) <= 1;
  const standing: Standing = { reader, layer: 'resource', as: 'key' };
  const key = setting(name, 'explicit', origin, standing) as Change['setting'];
  const applicability = certain ? 'safe' : 'unsafe';
  if (written) return { fix: { title: 'take it out', applicability, changes: [{ setting: key, remove: true }] } };
  return { fix: { title: `call it ${to}`, applicability, changes: [{ setting: key, to }] } };
}
