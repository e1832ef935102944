/** What every check of the operator's validation starts from, and how it says what is refused. */
import type { Draft } from '../../../cluster/draft.js';
import type { Proposal } from '../../../cluster/finding.js';
import type { Refused } from '../../../cluster/input.js';
import type { Pool } from '../../../cluster/model.js';
import { effective } from '../../../cluster/precedence.js';
import { everyNode, isKnown, type Known, knownValue } from '../../../cluster/setting.js';
import type { Version } from '../../../network/version.js';
import { type Path, pathText, type ScalarNode, scalarAt } from '../../../source/index.js';
import type { Unit } from '../../unit.js';
import type { Platform } from '../platform.js';
import { field, isWritten, layerOf, placeIn, reader, type Spec } from '../spec.js';

export type Subject = {
  readonly spec: Spec;
  readonly platform: Platform;
  readonly pools: readonly Pool[];
  readonly release: Version | undefined;
  readonly draft: Draft;
  /** Every document of the cluster. */
  readonly units: readonly Unit[];
};

export type Check = (subject: Subject) => readonly Refused[];

/** What the operator does then: pkg/controller/installation/core_controller.go:790-794 of tigera/operator 40788b9. */
const degraded = 'it reports Degraded and renders nothing: a new cluster gets no calico-node, a running one keeps the old one';

/** What its controller of pools does: pkg/controller/ippool/pool_controller.go. */
export const noPools = 'it reports Degraded and makes no pool: in a new cluster pods get no addresses';

type Said = {
  /** Below the spec. */
  readonly path: Path;
  readonly part?: 'key';
  readonly why: string;
  /** The text of the operator's error. */
  readonly check: string;
  readonly advice: string;
  readonly outcome?: string;
  readonly certain?: boolean;
  readonly fix?: Proposal | undefined;
  readonly because?: { readonly path: Path; readonly note: string } | undefined;
};

/** One refusal, with its place and the name under which users write it. */
export function refuse({ spec }: Subject, said: Said): Refused {
  const { path, part, why, check, advice, outcome = degraded, certain = true, fix, because } = said;
  const related = because && isWritten(spec, because.path) ? [{ origin: placeIn(spec, because.path), note: because.note }] : [];
  return {
    installer: 'tigera-operator',
    name: nameIn(spec, path),
    origin: placeIn(spec, path, part),
    why,
    check: `"${check}"`,
    advice,
    outcome,
    certain,
    related,
    ...(fix && { fix }),
  };
}

/** `spec.calicoNetwork.mtu`: from the map that holds the spec on. */
export function nameIn(spec: Spec, path: Path): string {
  const root = spec.called ?? layerOf(spec, path)?.path.findLast((step) => typeof step === 'string');
  return pathText([...(root === undefined ? [] : [root]), ...path]);
}

/** A fix that writes one value, or takes one entry out: a whole map, with what its author thought of it, not without asking. */
export function change(spec: Spec, path: Path, to: string | number | boolean | undefined, title: string): Proposal {
  const place = placeIn(spec, path);
  const setting = {
    value: undefined,
    how: 'explicit',
    origin: place,
    scope: everyNode,
    live: 'reconciled',
    layer: 'resource',
    write: { reader, as: 'field', place },
  } as const;
  if (to !== undefined) return { title, applicability: 'safe', changes: [{ setting, to }] };
  return { title, applicability: scalarAt(place.document.root, place.path) ? 'safe' : 'unsafe', changes: [{ setting, remove: true }] };
}

/** The known text at a path. */
export function said<T>({ spec }: Subject, path: Path, parse: (node: ScalarNode) => T | undefined): T | undefined {
  return knownValue(field(spec, path, parse));
}

/** The release of Calico that the input tells. */
export function releaseOf(draft: Draft): Version | undefined {
  const release: Known<Version> | undefined = effective(draft.product.calico);
  return isKnown(release) ? release.value : undefined;
}
