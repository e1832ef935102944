/** What was not looked at: outputs that would say more about the causes that are left. */
import { type Command, commands } from './commands.js';
import { chance, type Ranked } from './rank.js';
import type { Seen } from './seen.js';
import type { Sign } from './sign.js';

export type Unasked = {
  readonly command: string;
  /** Where to run it: a command that helps on one node may harm on another. */
  readonly node: string;
  /** The nodes whose output is missing; empty where no node gave it. */
  readonly nodes: readonly string[];
  /** What its output would show or exclude. */
  readonly shows: readonly string[];
};

/** Causes below this are as good as excluded. */
const possible = 0.03;
/** A sign that shows about as often by chance as with the cause tells nothing. */
const telling = 0.25;

export function unasked(seen: Seen, ranked: readonly Ranked[], open: readonly Sign[]): readonly Unasked[] {
  const left = ranked.filter(({ probability, cause }) => probability > possible && !cause.harmless);
  return commands.flatMap((command): readonly Unasked[] => {
    const ask = command.ask(seen);
    const { output } = command;
    const given = output ? seen.nodes.filter(({ outputs }) => outputs.has(output)) : [];
    if (!ask || (given.length > 0 && given.length === seen.nodes.length)) return [];
    const shows = open.filter((sign) => says(sign, command, left)).map(({ says: text }) => text);
    const missing = given.length === 0 ? [] : seen.nodes.filter((node) => !given.includes(node)).map(({ name }) => name);
    return shows.length === 0 ? [] : [{ ...ask, nodes: missing, shows }];
  });
}

const says = (sign: Sign, command: Command, left: readonly Ranked[]): boolean =>
  sign.shownBy.includes(command.id) && left.some(({ cause }) => Math.abs(chance([cause], sign) - sign.base) > telling);
