import type { Palette } from '@canal-lint/core/reporters';
import type { World } from './world.js';

const plain = (text: string): string => text;

/** Select Graphic Rendition (ECMA-48 §8.3.117): what turns a style on, and what turns it off. */
const style =
  (on: number, off: number) =>
  (text: string): string =>
    `\u001b[${on}m${text}\u001b[${off}m`;

const coloured: Palette = {
  bold: style(1, 22),
  dim: style(2, 22),
  red: style(31, 39),
  yellow: style(33, 39),
  blue: style(34, 39),
  green: style(32, 39),
};
const uncoloured: Palette = { bold: plain, dim: plain, red: plain, yellow: plain, blue: plain, green: plain };

/** The palette for standard output, or for a file (`terminal: false`). `flag` is what --color or --no-color said. */
export function paletteFor(world: World, flag: boolean | undefined, terminal: boolean): Palette {
  return (flag ?? wanted(world.env) ?? terminal) ? coloured : uncoloured;
}

/** FORCE_COLOR beats NO_COLOR, as in Node itself; an empty NO_COLOR says nothing (no-color.org). */
function wanted(env: World['env']): boolean | undefined {
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: term } = env;
  if (force !== undefined) return force !== '0' && force !== 'false';
  if ((no !== undefined && no !== '') || term === 'dumb') return false;
  return undefined;
}
