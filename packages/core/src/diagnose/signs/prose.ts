/** Symptoms that a report tells in words. What nobody says speaks for nothing. */
import { type Claim, claimsOf, failing, isProse, type Topic } from '../prose.js';
import type { Quote, Seen } from '../seen.js';
import { answer, type Sign } from '../sign.js';
import { quoteAt, type Text } from '../text.js';

const claims = new WeakMap<Seen, readonly Claim[]>();

function claimed(seen: Seen, works: boolean, ...topics: readonly Topic[]): readonly Claim[] {
  const all = claims.get(seen) ?? claimsOf(seen.prose);
  claims.set(seen, all);
  return all.filter((claim) => claim.works === works && topics.includes(claim.about));
}

const told = (sign: Omit<Sign, 'look' | 'shownBy'>, quotes: (seen: Seen) => readonly { readonly quote: Quote }[]): Sign => ({
  ...sign,
  shownBy: [],
  look: (seen) => {
    const hits = quotes(seen);
    return hits.length > 0 ? answer(hits) : undefined;
  },
});

/** Both are said: what fails, and what works beside it. */
const beside = (sign: Omit<Sign, 'look' | 'shownBy'>, failing: readonly Topic[], working: readonly Topic[]): Sign =>
  told(sign, (seen) => {
    const [bad, good] = [claimed(seen, false, ...failing), claimed(seen, true, ...working)];
    return bad.length > 0 && good.length > 0 ? [...bad, ...good] : [];
  });

const pingOnly = told({ id: 'words.ping-only', base: 0.02, says: 'pings are answered, connections are not' }, (seen) => {
  const only = sayings(seen.prose, /\b(?:only|except(?: for)?) (?:the )?(?:ping|icmp)/i);
  if (only.length > 0) return only;
  const [bad, good] = [claimed(seen, false, 'tcp', 'names', 'udp', 'service'), claimed(seen, true, 'ping')];
  return bad.length > 0 && good.length > 0 && claimed(seen, true, 'tcp').length === 0 ? [...bad, ...good] : [];
});

/** People say that pods on different nodes do not reach each other: there are several nodes. */
export const acrossNodes: Sign = told(
  { id: 'words.across-nodes', base: 0.1, says: 'pods on different nodes do not reach each other' },
  (seen) => [
    ...claimed(seen, false, 'away'),
    ...sayings(
      seen.prose,
      /\bonly [^\n.]{0,60}\b(?:same|own|local) (?:k8s |kubernetes |worker )?(?:node|host|worker|machine)|\b(?:only|except)\b[^\n.]{0,60}\b(?:node|host|machine) (?:where |that |on which )?(?:it|the pod) (?:runs|is)/i,
    ),
  ],
);

const missing = told({ id: 'words.device-missing', base: 0.01, says: 'the device of the tunnel is not there' }, (seen) =>
  sayings(
    seen.prose,
    /(?:\bvxlan\.calico|\btunl0|\bflannel\.\d+|vxlan (?:interface|device))\b[^\n.]{0,60}(?:missing|absent|not (?:exist|created|present|there|found|up)|(?:does|is|was)n['’]t (?:exist|created|present|there)|disappear\w*|gone|deleted)|\b(?:no|missing) (?:`)?(?:vxlan\.calico|tunl0|flannel\.\d+|vxlan (?:interface|device))/i,
  ),
);

/** A packet that was seen to leave, or at the far card, and not behind it. */
const neverArrives = told({ id: 'words.never-arrives', base: 0.03, says: 'packets leave one node and are not seen on the other' }, (seen) =>
  sayings(
    seen.prose,
    /\b(?:packets?|packages?|traffic|requests?|pings?|tcpdump|capture)\b[^\n]{0,120}(?:did(?:n['’]t| not)|do(?:es)?(?:n['’]t| not)|never|not|nothing) (?:\w+ ){0,2}(?:reach|arriv|show|get|com|see|receiv|transfer|on host)\w*/i,
  ),
);

/** The first sentence of each note that says so in prose. */
function sayings(notes: readonly Text[], pattern: RegExp): readonly { readonly quote: Quote }[] {
  return notes.flatMap((note) => {
    const hit = pattern.exec(note.text);
    const quote = hit && quoteAt(note, hit.index);
    return quote && isProse(quote.text) ? [{ quote }] : [];
  });
}

const mentions = (id: string, base: number, says: string, pattern: RegExp): Sign =>
  told({ id, base, says }, (seen) => sayings(seen.prose, pattern));

const inUse = told({ id: 'words.vxlan', base: 0.25, says: 'the report speaks of VXLAN' }, (seen) => {
  const other = sayings(seen.prose, /\bip-?(?:in-?)?ip\b(?![_-]?mode)/i);
  return other.length > 0 ? [] : sayings(seen.prose, /\bvxlan\b(?![_-]?mode)/i);
});

const ipip = told({ id: 'words.ipip', base: 0.15, says: 'the report speaks of IPIP' }, (seen) =>
  sayings(seen.prose, /\bvxlan\b/i).length > 0 ? [] : sayings(seen.prose, /\bip-?(?:in-?)?ip\b(?![_-]?mode)|\bipencap\b|\btunl0\b/i),
);

/** Lines of logs and events complain for themselves. */
export const complaint: Sign = told({ id: 'words.complaint', base: 0.6, says: 'somebody says that something does not work' }, (seen) => {
  const logged = new Set(seen.logs.map(({ quote: { file, line } }) => `${file}:${line}`));
  return seen.prose.flatMap((note) => {
    for (const { index } of note.text.matchAll(everyFailing)) {
      const quote = quoteAt(note, index);
      if (isProse(quote.text) && !logged.has(`${quote.file}:${quote.line}`)) return [{ quote }];
    }
    return [];
  });
});
/** A question, a request, or praise. */
export const content: Sign = mentions(
  'words.content',
  0.3,
  'somebody asks or plans something, or says that it works',
  /\b(?:works?|working|running|runs) (?:fine|well|ok|okay|as expected)\b|\bcluster works\b|\bfeature request\b|\bplan(?:s|ning)? to\b|\bhow (?:do|can|should) (?:i|we)\b|\bany advice\b|\bplease document\b/i,
);
const everyFailing = new RegExp(failing, 'gi');

export const proseSigns: readonly Sign[] = [
  pingOnly,
  beside({ id: 'words.udp-only', base: 0.01, says: 'UDP fails where TCP works' }, ['udp'], ['tcp']),
  beside(
    { id: 'words.service-only', base: 0.03, says: 'a service address fails where the address of its pod works' },
    ['service'],
    ['pod'],
  ),
  told({ id: 'words.large-only', base: 0.01, says: 'large packets or answers fail' }, (seen) => claimed(seen, false, 'large')),
  beside({ id: 'words.vxlan-not-ipip', base: 0.005, says: 'IPIP works where VXLAN fails' }, ['vxlan'], ['ipip']),
  beside({ id: 'words.ipip-not-vxlan', base: 0.005, says: 'VXLAN works where IPIP fails' }, ['ipip'], ['vxlan']),
  acrossNodes,
  missing,
  neverArrives,
  inUse,
  ipip,
  complaint,
  content,
  mentions('words.virtual-machines', 0.05, 'the nodes are virtual machines of VMware', /\b(?:vmware|vsphere|esxi|vmxnet3|nsx)\b/i),
  mentions(
    'words.two-cards',
    0.05,
    'the nodes have several cards',
    /\b(?:two|2|three|multiple|several|many|dual|second)[- ](?:different )?(?:nics?|network (?:cards?|interfaces?|adapters?)|interfaces?|ethernet)\b/i,
  ),
];
