/** One object under judgement. */
import type { Proposal, Severity } from '../../cluster/finding.js';
import { everyNode } from '../../cluster/setting.js';
import type { Field } from '../../network/catalogue/schema.js';
import type { Version } from '../../network/version.js';
import { type Document, type Origin, type Path, pathText } from '../../source/index.js';
import type { Report } from '../rule.js';
import type { Messages } from './messages.js';

/** What an object holds, as Calico's client would send it. `hidden` stands for what a template fills in. */
export type Value = string | number | boolean | readonly Value[] | { readonly [name: string]: Value } | symbol;
export type Fields = { readonly [name: string]: Value };

/** Not known: no verdict may come from it. It is a map, so that a validator can walk over it; what it says about it is dropped. */
export const hidden: unique symbol = Symbol('filled in by a template');

export type Subject = {
  readonly kind: string;
  /** Served by Calico's API server and calicoctl, whose client normalizes values; otherwise the definition judges what is written. */
  readonly client: boolean;
  readonly document: Document;
  readonly base: Path;
  readonly fields: Field;
  readonly release: Version | undefined;
  /** What is not there may be brought by a template or another file. */
  readonly partial: boolean;
  /** Severity of an unknown field. */
  readonly unknown: Severity;
  /** The catalogue is that of the open source, and this is Calico Enterprise. */
  readonly enterprise: boolean;
  /** What messages call `spec`: in values of Helm it is another key. */
  readonly spec: string;
  /** Reports once a place: a value that is wrong in two ways is one fault. */
  readonly report: Report<Messages>;
  /** What is said only where nothing worse is said about the place. */
  readonly later: (say: () => void) => void;
  /** Nothing more is said about a field that is not there: another name stands for it. */
  readonly settled: (path: Path) => void;
  /** Keys that Go's client reads in spite of their letters' case: the canonical path as JSON → the name as written. */
  readonly respelt: Map<string, string>;
};

/** The origin of a path below the object. */
export function place({ document, base, respelt }: Subject, path: Path, part?: 'key'): Origin {
  const written = respelt.size === 0 ? path : path.map((step, i) => respelt.get(JSON.stringify(path.slice(0, i + 1))) ?? step);
  return { document, path: [...base, ...written], ...(part && { part }) };
}

type Rewrite = { readonly title: string; readonly key?: boolean; readonly safe?: boolean };

/** A fix that writes a value, or another name for a key. */
export function rewrite(at: Origin, to: string | number | boolean, { title, key = false, safe = true }: Rewrite): Proposal {
  const reader = 'calico-resources';
  const setting = {
    value: undefined,
    how: 'explicit',
    origin: at,
    scope: everyNode,
    live: 'reconciled',
    layer: 'resource',
    write: { reader, as: key ? 'key' : 'field', place: at },
  } as const;
  return { title, applicability: safe ? 'safe' : 'unsafe', changes: [{ setting, to }] };
}

/** The last name of a path: `spec.ports[0].name` is called `name`, an item by its list. */
export function nameOf(path: Path): string {
  const last = path.findLastIndex((step) => typeof step === 'string');
  const step = path[last];
  return `${step ?? ''}${path
    .slice(last + 1)
    .map((index) => `[${index}]`)
    .join('')}`;
}

/** The value at a path; undefined where it is absent, `hidden` where it or something above it is not known. */
export function valueAt(value: Value | undefined, path: Path): Value | undefined {
  let at = value;
  for (const step of path) {
    if (at === hidden || at === undefined) return at;
    at = Array.isArray(at) ? at[Number(step)] : fieldsOf(at)?.[step];
  }
  return at;
}

/** The entries of a map; undefined for what is none. */
export function fieldsOf(value: Value | undefined): Fields | undefined {
  return typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** The items of a list; empty for what is none. */
export function listOf(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? value : [];
}

/** The field at a path of the catalogue. */
export function fieldAt(root: Field, path: Path): Field | undefined {
  let field: Field | undefined = root;
  for (const step of path) field = typeof step === 'number' ? field?.items : (field?.values ?? field?.props?.[step]);
  return field;
}

/** A path as users write it: `spec.ports[0]`, or what stands for `spec` in their file. */
export function pointed({ spec }: Subject, [first, ...below]: Path): string {
  return pathText([first === 'spec' ? spec : (first ?? ''), ...below]);
}
