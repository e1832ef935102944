/** How much words count: less where many signs hear the same line, or where nothing fails. */
import type { Answered } from './rank.js';
import type { Quote } from './seen.js';
import { complaint, content } from './signs/prose.js';
import { isWords } from './signs/words.js';

/** Of a text in which nothing fails and something is asked, planned, or works. */
const calm = 0.5;

const lineOf = ({ file, line }: Quote): string => `${file}:${line}`;

/** Signs of words with the share that is left to each. */
export function weakened(answered: readonly Answered[]): readonly Answered[] {
  const isHeard = ({ sign, look }: Answered): boolean => isWords(sign) && look.holds && sign.id !== complaint.id && sign.id !== content.id;
  const heard = new Map<string, number>();
  for (const { look } of answered.filter(isHeard)) for (const line of lines(look.quotes)) heard.set(line, (heard.get(line) ?? 0) + 1);
  const holds = (id: string): boolean => answered.some(({ sign, look }) => sign.id === id && look.holds);
  const whole = holds(content.id) && !holds(complaint.id) ? calm : 1;
  return answered.map((one) => {
    if (!isHeard(one)) return one;
    const fewest = Math.min(...lines(one.look.quotes).map((line) => heard.get(line) ?? 1));
    // Two signs of one sentence say less than two sentences, and more than one sign.
    return { ...one, strength: whole / Math.sqrt(fewest) };
  });
}

const lines = (quotes: readonly Quote[]): readonly string[] => [...new Set(quotes.map(lineOf))];
