import { styleText } from 'node:util';
import type { Palette } from '@canal-lint/core/reporters';
import type { World } from './world.js';

const plain = (text: string): string => text;

type Style = Parameters<typeof styleText>[0];

/** Always writes the codes: newer releases of Node would otherwise ask process.stdout, which is not where a test or --output writes. */
const style =
  (name: Style) =>
  (text: string): string =>
    styleText(name, text, { validateStream: false });

const coloured: Palette = {
  bold: style('bold'),
  dim: style('dim'),
  red: style('red'),
  yellow: style('yellow'),
  blue: style('blue'),
  green: style('green'),
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
