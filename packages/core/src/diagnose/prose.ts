/** Sentences of a report as claims: what works and what does not, in the words of whoever wrote it. */
import { isLogged } from './log/lines.js';
import type { Quote } from './seen.js';
import { quoteAt, type Text } from './text.js';

/** `ping` works, `tcp` fails. */
export type Claim = { readonly about: Topic; readonly works: boolean; readonly quote: Quote };

export type Topic = 'ping' | 'tcp' | 'udp' | 'names' | 'service' | 'pod' | 'large' | 'small' | 'away' | 'here' | 'vxlan' | 'ipip';

const topics: Readonly<Record<Topic, RegExp>> = {
  ping: /\b(?:ping(?:s|ing|ed|able)?|icmp)\b/i,
  tcp: /\btcp\b|\b(?:curl|wget|telnet|https?|ssh|netcat)\b|\bweb (?:api|page|server)|\bhttp/i,
  udp: /\budp\b/i,
  names: /\b(?:dns|nslookup|dig|name resolution|resolv(?:e|es|ing)|coredns|kube-dns|host ?names?)\b/i,
  service: /\b(?:service|svc)s?(?:['’]s)? (?:ip|address|vip|cluster)|\bcluster-?ips?\b|\bvia (?:the )?services?\b|\bnode-?ports?\b/i,
  pod: /\bpod(?:['’]s)? ips?\b|\bpod address|\bendpoints?\b|\bdirectly\b/i,
  large:
    /\b(?:large|big|huge)(?:r|ger)? (?:\w+ )?(?:packet|response|file|payload|request|data|message|transfer|image|bod(?:y|ies)|frame|download|upload|result)s?\b|\b(?:more|great\w*|higher|larger|large|above|over|exceed\w*) (?:than )?\d[\d,.]* ?(?:k|b|bytes?|kb)\b/i,
  small:
    /\b(?:small|tiny)(?:er)? (?:\w+ )?(?:packet|response|file|payload|request|data|message|transfer|bod(?:y|ies)|frame)s?\b|\b(?:less|smaller|below|under|up to) (?:than )?\d[\d,.]* ?(?:k|b|bytes?|kb)\b/i,
  away: /\b(?:cross|inter)[- ]?(?:node|host)s?\b|\b(?:between|across) (?:the )?(?:\w+ )?(?:node|host|worker|machine|server)s?\b|\b(?:another|other|different|remote|separate|opposite) (?:k8s |kubernetes |worker )?(?:node|host|worker|machine|server)s?\b/i,
  here: /\b(?:same|own|local) (?:k8s |kubernetes |worker )?(?:node|host|worker|machine|server)\b/i,
  vxlan: /\bvxlan\b(?![_-]?mode|\.)/i,
  ipip: /\bip-?(?:in-?)?ip\b(?![_-]?mode)/i,
};

/** What does not work, in words. */
export const failing: RegExp =
  /\b(?:fail\w*|tim(?:e[sd]?|ing)[- ]?out\w*|time-?outs?|hangs?|hanging|hung|lost|los[es]+|drop\w*|broke\w*|breaks?|unreachable|refus\w*|stuck|stall\w*|cannot|unable|never|fault\w*|problems?|issues?|errors?|no (?:response|reply|answer|return|traffic|connectivity|route)|nothing|inaccessible|impossible)\b|n['’]t\b|\b(?:not|dont|doesnt|didnt|cant|couldnt|wont|isnt)\b/i;
const works =
  /\b(?:works?|worked|working|ok|okay|fine|success\w*|succeed\w*|respon(?:d|ds|ded|se)|repl(?:y|ies|ied)|arriv(?:es?|ed)|reach(?:es|ed|able)?|(?:going|goes|gets?|pass\w*) through|pass(?:es|ed)?|good|normal(?:ly)?|answer(?:s|ed)?|can|possible|healthy)\b/i;

const sentences = /(?<=[.!?;])\s+|\n+/;
const clauses = /,\s+|\s+-{1,2}\s+|:\s+|\s+(?=(?:but|while|however|whereas|although|though|and|yet|except)\b)/i;

/** The claims of these texts. */
export function claimsOf(notes: readonly Text[]): readonly Claim[] {
  return notes.flatMap((note) => {
    let at = 0;
    return note.text.split(sentences).flatMap((sentence) => {
      const from = note.text.indexOf(sentence, at);
      at = from + sentence.length;
      return isProse(sentence) && !sentence.trimEnd().endsWith('?') ? claimsIn(sentence, quoteAt(note, from)) : [];
    });
  });
}

/** Three words at least, and not `key: value`, a line of a log, a command or code. */
export function isProse(text: string): boolean {
  const words = text.match(/[A-Za-z]{2,}/g) ?? [];
  return (
    words.length > 2 &&
    !isLogged(text, 0) &&
    !/^\s*(?:- )?["']?[\w./-]+["']?\s*[:=]\s*(?:["'\w[{|]\S*)?$/.test(text) &&
    !/[{}]\s*$|^\s*[$|+]/.test(text)
  );
}

function claimsIn(sentence: string, quote: Quote): readonly Claim[] {
  const parts = sentence.split(clauses).filter((part) => part.trim() !== '');
  const said = parts.map(polarity);
  return parts.flatMap((part, i) => {
    const before = said.slice(0, i).findLast((one) => one !== undefined);
    // `everything fails except ping`
    const turned = /^except\b/i.test(part) && said[i] === undefined && before !== undefined ? !before : undefined;
    const holds = turned ?? said[i] ?? before ?? said.slice(i).find((one) => one !== undefined);
    // `UDP reaches the card, but it does not reach the pod`
    const own = topicsIn(part);
    const about = own.length === 0 && pronoun.test(part) ? topicsIn(parts[i - 1] ?? '') : own;
    return holds === undefined ? [] : about.map((topic) => ({ about: topic, works: holds, quote }));
  });
}

const polarity = (part: string): boolean | undefined => (failing.test(part) ? false : works.test(part) ? true : undefined);

const pronoun = /^(?:but|and|yet|while|though|although|however)\b,? (?:it|they|this|that)\b/i;

const topicsIn = (part: string): readonly Topic[] => (Object.keys(topics) as Topic[]).filter((topic) => topics[topic].test(part));
