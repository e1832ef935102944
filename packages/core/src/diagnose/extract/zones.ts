/** `ufw status [verbose]` and `firewall-cmd --list-all[-zones]`: what is let in, as rules in the order of the firewall. */
import { type Draft, nodeOf } from '../draft.js';
import type { FirewallRule } from '../seen.js';
import { type Line, quote } from '../text.js';
import type { Extractor } from './extractor.js';

const keep = (draft: Draft, line: Line, rule: Omit<FirewallRule, 'quote' | 'hook' | 'established'>): void => {
  nodeOf(draft, line, 'firewall').firewall.push({ ...rule, hook: 'INPUT', established: false, quote: quote(line) });
};

type Ports = Pick<FirewallRule, 'protocol' | 'port' | 'portTo'>;

/** `179/tcp`, `179`, `1000:2000/tcp`, `1000-2000/tcp`, `179,5473/tcp`. */
function portsOf(text: string): readonly Ports[] {
  const [, list = '', protocol] = /^([\d,:-]+)(?:\/(tcp|udp))?$/.exec(text) ?? [];
  return list.split(',').flatMap((range) => {
    const [from = '', to] = range.split(/[:-]/);
    if (!/^\d+$/.test(from)) return [];
    return [{ port: Number(from), ...(to !== undefined && { portTo: Number(to) }), ...(protocol !== undefined && { protocol }) }];
  });
}

