/** Lets the other nodes in through the firewall of a host: by the tool that rules there, in the family that is kept out. */
import { parseCidr } from '../../network/cidr.js';
import type { Remedy, Told } from '../cause.js';
import { endsDown } from '../ends.js';
import type { FirewallRule, NodeSeen, Seen } from '../seen.js';
import { bare, sessions } from '../view.js';
import { behind, nameOr, sourcesOf } from './evidence.js';
import type { Port } from './ports.js';
import { byHand, eachNode, run } from './step.js';

type Family = 4 | 6;

type Tool = 'firewalld' | 'ufw' | 'nft' | 'iptables' | 'any';

export type Place = {
  readonly node: string;
  readonly tool: Tool;
  readonly chain: string;
  readonly table: string;
  readonly out: boolean;
  readonly family: Family;
  /** A rule of its own for the port stands in front of what would be appended. */
  readonly denied: boolean;
};

type Opened = Pick<Remedy, 'then' | 'back'>;
type Pair = { readonly open: string; readonly close: string };

/** In front of each rule that the evidence shows, in its own chain; else at the ends that wait for a dial. */
export function openOnHosts(told: Told, passing: Port, sign: string): Opened {
  const rules = placesBehind(told, sign);
  const places = rules.length > 0 ? rules : waitingPlaces(told);
  const steps = places.map((place) => ({ place, pair: commandsOf(place, passing, told.seen) }));
  const last = [...new Set(places.flatMap((place) => lasting[place.tool]?.(place) ?? []))];
  return {
    then: [
      ...steps.map(({ place, pair }) =>
        run(`let ${passing.title} ${place.out ? 'out to' : 'in from'} the other nodes`, pair.open, place.node),
      ),
      ...last.map(byHand),
    ],
    back: steps.map(({ place, pair }) => run('take the rule out again', pair.close, place.node)),
  };
}

/** Where the rules stand that answer the sign. */
export function placesBehind(told: Told, sign: string): readonly Place[] {
  const found = behind(told, sign, ({ firewall }) => firewall).flatMap(({ node, item }) => {
    const all = told.seen.nodes.find(({ name }) => name === node);
    return familiesOf(told.seen, node, item).map((family) => placeOf(item, { node: all, name: node, family }));
  });
  return unique(found);
}

const unique = (places: readonly Place[]): readonly Place[] => [
  ...new Map(places.map((one) => [JSON.stringify([one.node, one.table, one.chain, one.family]), one])).values(),
];

type At = { readonly node: NodeSeen | undefined; readonly name: string; readonly family: Family };

function placeOf(rule: FirewallRule, { node, name, family }: At): Place {
  const { chain, table = '' } = rule;
  // `table ip filter` with chains in capitals is iptables' own, seen through nft.
  const own = /^ip6? /.test(table) && chain === chain.toUpperCase();
  const names = [chain, table, ...(node?.firewall.map((one) => one.chain) ?? [])];
  const tool = names.some((one) => firewalld.test(one)) ? 'firewalld' : names.some((one) => /^ufw(?:6?-|$)/.test(one)) ? 'ufw' : undefined;
  const out = /^output/i.test(rule.hook ?? chain);
  return {
    node: nameOr(name, 'the node that the rule is from'),
    // firewalld rules what comes in.
    tool: tool !== undefined && !(tool === 'firewalld' && out) ? tool : table === '' || own ? 'iptables' : 'nft',
    chain,
    table,
    out,
    family,
    denied: rule.port !== undefined,
  };
}

/** Chains and tables that firewalld makes, in either of its back ends. */
const firewalld = /\bfirewalld$|^(?:IN_|INPUT_ZONES|INPUT_direct|filter_IN)/;

/** An end that is asked for has no rule in sight: its tool is the one that the texts name. */
function waitingPlaces({ seen, nodes }: Told): readonly Place[] {
  const waiting = [...new Set(endsDown(seen).map((pair) => pair.waiting.name))];
  const where = waiting.length > 0 ? waiting : nodes;
  const named = where.length === 0 || where.length > 6 ? [eachNode] : where;
  return named.flatMap((node) =>
    familiesOf(seen, node).map((family) => ({ node, tool: namedTool(seen), chain: 'INPUT', table: '', out: false, family, denied: false })),
  );
}

const tools: readonly (readonly ['firewalld' | 'ufw', RegExp, RegExp])[] = [
  ['firewalld', /\bfirewall-cmd\b|\bfirewalld\b/i, /firewalld?[^\n]{0,40}\b(?:not running|stopped|disabled|inactive|masked|off)\b/i],
  ['ufw', /\bufw\b/i, /\bufw[^\n]{0,40}\b(?:disabled|inactive|off)\b|Status: inactive/i],
];

function namedTool({ notes }: Seen): Tool {
  const named = tools.filter(([, is, off]) => notes.some(({ text }) => is.test(text)) && !notes.some(({ text }) => off.test(text)));
  return named.length === 1 && named[0] ? named[0][0] : 'any';
}

/** The families of what is kept out: as the rule says, or as the sessions of the node that are down have it. */
function familiesOf(seen: Seen, name: string, rule?: FirewallRule): readonly Family[] {
  const { table = '', source = '', destination = '' } = rule ?? {};
  const written = parseCidr(/[/]/.test(source || destination) ? source || destination : `${source || destination}/32`)?.family;
  if (/^ip6 /.test(table) || /^ufw6-/.test(rule?.chain ?? '') || written === 6 || (source || destination).includes(':')) return [6];
  if (/^ip /.test(table) || written === 4) return [4];
  const down = sessions(seen).filter(({ up }) => !up);
  const own = down.filter(({ node, other }) => node.name === name || other?.name === name);
  const families = (own.length > 0 ? own : down).map(({ peer }): Family => (bare(peer.address).includes(':') ? 6 : 4));
  return families.length > 0 ? [...new Set(families)].sort() : [4];
}

