/** The lab's captures as other people would have made them: other names, networks and cards, other tools, fewer files. Same fault, same cause. */
import type { Text } from '@canal-lint/core/diagnose';

/** Numbers below `n`, the same for the same seed (mulberry32). */
export function dice(seed: number): (n: number) => number {
  let state = seed >>> 0;
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

type Roll = (n: number) => number;
type Variant = (texts: readonly Text[], roll: Roll, nodes: readonly string[]) => readonly Text[];

const everywhere = (texts: readonly Text[], change: (text: string) => string): readonly Text[] =>
  texts.map(({ name, text }) => ({ name: change(name), text: change(text) }));

const fleets = [
  (i: number): string => `ip-10-1-3-${40 + i}.eu-central-1.compute.internal`,
  (i: number): string => `kube${i + 1}`,
  (i: number): string => `prod-worker-${'abcdef'[i]}7f`,
  (i: number): string => `srv${101 + i}.dc2.example.net`,
];

const renamed: Variant = (texts, roll, nodes) => {
  const fleet = fleets[roll(fleets.length)] ?? String;
  return everywhere(texts, (text) =>
    nodes.reduce((all, node, i) => all.replace(new RegExp(`(?<![\\w.-])${node.replaceAll('.', '\\.')}(?![\\w.-])`, 'g'), fleet(i)), text),
  );
};

/** Networks of nodes and pods, each to one that sorts as it did: who dials whom depends on the order of the addresses as text. */
const renumbered: Variant = (texts, roll) => {
  const shift = 1 + roll(20);
  const moves: readonly (readonly [RegExp, (rest: string) => string])[] = [
    [/\b10([._])244([._])/g, () => `10$1${Math.min(254, 200 + shift)}$2`],
    [/\b10([._])233([._])/g, () => `10$1${190 + (shift % 9)}$2`],
    [/\b192([._])168([._])/g, () => `192$1168$2`],
    [/\b10([._])0([._])([12])([._])/g, () => `10$1${shift % 4}$2${3}$3$4`],
    [/\b172([._])31([._])/g, () => `172$1${30 - (shift % 4)}$2`],
  ];
  return everywhere(texts, (text) => moves.reduce((all, [pattern, to]) => all.replace(pattern, to('')), text));
};

const cards = ['ens5', 'enp1s0', 'bond0', 'eno1np0'];
const recarded: Variant = (texts, roll) => {
  const card = cards[roll(cards.length)] ?? 'ens5';
  // A pod's own card stays eth0.
  return texts.map(({ name, text }) => ({
    name,
    text: text.includes('# in pod') ? text : text.replace(/\b(?:eth0|ens192)(?=[\s@:.]|$)/gm, card),
  }));
};

/** Rows of the table as calicoctl printed them before 3.20: centred heads, INFO wrapped at 30 columns. */
const oldTable: Variant = (texts) =>
  texts.map(({ name, text }) => ({
    name,
    text: text.replace(/^\| ([\d.]+\S*) +\| (.+?) +\| (\w+) +\| (\S+) +\| (.+?) +\|$/gm, (_, peer, type, state, since, info) => {
      const lines = String(info)
        .match(/.{1,30}(?: |$)/g)
        ?.map((line) => line.trim()) ?? [''];
      return lines
        .map(
          (line, i) =>
            `| ${(i ? '' : peer).padEnd(14)} | ${(i ? '' : type).padEnd(17)} | ${(i ? '' : state).padEnd(5)} | ${(i ? '' : since).padEnd(8)} | ${line.padEnd(30)} |`,
        )
        .join('\n');
    }),
  }));

type Rule = { readonly chain: string; readonly protocol: string; readonly port: string; readonly rest: string; readonly verdict: string };
const saved = /^-A (INPUT|OUTPUT|FORWARD) -p (tcp|udp) -m (?:tcp|udp) --dport (\d+) (.*?)-j (DROP|REJECT.*)$/gm;

const listed = (rules: readonly Rule[]): string =>
  ['INPUT', 'FORWARD', 'OUTPUT']
    .map((chain) => {
      const own = rules.filter((rule) => rule.chain === chain);
      const lines = own.map(
        ({ protocol, port, verdict }) =>
          `   11   660 ${verdict.split(' ')[0]?.padEnd(6)}     ${protocol}  --  *      *       0.0.0.0/0            0.0.0.0/0            ${protocol} dpt:${port}`,
      );
      return `Chain ${chain} (policy ACCEPT 812 packets, 60K bytes)\n pkts bytes target     prot opt in     out     source               destination\n${lines.map((line) => `${line}\n`).join('')}`;
    })
    .join('\n');

const nftables = (rules: readonly Rule[]): string =>
  `table inet filter {\n${['input', 'output']
    .map((chain) => {
      const own = rules.filter((rule) => rule.chain.toLowerCase() === chain);
      const lines = own.map(
        ({ protocol, port, verdict }) =>
          `\t\t${protocol} dport ${port} counter packets 11 bytes 660 ${verdict.startsWith('DROP') ? 'drop' : 'reject with tcp reset'}\n`,
      );
      return `\tchain ${chain} {\n\t\ttype filter hook ${chain} priority filter; policy accept;\n${lines.join('')}\t}\n`;
    })
    .join('')}}\n`;

const rulesOf = (text: string): readonly Rule[] =>
  [...text.matchAll(saved)].map(([, chain = '', protocol = '', port = '', rest = '', verdict = '']) => ({
    chain,
    protocol,
    port,
    rest,
    verdict,
  }));

const firewall =
  (command: string, print: (rules: readonly Rule[]) => string): Variant =>
  (texts) =>
    texts.map(({ name, text }) =>
      rulesOf(text).length > 0 && !/icmp/.test(text) ? { name, text: `$ ${command}\n${print(rulesOf(text))}` } : { name, text },
    );

/** One text for each node, with prompts; or one for all of them. */
const pasted: Variant = (texts, roll, nodes) => {
  const of = nodes.map((node) => {
    const own = texts.filter(({ name }) => name.includes(`/${node}/`)).map(({ text }) => text);
    return { name: `${node}.txt`, text: `=== ${node} ===\n${own.join('\n')}` };
  });
  const rest = texts.filter(({ name }) => !nodes.some((node) => name.includes(`/${node}/`)));
  return roll(2) === 0 ? [...of, ...rest] : [{ name: 'paste.txt', text: of.map(({ text }) => text).join('\n') }, ...rest];
};

/** Two commands of five were not run. */
export const fewer =
  (keep: RegExp): Variant =>
  (texts, roll) => {
    const kinds = [...new Set(texts.map(({ name }) => name.split('/').pop() ?? ''))];
    const gone = new Set(kinds.filter((kind) => !keep.test(kind) && roll(5) < 2));
    return texts.filter(({ name }) => !gone.has(name.split('/').pop() ?? ''));
  };

export const variants: Readonly<Record<string, Variant>> = {
  renamed,
  renumbered,
  recarded,
  oldTable,
  listed: firewall('sudo iptables -L -n -v', listed),
  nftables: firewall('sudo nft list ruleset', nftables),
  pasted,
};