const ufwHead = /^(?:Status: (?:in)?active|Logging: |New profiles: |To +Action +From|-- +------ +----)/;
const ufwRule = /^(?<to>.+?) +(?<action>ALLOW|LIMIT|DENY|REJECT)(?: (?<way>IN|OUT|FWD))? +(?<from>Anywhere|[\d.:a-f/]+)(?: +#.*)?$/;
const verdicts: Readonly<Record<string, FirewallRule['verdict']>> = { ALLOW: 'accept', LIMIT: 'accept', DENY: 'drop', REJECT: 'reject' };

export const ufw: Extractor = {
  name: 'ufw status',
  starts: 'SLDNTA-0123456789',
  open: (draft) => {
    let listed = false;
    return (line) => {
      const text = line.text.trim();
      if (ufwHead.test(text)) {
        listed ||= text.startsWith('Status:');
        if (listed) nodeOf(draft, line, 'firewall');
        // That it is off is said in words as well, which is where the remedy looks.
        return listed && text !== 'Status: inactive';
      }
      if (!listed) return false;
      const [, way] = /^Default: (allow|deny|reject) \(incoming\)/.exec(text) ?? [];
      if (way !== undefined) {
        keep(draft, line, { chain: 'ufw', verdict: verdicts[way.toUpperCase()] ?? 'drop', policy: true });
        return true;
      }
      const rule = ufwRule.exec(text)?.groups;
      if (rule && (rule['way'] ?? 'IN') === 'IN') ufwLine(draft, line, rule);
      return rule !== undefined || /\(v6\)/.test(text);
    };
  },
};

function ufwLine(draft: Draft, line: Line, { to = '', action = '', from = '' }: Readonly<Record<string, string | undefined>>): void {
  const common = { chain: 'ufw', verdict: verdicts[action] ?? 'accept', ...(from !== 'Anywhere' && { source: from }) };
  const aim = to.split(' ').find((word) => /^\d[\d,:-]*(?:\/\w+)?$/.test(word));
  if (aim !== undefined) for (const ports of portsOf(aim)) keep(draft, line, { ...common, ...ports });
  else if (to === 'Anywhere') keep(draft, line, common);
}

type Zone = { readonly name: string; readonly active: boolean; readonly last: FirewallRule['verdict']; sources: readonly string[] };

const zoneHead = /^[a-z][\w-]* ?(?:\((?<how>[\w, ]+)\))?$/;
const zoneLine = /^(?<key>[a-z][a-z -]*):(?: (?<value>.*))?$/;
const rich = /^rule .*\b(?<verdict>accept|drop|reject)\b/;
/** firewalld's own names of services (config/services/bgp.xml). */
const services: Readonly<Record<string, string>> = { bgp: '179/tcp' };

export const firewalld: Extractor = {
  name: 'firewall-cmd --list-all',
  starts: 'abcdefghijklmnopqrstuvwxyz',
  open: (draft) => {
    let zone: Zone | undefined;
    let head: string | undefined;
    return (line) => {
      const text = line.text.trim();
      if (/^[a-z]/.test(line.text)) {
        head = zoneHead.test(text) ? text : undefined;
        const sure = head !== undefined && line.command.startsWith('firewall-cmd');
        zone = sure ? zoneAt(head ?? '') : undefined;
        return sure;
      }
      const target = /^target: (.*)$/.exec(text)?.[1];
      if (target !== undefined && head !== undefined) zone = { ...zoneAt(head), ...lastWord(target) };
      if (zone) nodeOf(draft, line, 'firewall');
      return zone !== undefined && zoneOf(draft, line, zone);
    };
  },
};

const lastWord = (target: string): Pick<Zone, 'last'> => ({ last: target === 'ACCEPT' ? 'accept' : target === 'DROP' ? 'drop' : 'reject' });
const zoneAt = (head: string): Zone => ({ name: head.split(' ')[0] ?? '', active: /\bactive\b/.test(head), sources: [], last: 'reject' });

/** A line of a zone. What nothing lets in is refused by the zone's last word: the list of its ports stands for that. */
function zoneOf(draft: Draft, line: Line, zone: Zone): boolean {
  const text = line.text.trim();
  const { key, value = '' } = zoneLine.exec(text)?.groups ?? {};
  if (key === undefined && !rich.test(text)) return false;
  if (!zone.active) return true;
  const words = value.split(' ').filter((word) => word !== '');
  if (key === 'sources') zone.sources = words;
  if (key === 'services') letIn(draft, line, { zone, ports: words.flatMap((name) => portsOf(services[name] ?? '')) });
  if (key === 'ports') letIn(draft, line, { zone, ports: words.flatMap(portsOf), last: zone.last });
  if (key === undefined) richRule(draft, line);
  return true;
}

type LetIn = { readonly zone: Zone; readonly ports: readonly Ports[]; readonly last?: FirewallRule['verdict'] };

function letIn(draft: Draft, line: Line, { zone: { name, sources }, ports, last }: LetIn): void {
  for (const source of sources.length > 0 ? sources : [undefined]) {
    const common = { chain: 'firewalld', zone: name, ...(source !== undefined && { source }) };
    for (const one of ports) keep(draft, line, { ...common, verdict: 'accept', ...one });
    // The zone of a source speaks before that of a card.
    if (last) keep(draft, line, { ...common, verdict: last, ...(source === undefined && { policy: true as const }) });
  }
}

function richRule(draft: Draft, line: Line): void {
  const word = (pattern: RegExp): string | undefined => pattern.exec(line.text)?.[1];
  const verdict = rich.exec(line.text.trim())?.groups?.['verdict'];
  const source = word(/source address="([^"]+)"/);
  const port = word(/\bport port="([^"]+)"/) ?? portOf(word(/service name="([^"]+)"/));
  const protocol = word(/protocol="(\w+)"/) ?? (port === undefined ? undefined : 'tcp');
  if (/ NOT |forward-port|masquerade/.test(line.text) || (port === undefined && / (?:port|service|protocol) /.test(line.text))) return;
  const at = {
    chain: 'firewalld',
    verdict: verdictOf(verdict),
    ...(source && { source }),
  };
  if (port === undefined) keep(draft, line, at);
  else for (const ports of portsOf(`${port}/${protocol}`)) keep(draft, line, { ...at, ...ports });
}

const verdictOf = (word: string | undefined): FirewallRule['verdict'] => (word === 'accept' || word === 'drop' ? word : 'reject');
const portOf = (service: string | undefined): string | undefined => services[service ?? '']?.split('/')[0];
