/**
 * Rego's sprintf: Go's fmt.Sprintf over what OPA makes of a term, a whole number, a float or a text (OPA 1.22 v1/topdown/strings.go, Go 1.26 fmt).
 * Sets have become lists on their way out of WebAssembly.
 */

type Argument = number | string;
type Flags = { readonly text: string; readonly width: number; readonly precision: number | undefined };

/** What `sprintf(format, values)` is; undefined, as a builtin that fails, where the values are no list. */
export function sprintf(format: unknown, values: unknown): string | undefined {
  if (typeof format !== 'string' || !Array.isArray(values)) return undefined;
  const given = values.map(argument);
  let [next, chosen] = [0, false];
  const take = (): Argument | undefined => given[next++];
  const text = format.replaceAll(
    /%([-+# 0]*)(\*|\d+)?(?:\.(\*|\d*))?(?:\[(\d+)\])?([\s\S]|$)/gu,
    (_all, flags: string, wide = '', exact, place, verb: string) => {
      const number = (word: string): number => (word === '*' ? Number(take()) : Number(word));
      const width = number(wide);
      const precision = exact === undefined ? undefined : number(exact as string);
      if (verb === '') return '%!(NOVERB)';
      if (verb === '%') return '%';
      if (place !== undefined) [next, chosen] = [Number(place) - 1, true];
      const value = take();
      if (value === undefined) return `%!${verb}(MISSING)`;
      return formatted(verb, value, { text: flags + (width < 0 ? '-' : ''), width: Math.abs(width), precision });
    },
  );
  const spare = given.slice(next).map((value) => `${typeOf(value)}=${plain(value)}`);
  return chosen || spare.length === 0 ? text : `${text}%!(EXTRA ${spare.join(', ')})`;
}

function argument(value: unknown): Argument {
  return typeof value === 'number' || typeof value === 'string' ? value : term(value);
}

/** A value as Rego writes it. */
function term(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(term).join(', ')}]`;
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${quoted(key)}: ${term(inner)}`).join(', ')}}`;
}

/** Go's strconv.Quote, which spells control characters in a way of its own. */
function quoted(text: string): string {
  const own: Readonly<Record<string, string>> = { '\\u0007': '\\a', '\\u000b': '\\v' };
  return JSON.stringify(text).replaceAll(/\\u00([01]\w)/g, (all, hex: string) => own[all] ?? `\\x${hex}`);
}

function typeOf(value: Argument): string {
  return typeof value === 'string' ? 'string' : Number.isInteger(value) ? 'int64' : 'float64';
}

function plain(value: Argument): string {
  return typeof value === 'string' || Number.isInteger(value) ? String(value) : general(value, undefined);
}

const bases: Readonly<Record<string, number>> = { d: 10, b: 2, o: 8, O: 8, x: 16, X: 16 };
const prefixes: Readonly<Record<string, string>> = { b: '0b', o: '0', x: '0x', X: '0X' };

function formatted(verb: string, value: Argument, flags: Flags): string {
  const said = typeof value === 'string' ? ofText(verb, value, flags) : ofNumber(verb, value, flags);
  if (said === undefined) return `%!${verb}(${typeOf(value)}=${plain(value)})`;
  return padded(said, flags, typeof value === 'number');
}

function ofText(verb: string, value: string, { text, precision }: Flags): string | undefined {
  const cut = precision === undefined ? value : [...value].slice(0, precision).join('');
  if (verb === 's' || verb === 'v') return verb === 'v' && text.includes('#') ? quoted(cut) : cut;
  if (verb === 'q') return quoted(cut);
  if (verb !== 'x' && verb !== 'X') return undefined;
  const hex = [...unescape(encodeURIComponent(cut))].map((byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  return verb === 'X' ? hex.toUpperCase() : hex;
}

function ofNumber(verb: string, value: number, { text, precision }: Flags): string | undefined {
  const sign = value < 0 || Object.is(value, -0) ? '-' : text.includes('+') ? '+' : text.includes(' ') ? ' ' : '';
  const size = Math.abs(value);
  const digits = Number.isInteger(value) ? ofInteger(verb, size, { text, precision }) : ofFloat(verb, size, precision);
  return digits === undefined ? undefined : sign + digits;
}

function ofInteger(verb: string, size: number, { text, precision = 1 }: Omit<Flags, 'width'>): string | undefined {
  if (verb === 'c') return String.fromCodePoint(size);
  if (verb === 'q') return `'${String.fromCodePoint(size)}'`;
  if (verb === 'U') return `U+${size.toString(16).toUpperCase().padStart(4, '0')}`;
  const base = verb === 'v' ? 10 : bases[verb];
  if (base === undefined) return undefined;
  const digits = size.toString(base).padStart(precision, '0');
  const before = verb === 'O' ? '0o' : text.includes('#') ? (prefixes[verb] ?? '') : '';
  return before + (verb === 'X' ? digits.toUpperCase() : digits);
}

function ofFloat(verb: string, size: number, precision: number | undefined): string | undefined {
  if (verb === 'f' || verb === 'F') return size.toFixed(precision ?? 6);
  if (verb === 'e' || verb === 'E') return exponent(size.toExponential(precision ?? 6), verb);
  if (verb === 'v' || verb === 'g') return general(size, precision);
  return verb === 'G' ? general(size, precision).toUpperCase() : undefined;
}

/** %g: with an exponent below 1e-4 and from the precision on, for which the shortest text has 6. */
function general(value: number, precision: number | undefined): string {
  const short = precision === undefined ? value.toExponential() : value.toExponential(Math.max(precision, 1) - 1);
  const power = Number(short.slice(short.indexOf('e') + 1));
  if (power < -4 || power >= (precision ?? 6)) return exponent(short.replace(/\.?0+e/, 'e'), 'e');
  return String(Number(short));
}

/** Two digits at least. */
function exponent(text: string, verb: string): string {
  return text.replace(/e([-+])(\d)$/, 'e$10$2').replace('e', verb);
}

function padded(text: string, { text: flags, width }: Flags, isNumber: boolean): string {
  const missing = width - [...text].length;
  if (missing <= 0) return text;
  if (flags.includes('-')) return text + ' '.repeat(missing);
  if (!flags.includes('0')) return ' '.repeat(missing) + text;
  const sign = isNumber ? (/^[-+ ]/.exec(text)?.[0] ?? '') : '';
  return sign + '0'.repeat(missing) + text.slice(sign.length);
}
