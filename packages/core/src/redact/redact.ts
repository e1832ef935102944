// Redacting: what identifies somebody or lets somebody in gives way to stand-ins that the linter and a reader take for the same sort of thing.
import { findAddresses } from './addresses.js';
import { findAccounts, findEmails, findLogins } from './cloud.js';
import { type Hosts, hosts } from './hosts.js';
import { findKeyValues, findPairs } from './key-values.js';
import type { Detector, Kind, Match } from './kinds.js';
import { findMacs } from './macs.js';
import { findPem } from './pem.js';
import { findSecretData } from './secrets.js';
import { type StandIn, type StandIns, standIns } from './stand-ins.js';

import { findTokens } from './tokens.js';

/** A text with the name it has in places: a file's path, or what a page calls its field. */
export type Text = { readonly name: string; readonly text: string };

/** Where an original stood: offsets into the text before, `end` exclusive, in UTF-16 units. */
export type Place = { readonly name: string; readonly start: number; readonly end: number };

export type Replacement = StandIn & { readonly places: readonly Place[] };

export type Redacted = {
  readonly texts: readonly Text[];
  /** What was replaced, in the order of the first place. */
  readonly replacements: readonly Replacement[];
};

export type Redactor = {
  /** Redacts texts that belong together: what one of them shows to be the name of a host is replaced in all. */
  readonly redact: (texts: readonly Text[]) => Redacted;
  /** Every stand-in so far, for `restore`. */
  readonly standIns: () => readonly StandIn[];
};

/** In this order: of two that overlap the first wins. */
const detectors: readonly Detector[] = [
  findSecretData,
  findPem,
  findTokens,
  findLogins,
  findPairs,
  findKeyValues,
  findAccounts,
  findEmails,
  findAddresses,
  findMacs,
];

/** A redactor whose stand-ins hold for all texts that it is given, also in later calls. */
export function redactor(): Redactor {
  const given = standIns();
  const known = hosts();
  return {
    redact: (texts) => {
      for (const { text } of texts) {
        given.reserve(text);
        known.learn(text);
      }
      const found = texts.map(({ text }) => matchesIn(text, known));
      learnRanges(texts, found, given);
      return replaced(texts, found, given);
    },
    standIns: given.all,
  };
}

/** Redacts texts in one go. */
export function redact(texts: readonly Text[]): Redacted {
  return redactor().redact(texts);
}

/** All stretches to replace, in the order of the text, none overlapping another. */
function matchesIn(text: string, known: Hosts): readonly Match[] {
  const all: (Match & { readonly rank: number })[] = [];
  for (const [rank, find] of [...detectors, known.find].entries()) find(text, (kind, start, end) => all.push({ kind, start, end, rank }));
  const taken: Match[] = [];
  for (const match of all.sort((a, b) => a.start - b.start || a.rank - b.rank)) insert(taken, match);
  return taken;
}

/** Of two that overlap the one whose detector ran first stays. */
function insert(taken: Match[], match: Match & { readonly rank?: number }): void {
  for (;;) {
    const last = taken.at(-1) as (Match & { readonly rank?: number }) | undefined;
    if (last === undefined || last.end <= match.start) break;
    if ((last.rank ?? 0) <= (match.rank ?? 0)) return;
    taken.pop();
  }
  taken.push(match);
}

const ownRange =
  /(?:(?:pods?|cluster|service|pool|masquerade|network)[\w-]{0,20}(?:cidrs?|subnets?|range)|\bcidr\b|"Network")[\w.-]{0,20}\\*["']?[ \t]*[:=][ \t]*\\*["']?((?:\d{1,3}\.){3}\d{1,3}\/(?:[89]|1\d|20))(?!\d)/gi;

function learnRanges(texts: readonly Text[], found: readonly (readonly Match[])[], given: StandIns): void {
  for (const [index, { text }] of texts.entries()) {
    for (const [, range = ''] of text.matchAll(ownRange)) given.range(range, true);
    for (const { kind, start, end } of found[index] ?? []) if (kind === 'address') given.range(text.slice(start, end), false);
  }
}

function replaced(texts: readonly Text[], found: readonly (readonly Match[])[], given: StandIns): Redacted {
  const replacements = new Map<string, { kind: Kind; standIn: string; original: string; places: Place[] }>();
  const results = texts.map(({ name, text }, index) => {
    const pieces: string[] = [];
    let at = 0;
    for (const { kind, start, end } of found[index] ?? []) {
      const original = text.slice(start, end);
      const standIn = given.of(kind, original);
      if (standIn === undefined) continue;
      pieces.push(text.slice(at, start), standIn);
      at = end;
      const key = `${kind} ${original}`;
      const entry = replacements.get(key) ?? { kind, standIn, original, places: [] };
      entry.places.push({ name, start, end });
      replacements.set(key, entry);
    }
    return { name, text: pieces.join('') + text.slice(at) };
  });
  return { texts: results, replacements: [...replacements.values()] };
}
