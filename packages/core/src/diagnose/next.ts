/** The next best command: the one whose answer is expected to tell most about what is still open. */
import type { Cause } from './cause.js';
import { type Command, commands } from './commands.js';
import { stuckPods } from './inventory.js';
import { chance, type Ranked } from './rank.js';
import type { Seen } from './seen.js';
import type { Sign } from './sign.js';

export type Next = {
  readonly command: string;
  /** Where to run it. */
  readonly node: string;
  /** The causes that the answer tells apart. */
  readonly separates: readonly string[];
};

/** Below this the answer would change little: the picture is clear enough to act on. */
const worthAsking = 0.05;
/** As surely as this, acting on it tells more than asking. */
const sure = 0.92;

type Asked = { readonly seen: Seen; readonly ranked: readonly Ranked[]; readonly open: readonly Sign[] };

/** Pods that do not start say why in their events. */
const pressing = ({ id }: Command, seen: Seen): number =>
  Number(id === 'events' && stuckPods(seen).length > 0 && !seen.logsOf.has('events'));

/** `open`: the signs that nothing has answered yet. */
export function nextCommand({ seen, ranked, open }: Asked): Next | undefined {
  if ((ranked[0]?.probability ?? 0) > sure) return undefined;
  const options = commands.flatMap((command) => {
    const ask = command.ask(seen);
    const told = open.filter(({ shownBy }) => shownBy.includes(command.id));
    return ask && told.length > 0 && !isGiven(seen, command, ask.node)
      ? [{ command, ask, told, gain: Math.max(...told.map((sign) => gain(sign, ranked))) }]
      : [];
  });
  const best = options
    .filter(({ gain: bits }) => bits >= worthAsking)
    .map((option) => ({ ...option, separates: separated(option.told, ranked) }))
    .filter(({ separates }) => separates.length > 0)
    .sort((a, b) => pressing(b.command, seen) - pressing(a.command, seen) || b.gain - a.gain || order(a.command) - order(b.command))[0];
  return best && { ...best.ask, separates: best.separates };
}

/** The node that would be asked has answered. */
const isGiven = (seen: Seen, { output }: Command, node: string): boolean =>
  output !== undefined && node !== '' && seen.nodes.some(({ name, outputs }) => name === node && outputs.has(output));

const order = (command: Command): number => commands.indexOf(command);

/** Expected fall of the entropy over the causes when the sign is answered, in bits. */
function gain(sign: Sign, ranked: readonly Ranked[]): number {
  const shares = ranked.map(({ cause, probability }) => ({ probability, shows: chance([cause], sign) }));
  const total = shares.reduce((sum, { probability }) => sum + probability, 0);
  const yes = shares.map(({ probability, shows }) => (probability / total) * shows);
  const no = shares.map(({ probability, shows }) => (probability / total) * (1 - shows));
  return entropy(shares.map(({ probability }) => probability / total)) - weighted(yes) - weighted(no);
}

const entropy = (shares: readonly number[]): number => shares.reduce((sum, p) => (p > 0 ? sum - p * Math.log2(p) : sum), 0);

function weighted(shares: readonly number[]): number {
  const sum = shares.reduce((a, b) => a + b, 0);
  return sum > 0 ? sum * entropy(shares.map((p) => p / sum)) : 0;
}

/** The likeliest causes that the signs do not show alike with. */
function separated(told: readonly Sign[], ranked: readonly Ranked[]): readonly string[] {
  const close = ranked.filter(({ probability }) => probability > 0.03).slice(0, 4);
  const differs = (cause: Cause): boolean =>
    told.some((sign) => close.some((other) => Math.abs(chance([cause], sign) - chance([other.cause], sign)) > 0.3));
  return close.filter(({ cause }) => differs(cause)).map(({ cause }) => cause.id);
}