function commandsOf(place: Place, passing: Port, seen: Seen): Pair {
  const sources = sourcesOf(seen, place.family);
  const given: Given = { place, passing, sources };
  if (place.tool === 'firewalld') return byFirewalld(given, zoneOf(seen));
  if (place.tool === 'ufw') return byUfw(given);
  if (place.tool === 'nft') return byNft(place, `${addressesOf(place, sources)} ${passing.protocol} dport ${passing.port}`, passing.title);
  const { protocol, port } = passing;
  const iptables = byIptables(place, `${place.out ? '-d' : '-s'} ${sources.join(',')} -p ${protocol} -m ${protocol} --dport ${port}`);
  return place.tool === 'iptables' ? iptables : byWhatRuns([byFirewalld(given), byUfw(given), iptables]);
}

type Given = { readonly place: Place; readonly passing: Port; readonly sources: readonly string[] };

export function byIptables({ chain, family }: Pick<Place, 'chain' | 'family'>, match: string): Pair {
  const tool = family === 6 ? 'ip6tables' : 'iptables';
  return { open: `sudo ${tool} -I ${chain} 1 ${match} -j ACCEPT`, close: `sudo ${tool} -D ${chain} ${match} -j ACCEPT` };
}

/** An accept in another table does not undo a drop: the rule goes into the chain that drops. Its handle is found by its comment. */
export function byNft({ table, chain, family }: Pick<Place, 'table' | 'chain' | 'family'>, match: string, title: string): Pair {
  const comment = `pod network: ${title}, IPv${family}`;
  const handle = `$(sudo nft -a list chain ${table} ${chain} | sed -n 's/.*comment "${comment}" # handle //p')`;
  return {
    open: `sudo nft 'insert rule ${table} ${chain} ${match} accept comment "${comment}"'`,
    close: `sudo nft delete rule ${table} ${chain} handle ${handle}`,
  };
}

function addressesOf({ out, family }: Place, sources: readonly string[]): string {
  const set = sources.length > 1 ? `{ ${sources.join(', ')} }` : (sources[0] ?? '');
  return `${family === 6 ? 'ip6' : 'ip'} ${out ? 'daddr' : 'saddr'} ${set}`;
}

const gap = (sources: readonly string[]): boolean => sources.some((one) => one.startsWith('<'));

/** One after the other; the command says `$a` where there are several. */
function forEach(sources: readonly string[], command: (from: string) => string): string {
  const [only = '', ...more] = sources;
  return more.length === 0 ? command(only) : `for a in ${sources.join(' ')}; do ${command('$a')}; done`;
}

/** Lasts over a restart, and counts after the reload. Where the sources are not known the port is open to all: BIRD talks to its peers alone. */
function byFirewalld({ place, passing, sources }: Given, zone?: string): Pair {
  const { protocol, port } = passing;
  const firewall = `sudo firewall-cmd --permanent${zone === undefined ? '' : ` --zone=${zone}`}`;
  const rule = (from: string): string =>
    `rule family=ipv${place.family} source address=${from} port port=${port} protocol=${protocol} accept`;
  const command = (act: string): string =>
    gap(sources)
      ? `${firewall} --${act}-port=${port}/${protocol}`
      : forEach(sources, (from) => `${firewall} --${act}-rich-rule="${rule(from)}"`);
  const both = (act: string): string => `${command(act)}; sudo firewall-cmd --reload`;
  return { open: both('add'), close: both('remove') };
}

/** The zone that `firewall-cmd --list-all` calls active, where there is one. */
function zoneOf({ notes, nodes }: Seen): string | undefined {
  const listed = nodes.flatMap(({ firewall }) => firewall.flatMap(({ zone }) => zone ?? []));
  const zones = new Set([
    ...listed,
    ...notes.flatMap(({ text }) => [...text.matchAll(/^\s*([\w-]+) \((?:default, )?active\)\s*$/gm)].map(([, zone]) => zone)),
  ]);
  return zones.size === 1 ? [...zones][0] : undefined;
}

function byUfw({ place, passing, sources }: Given): Pair {
  const { protocol, port } = passing;
  const rule = (from: string): string =>
    place.out ? `allow out to ${from} port ${port} proto ${protocol}` : `allow from ${from} to any port ${port} proto ${protocol}`;
  return {
    open: forEach(sources, (from) => `sudo ufw ${place.denied ? 'prepend ' : ''}${rule(from)}`),
    close: forEach(sources, (from) => `sudo ufw delete ${rule(from)}`),
  };
}

/** What rules the host is not known from here: the host knows. */
function byWhatRuns([firewalldPair, ufw, iptables]: readonly [Pair, Pair, Pair]): Pair {
  const pick = (key: keyof Pair): string =>
    `if sudo firewall-cmd --state >/dev/null 2>&1; then ${firewalldPair[key]}; elif sudo ufw status 2>/dev/null | grep -q '^Status: active'; then ${ufw[key]}; else ${iptables[key]}; fi`;
  return { open: pick('open'), close: pick('close') };
}

/** firewalld and ufw keep what they are told. */
const lasting: Partial<Readonly<Record<Tool, (place: Place) => string>>> = {
  iptables: ({ family }) =>
    `make it last: write the rule into what sets the rules at boot (${family === 6 ? 'rules.v6' : 'rules.v4'} of netfilter-persistent, /etc/sysconfig/${family === 6 ? 'ip6tables' : 'iptables'}, …)`,
  nft: () => 'make it last: write the rule into /etc/nftables.conf, or what sets the rules at boot',
  any: () => 'where neither firewalld nor ufw runs, make it last: write the rule into what sets the rules at boot',
};
