/** How an answer is printed. Each format is pure: the same answer, the same text. */
import { json } from './json.js';
import { markdown } from './markdown.js';
import type { Format } from './reporter.js';
import { sarif } from './sarif.js';
import { stylish } from './stylish.js';

export type { Format, Told } from './reporter.js';

/** The first one is the default. */
export const formats: readonly Format[] = [stylish, json, markdown, sarif];
