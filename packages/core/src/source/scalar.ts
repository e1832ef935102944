/**
 * What one YAML scalar is worth to kubectl and Helm, which read YAML 1.1 (`off` is false, `010` is 8) through sigs.k8s.io/yaml.
 * Every rule here is that of sigs.k8s.io/yaml v1.6.0 over go.yaml.in/yaml/v2 v2.4.2; test/yaml/oracle.test.ts compares the two.
 */

/** A scalar's value; an integer that a `number` cannot hold exactly is a `bigint`. */
export type ScalarValue = string | number | bigint | boolean | null;

type Kind = 'str' | 'int' | 'float' | 'bool' | 'null';

interface Resolved {
  readonly kind: Kind;
  readonly value: ScalarValue;
}

const int64Min = -(2n ** 63n);
const int64Max = 2n ** 63n - 1n;
const uint64Max = 2n ** 64n - 1n;

const longTagPrefix = 'tag:yaml.org,2002:';

function spellings(kind: Kind, value: ScalarValue, forms: string): [string, Resolved][] {
  return forms.split(' ').map((form) => [form, { kind, value }]);
}

// A spelling not listed (`yEs`, `nULL`, `.nAn`) is a string.
const words: ReadonlyMap<string, Resolved> = new Map([
  ...spellings('bool', true, 'y Y yes Yes YES on On ON true True TRUE'),
  ...spellings('bool', false, 'n N no No NO off Off OFF false False FALSE'),
  ...spellings('float', Number.POSITIVE_INFINITY, '.inf .Inf .INF +.inf +.Inf +.INF'),
  ...spellings('float', Number.NEGATIVE_INFINITY, '-.inf -.Inf -.INF'),
  ...spellings('float', Number.NaN, '.nan .NaN .NAN'),
  ...spellings('null', null, '~ null Null NULL'),
  ['', { kind: 'null', value: null }],
]);
const longestWord = Math.max(...Array.from(words.keys(), (word) => word.length));

/**
 * Gives the value of an untagged plain scalar, `text` being its content after line folding.
 *
 * Never fails: what is no boolean, null or number is the string itself, so are dates (`2001-01-01`), base-60 numbers (`1:30`)
 * and the merge mark `<<` (which the reader of mappings has to treat before it asks here).
 * Source: go.yaml.in/yaml/v2 v2.4.2 resolve.go, and decode.go for dates.
 */
export function resolvePlain(text: string): ScalarValue {
  return resolve(text).value;
}

/**
 * Gives the value of a scalar that carries `tag`, in either spelling (`!!int`, `tag:yaml.org,2002:int`); quoting makes no difference.
 *
 * `undefined` means no value: the tag is not one of str, int, float, bool, null, binary, timestamp or the non-specific `!` (the library
 * then keeps `text` as a string), or `text` is not of the tag's kind (`!!int abc`; the library then refuses the whole document).
 * Source: go.yaml.in/yaml/v2 v2.4.2 resolve.go and decode.go.
 */
export function resolveTagged(tag: string, text: string): ScalarValue | undefined {
  const name = tag.startsWith(longTagPrefix) ? `!!${tag.slice(longTagPrefix.length)}` : tag;
  switch (name) {
    case '!':
    case '!!str':
      return text;
    case '!!int':
    case '!!bool':
    case '!!null': {
      const { kind, value } = resolve(text);
      return name === `!!${kind}` ? value : undefined;
    }
    case '!!float':
      return floatOf(resolve(text));
    case '!!timestamp':
      return isTimestamp(text) ? text : undefined;
    case '!!binary':
      return binaryText(text);
    default:
      return undefined;
  }
}

/**
 * Renders a value as the JSON text that reaches the API server: `1e3` as 1000, `010` as 8, a string with `<`, `>` and `&` escaped.
 *
 * Never fails, but JSON has no infinities and no NaN: the library refuses a document that holds one. They come out as `+Inf`, `-Inf` and
 * `NaN`, the way its error names them, and are not JSON.
 * Source: sigs.k8s.io/yaml v1.6.0 yaml.go (YAMLToJSON), which ends in Go's encoding/json encode.go.
 */
export function jsonText(value: ScalarValue): string {
  if (typeof value === 'string') return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, escapeUnit);
  if (typeof value !== 'number') return String(value);
  if (Object.is(value, -0)) return '-0';
  if (Number.isFinite(value) || Number.isNaN(value)) return String(value);
  return value > 0 ? '+Inf' : '-Inf';
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function resolve(text: string): Resolved {
  const word = text.length <= longestWord ? words.get(text) : undefined;
  return word ?? readNumber(text) ?? { kind: 'str', value: text };
}

function readNumber(text: string): Resolved | undefined {
  if (text.startsWith('.')) return readDottedFloat(text);
  if (!/^[-+0-9]/.test(text)) return undefined;
  const plain = text.replaceAll('_', '');
  return readInteger(plain) ?? readFloat(plain);
}

