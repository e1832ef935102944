// Redacting: what identifies somebody or lets somebody in gives way to stand-ins that the linter and a reader take for the same sort of thing.
import { findAddresses } from './addresses.js';
import { findAccounts, findEmails, findLogins } from './cloud.js';
import { type Hosts, hosts } from './hosts.js';
import { findKeyValues } from './key-values.js';
import { type Detector, isStandIn, type Kind, type Match } from './kinds.js';
import { findMacs } from './macs.js';
import { findPairs } from './pairs.js';
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
      const raw = texts.map(({ text }) => matchesIn(text, known));
      const found = alsoElsewhere(texts, raw);
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

type Ranked = Match & { readonly rank: number };

/** All stretches that a detector found in a text. */
function matchesIn(text: string, known: Hosts): readonly Ranked[] {
  const all: Ranked[] = [];
  for (const [rank, find] of [...detectors, known.find].entries()) find(text, (kind, start, end) => all.push({ kind, start, end, rank }));
  return all;
}

const secretWord = /[A-Za-z0-9][\w+/.~!*^%$#-]{7,511}={0,2}/g;

/** True for a secret that is no word, number or address which others may use as well. */
function isTelling(kind: Kind, value: string): boolean {
  return /^(?:token|password|secret-data)$/.test(kind) && /\d/.test(value) && /[A-Za-z]/.test(value.replace(/^v/, '')) && !isStandIn(value);
}

/** What is a secret in one place is one wherever it stands: a password in a log, the account that a manifest names. */
function alsoElsewhere(texts: readonly Text[], raw: readonly (readonly Ranked[])[]): readonly (readonly Match[])[] {
  const secrets = new Map<string, Kind>();
  for (const [index, { text }] of texts.entries()) {
    for (const { kind, start, end } of raw[index] ?? []) {
      const value = end - start > 520 || end - start < 8 ? '' : text.slice(start, end);
      if (kind === 'account' ? value !== '' : isTelling(kind, value)) secrets.set(value, kind);
    }
  }
  return texts.map(({ text }, index) => {
    const all = [...(raw[index] ?? [])];
    for (const { 0: word, index: start } of secrets.size === 0 ? [] : text.matchAll(secretWord)) {
      const kind = secrets.get(word);
      if (kind !== undefined) all.push({ kind, start, end: start + word.length, rank: detectors.length + 1 });
    }
    return apart(all);
  });
}

/** In the order of the text; of two that overlap the one whose detector ran first stays. */
function apart(matches: Ranked[]): readonly Match[] {
  const taken: Ranked[] = [];
  for (const match of matches.sort((a, b) => a.start - b.start || a.rank - b.rank)) {
    while ((taken.at(-1)?.end ?? 0) > match.start && (taken.at(-1)?.rank ?? 0) > match.rank) taken.pop();
    if ((taken.at(-1)?.end ?? 0) <= match.start) taken.push(match);
  }
  return taken;
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
