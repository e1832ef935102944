// Secrets whose key and value stand apart: fields of a list of variables, blocks of Terraform, items of a list.
import type { Detector, Found } from './kinds.js';
import { bareAt, plainAt, quotedAt } from './scalar.js';
import { kindUnder } from './sensitive.js';

/** A variable of a container or a parameter of a chart: the name on one line, the value on the next. */
const pair =
  /\b(?:name|key)\\{0,7}["']?[ \t]*:[ \t]*\\*["']?([\w.-]{2,100})\\*["']?[ \t]*,?\s{0,200}\\*["']?value\\*["']?[ \t]*:[ \t]*(?=[^\s])/gi;
const variable = /\bvariable[ \t]+"([\w-]{2,100})"[ \t]*\{[^{}]{0,1000}?\bdefault[ \t]*=[ \t]*(?=")/g;
/** The same with the value first, as JSON may order them. */
const turned =
  /"value\\{0,7}"[ \t]*:[ \t]*(\\{0,7}")((?:(?!\1)[^\n]){1,2000})\1\s{0,100},\s{0,100}\\{0,7}"name\\{0,7}"[ \t]*:[ \t]*\\{0,7}"([\w.-]{2,100})/g;
/** Several under one key. */
const lists =
  /(passwords|tokens|passphrases|api_?keys)["']?[ \t]*[:=][ \t]*(?:\[([^\]\n]{1,4000})\]|\r?\n((?:[ \t]*- [^\n]*(?:\n|$)){1,100}))/gi;

/** A flag and its value as two items of a list. */
const flag = /["' \t[]--?([a-z][\w-]{2,60})["']?(?:,\s{0,100}|[ \t]*\r?\n[ \t]*-[ \t]+)(?=["']?[^\s"'-])/gi;

/** Finds values whose name stands in a field of its own: `name: DB_PASSWORD` above `value: …`, `variable "db_password" { default = …`. */
export const findPairs: Detector = (text, found) => {
  for (const pattern of [pair, variable, flag]) {
    for (const { 0: whole, 1: name = '', index } of text.matchAll(pattern)) {
      const at = index + whole.length;
      const flow = /\{[^\n]*$/.test(text.slice(Math.max(0, index - 20), index)) || !whole.includes('\n');
      const extent = quotedAt(text, at) ?? (flow ? bareAt(text, at, /[\s,}\]]|$/g) : plainAt(text, at));
      const kind = kindUnder(name, text.slice(extent.start, extent.end), false);
      if (kind !== undefined) found(kind, extent.start, extent.end);
    }
  }
  for (const { 0: whole, 2: value = '', 3: name = '', index } of text.matchAll(turned)) {
    const kind = kindUnder(name, value, false);
    const start = index + whole.indexOf(value, whole.indexOf(':'));
    if (kind !== undefined) found(kind, start, start + value.length);
  }
  findLists(text, found);
};

function findLists(text: string, found: Found): void {
  for (const { 0: whole, 1: key = '', 2: flow, 3: below = '', index } of text.matchAll(lists)) {
    const items = flow ?? below;
    const from = index + whole.length - items.length - (flow === undefined ? 0 : 1);
    for (const item of items.matchAll(flow === undefined ? /(?<=^[ \t]*- ["']?)[^\s"'#{][^\n"'#]*/gm : /[^\s,"'[\]{}]+/g)) {
      const value = item[0].trimEnd();
      const kind = kindUnder(key.replace(/s$/i, ''), value, false);
      if (kind !== undefined) found(kind, from + item.index, from + item.index + value.length);
    }
  }
}