// Integers without a sign reach to 2^64-1, signed ones only to the int64 limits. Beyond, a decimal one is read as a float and any
// other stays a string.
function readInteger(plain: string): Resolved | undefined {
  // The library also accepts a sign inside (`0b-101` is -5), because it parses what follows the prefix as a signed number.
  const match = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/.exec(plain.replace(/^0b([-+])/, '$10b'));
  const size = magnitude(match?.[2] ?? '');
  if (match === null || size === undefined) return undefined;
  const value = match[1] === '-' ? -size : size;
  if (value < int64Min || value > (match[1] === '' ? uint64Max : int64Max)) return undefined;
  const exact = Number(value);
  return { kind: 'int', value: Number.isSafeInteger(exact) ? exact : value };
}

function magnitude(numeral: string): bigint | undefined {
  const digits = numeral.replace(/^0[xXbBoO]?0*/, '');
  if (digits.length > 64) return undefined;
  return BigInt(`${radixPrefix(numeral)}${digits === '' ? '0' : digits}`);
}

function radixPrefix(numeral: string): string {
  const second = numeral.charAt(1).toLowerCase();
  if (!numeral.startsWith('0') || second === '') return '';
  return second === 'x' || second === 'b' ? `0${second}` : '0o';
}

// Also reads what failed as octal: `08` is the float 8 and `018` is 18, beside `010`, which is 8.
function readFloat(plain: string): Resolved | undefined {
  if (!/^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/.test(plain)) return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? { kind: 'float', value } : undefined;
}

// After a leading dot, underscores count only between two digits; everywhere else they are dropped blindly (`1__0_` is 10).
function readDottedFloat(text: string): Resolved | undefined {
  if (!/^\.\d+(?:_\d+)*(?:[eE][-+]?\d+(?:_\d+)*)?$/.test(text)) return undefined;
  return readFloat(text.replaceAll('_', ''));
}

function floatOf({ kind, value }: Resolved): number | undefined {
  if (typeof value === 'number') return value;
  // An integer above int64 is refused under `!!float`, though the same digits and a dot would do.
  return kind === 'int' && typeof value === 'bigint' && value <= int64Max ? Number(value) : undefined;
}

// The four layouts of resolve.go: a date alone, a date and a time after spaces without zone, or after T or t with a zone.
function isTimestamp(text: string): boolean {
  const match = /^(\d{4})-(\d\d?)-(\d\d?)(?:([Tt]| +)(\d\d?):(\d\d?):(\d\d?)(?:[.,]\d+)?(?:(Z)|[-+](\d\d):(\d\d))?)?$/.exec(text);
  if (match === null) return false;
  const [year = 0, month = 0, day = 0] = match.slice(1, 4).map(Number);
  const [hour = 0, minute = 0, second = 0] = match.slice(5, 8).map((digits) => Number(digits ?? 0));
  const [zoneHour = 0, zoneMinute = 0] = match.slice(9).map((digits) => Number(digits ?? 0));
  const zoned = match[8] !== undefined || match[9] !== undefined;
  const wantsZone = match[4]?.toLowerCase() === 't';
  return (
    zoned === wantsZone &&
    day >= 1 &&
    day <= daysIn(year, month) &&
    hour < 24 &&
    minute < 60 &&
    second < 60 &&
    zoneHour <= 24 &&
    zoneMinute <= 60
  );
}

function daysIn(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

const base64Digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

// Line breaks are skipped, padding is required, and nothing else is tolerated.
function binaryText(text: string): string | undefined {
  const packed = text.replace(/[\r\n]/g, '');
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) return undefined;
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const digit of packed.replace(/=+$/, '')) {
    held = ((held << 6) | base64Digits.indexOf(digit)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return utf8Text(bytes);
}

// Go puts one U+FFFD for each byte that starts no valid sequence; TextDecoder would put one for several.
function utf8Text(bytes: readonly number[]): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = utf8Length(bytes[at] ?? 0);
    const code = utf8Code(bytes.slice(at, at + length), length);
    parts.push(String.fromCodePoint(code ?? 0xfffd));
    at += code === undefined ? 1 : length;
  }
  return parts.join('');
}

function utf8Length(lead: number): number {
  if (lead < 0xc0) return 1;
  if (lead < 0xe0) return 2;
  return lead < 0xf0 ? 3 : 4;
}

function utf8Code(sequence: readonly number[], length: number): number | undefined {
  const [lead = 0, ...rest] = sequence;
  if (length === 1) return lead < 0x80 ? lead : undefined;
  if (lead > 0xf4 || sequence.length < length || rest.some((byte) => byte >> 6 !== 0b10)) return undefined;
  const code = rest.reduce((sum, byte) => (sum << 6) | (byte & 0x3f), lead & (0x7f >> length));
  const lowest = [0, 0, 0x80, 0x800, 0x10000][length] ?? 0;
  const surrogate = code >= 0xd800 && code <= 0xdfff;
  return code < lowest || code > 0x10ffff || surrogate ? undefined : code;
}
