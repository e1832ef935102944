/** From symptoms to ranked causes. No I/O: the host reads files and opens archives. */
import type { Finding } from '../cluster/finding.js';
import type { Installed } from '../cluster/installed.js';
import type { Answer, DiagnosedCause, Evidence } from './answer.js';
import type { Cause, Remedy } from './cause.js';
import { type Draft, seenOf } from './draft.js';
import { withNamespace, withoutCalicoctl } from './fix/installer.js';
import { matrixOf } from './matrix.js';
import { nextCommand } from './next.js';
import { type Answered, chance, type Ranked, rank } from './rank.js';
import { readTexts } from './read.js';
import { causes } from './registry.gen.js';
import type { Seen } from './seen.js';
import { signs } from './signs/index.js';
import { isWords } from './signs/words.js';
import { weakened } from './strength.js';
import type { Text } from './text.js';
import { unasked } from './unasked.js';
import { nodeWith } from './view.js';

export type Input = {
  readonly texts: readonly Text[] | Draft;
  /** What the linter read in the configuration among them, and what it says of it. */
  readonly clusters?: readonly { readonly installed: Installed }[];
  readonly findings?: readonly Finding[];
};

/** A cause below this share is not worth a line, unless nothing else is left. */
const worthTelling = 0.02;
/** A sign that weighs less says nothing. Natural logarithm. */
const telling = 0.2;

export function diagnose({ texts, clusters = [], findings = [] }: Input): Answer {
  const draft = 'nodes' in texts ? texts : readTexts(texts);
  const seen = seenOf(draft, { clusters: clusters.map(({ installed }) => installed), findings });
  const looks = signs.map((sign) => ({ sign, look: sign.look(seen) }));
  const answered = weakened(looks.filter((one): one is Answered => one.look !== undefined));
  const open = looks.filter(({ look }) => look === undefined).map(({ sign }) => sign);
  const ranked = rank(causes, answered);
  const told = ranked.filter(({ probability }, i) => probability >= worthTelling || i < 3);
  const next = nextCommand({ seen, ranked, open });
  return {
    version: 1,
    verdict: verdict(ranked, answered),
    causes: told.map((one) => explained(one, answered, seen)),
    next: next ?? null,
    nodes: seen.nodes.map(({ name, outputs }) => ({ name, outputs: [...outputs] })),
    matrix: matrixOf(seen) ?? null,
    unasked: unasked(seen, ranked, open),
    unread: unquoted(seen.unread, answered),
  };
}

/** What some sign quotes was understood by its words. */
function unquoted(unread: Seen['unread'], answered: readonly Answered[]): Seen['unread'] {
  const quoted = new Map<string, Set<number>>();
  for (const { file, line } of answered.flatMap(({ look }) => look.quotes)) quoted.set(file, (quoted.get(file) ?? new Set()).add(line));
  return unread.filter(
    ({ file, line = 0, to = Number.POSITIVE_INFINITY, blocks }) =>
      blocks !== undefined || ![...(quoted.get(file) ?? [])].some((at) => at >= line && at <= to),
  );
}

function verdict(ranked: readonly Ranked[], answered: readonly Answered[]): Answer['verdict'] {
  const first = ranked[0];
  if (!first || first.probability < 0.4) return 'unknown';
  // Words alone may ask, deny, or tell of another cluster: an output, a log line or a finding has to say it too.
  const told = answered.filter(({ sign }) => !isWords(sign));
  if (first.cause.harmless) return told.length === 0 ? 'unknown' : 'healthy';
  return told.some((one) => one.look.holds && weight(first.cause, one) > telling && !isUsual(one)) ? 'broken' : 'unknown';
}

/** How the network is made, which shows where nothing is wrong as well. */
const isUsual = ({ sign: { id, base } }: Answered): boolean =>
  causes.some(({ harmless, signs: { [id]: shows = 0 } }) => harmless === true && shows > base);

function explained({ cause, probability }: Ranked, answered: readonly Answered[], seen: Seen): DiagnosedCause {
  const weighed = answered
    .map((one) => ({ ...one, weight: weight(cause, one) }))
    .filter((one) => Math.abs(one.weight) > telling)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  const evidence = weighed.flatMap(({ sign, look, weight: w }): readonly Evidence[] =>
    look.quotes.slice(0, 3).map(({ text, file, line }) => ({ text, location: { file, line }, supports: w > 0, sign: sign.says })),
  );
  const nodes = nodesOf(
    weighed.filter(({ weight: w, look }) => w > 0 && look.holds),
    seen,
  );
  const finding = seen.findings.find(({ rule, severity }) => severity !== 'info' && cause.rules?.includes(rule));
  const looks = new Map(answered.map(({ sign, look }) => [sign.id, look]));
  const remedy = cause.harmless ? null : cause.remedy({ seen, nodes, looks });
  const mended = mendedBy(remedy, seen);
  return {
    id: cause.id,
    title: cause.title,
    probability,
    harmless: cause.harmless === true,
    nodes: mended.length > 0 ? mended : nodes,
    evidence: once(evidence),
    finding: finding?.fingerprint ?? null,
    fix: remedy && { manifests: [], ...withNamespace(withoutCalicoctl(remedy, seen)), files: [] },
  };
}

/** A line that answers several questions stands for the one that it answers most strongly. */
function once(evidence: readonly Evidence[]): readonly Evidence[] {
  const told = new Set<string>();
  return evidence.filter(({ location: { file, line }, supports }) => {
    const place = `${file}:${line} ${supports}`;
    const news = !told.has(place);
    told.add(place);
    return news;
  });
}

/** The nodes on which the fix works, by address where nothing names them: what is wrong is there, whoever suffers from it. */
function mendedBy(remedy: Remedy | null, { nodes }: Seen): readonly string[] {
  const names = new Set(nodes.map(({ name }) => name).filter((name) => name !== ''));
  const where = (remedy?.then ?? []).map(
    ({ node = '' }) => /^the node with the address (\S+)$/.exec(node)?.[1] ?? (names.has(node) ? node : ''),
  );
  return [...new Set(where)].filter((node) => node !== '');
}

const isRow = ({ sign }: Answered): boolean => /^bgp\.(?:connect|passive|down|no-route|refused|closed)$/.test(sign.id);

/** The nodes that the strongest sign is about, by name where the address is somebody's: weaker signs are about all that suffer. */
function nodesOf(weighed: readonly Answered[], seen: Seen): readonly string[] {
  // A row is about both its ends: that all rows have one node in common says more.
  const ordered = weighed.toSorted((a, b) => Number(isRow(a)) - Number(isRow(b)));
  const inCommon = weighed.some(({ sign }) => sign.id === 'shape.one-node') ? ordered : weighed;
  const named = inCommon.map(({ look }) => look.nodes ?? []).find((nodes) => nodes.some((node) => node !== '')) ?? [];
  return [...new Set(named.map((node) => nodeWith(seen, node)?.name || node).filter((node) => node !== ''))];
}

/** How much the answer speaks for the cause: natural logarithm of the likelihood ratio against chance. */
function weight(cause: Cause, { sign, look, strength = 1 }: Answered): number {
  const shows = chance([cause], sign);
  return strength * (look.holds ? Math.log(shows / sign.base) : Math.log((1 - shows) / (1 - sign.base)));
}
