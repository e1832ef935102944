/** Compares how this project reads YAML with sigs.k8s.io/yaml itself, asked through the Go program in oracle/. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../packages/core/src/source/apply.js';
import { readSource } from '../../packages/core/src/source/document.js';
import { insertKey, removeKey, replaceScalar } from '../../packages/core/src/source/edit.js';
import { at, entries, followed, type Node } from '../../packages/core/src/source/node.js';
import { jsonText, resolvePlain, resolveTagged } from '../../packages/core/src/source/scalar.js';
import { parse } from '../../packages/core/src/source/yaml.js';
import { documents as generated } from './arbitrary.js';
import { differences, documents } from './documents.js';

interface Answer {
  readonly json?: string;
  readonly error?: string;
}

const minutes = 60_000;
const oracleFolder = fileURLToPath(new URL('oracle', import.meta.url));
const missing = whatIsMissing();
if (missing !== undefined) console.warn(`test/yaml/oracle.test.ts skipped: ${missing}`);

function go(args: readonly string[], input = ''): { readonly ok: boolean; readonly out: string; readonly complaint: string } {
  // GOTOOLCHAIN: an older Go shall be reported as such, and not download a newer one in the middle of a test.
  const env = { ...process.env, GOTOOLCHAIN: 'local', GOWORK: 'off' };
  const result = spawnSync('go', args, { cwd: oracleFolder, env, input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  const complaint = result.error?.message ?? result.stderr.trim();
  return { ok: result.status === 0, out: result.stdout ?? '', complaint };
}

function whatIsMissing(): string | undefined {
  const version = go(['version']);
  if (!version.ok) return `no usable Go (${version.complaint})`;
  const modules = go(['list', '-deps', 'sigs.k8s.io/yaml']);
  return modules.ok ? undefined : `the Go modules of the oracle are not to be had (${modules.complaint.split('\n').at(-1)})`;
}

/** Asks the library for the JSON of each YAML text; one process answers all. */
function askLibrary(texts: readonly string[]): Answer[] {
  const { ok, out, complaint } = go(['run', '.'], texts.map((text) => `${JSON.stringify(text)}\n`).join(''));
  if (!ok) throw new Error(`the oracle failed: ${complaint}`);
  const answers = out.split('\n').filter((line) => line !== '');
  expect(answers).toHaveLength(texts.length);
  return answers.map((line): Answer => JSON.parse(line));
}

/** The JSON text of the value in `k: value`; for a float JSON cannot hold the name Go gives it; `refused` for any other error. */
function valueIn(answer: Answer): string {
  const { json, error = '' } = answer;
  if (json !== undefined) return json.slice('{"k":'.length, -1);
  return /^json: unsupported value: (\S+)$/.exec(error)?.[1] ?? 'refused';
}

/** Whether `k: text` is one line with one plain scalar, which is then `text` itself. */
function isPlainScalar(text: string): boolean {
  const opens = text === '' || /^[^\s\-?:,[\]{}#&*!|>'"%@`]|^[-?:](?=\S)/.test(text);
  return opens && !/\s$|[\n\r\u0085\u2028\u2029\ufeff]|:(\s|$)|\s#/.test(text);
}

function mismatches(texts: readonly string[]): string[] {
  const answers = askLibrary(texts.map((text) => `k: ${text}\n`));
  return texts.flatMap((text, index) => {
    const wanted = valueIn(answers[index] ?? {});
    const got = jsonText(resolvePlain(text));
    return wanted === got ? [] : [`${JSON.stringify(text)}: library ${wanted}, here ${got}`];
  });
}

const bits = (count: number): string => '1'.repeat(count);

const table: readonly string[] = [
  ...['', '~', '~~', 'null', 'Null', 'NULL', 'nULL', 'nul', 'nil', 'none', 'None', 'Never', 'undefined', '<<', '=', 'a=b'],
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'yEs', 'yess', 'on', 'On', 'ON', 'oN', 'true', 'True', 'TRUE', 'tRUE', 't', 'T', 'Enabled'],
  ...['n', 'N', 'no', 'No', 'NO', 'nO', 'off', 'Off', 'OFF', 'oFF', 'of', 'false', 'False', 'FALSE', 'fALSE', 'f', 'F', 'Disabled'],
  ...[
    '0',
    '-0',
    '+0',
    '00',
    '1',
    '-1',
    '+1',
    '+-1',
    '--1',
    '1-',
    '1+1',
    '1450',
    '1_450',
    '1__0',
    '1_',
    '_1',
    '-_1',
    '+_',
    '-_',
    '1 450',
    '1,450',
  ],
  ...[
    '010',
    '-010',
    '+010',
    '0_10',
    '0o10',
    '0O10',
    '-0o10',
    '+0o10',
    '0o',
    '0o8',
    '0o_7',
    '08',
    '09',
    '018',
    '-08',
    '0_8',
    '00017',
    '0o017',
  ],
  ...['0x1f', '0X1F', '-0x1f', '+0x1F', '0x', '0xg', '0x_1', '0x1_f', '0x-1', '-0x-1', '0x00ff', 'x1f', '0x1p4', '0x.8p1', '0x1.8'],
  ...[
    '0b1',
    '0B1',
    '-0b11',
    '+0b11',
    '-0B11',
    '0b',
    '-0b',
    '0b2',
    '0b-101',
    '0b+101',
    '0B-1',
    '-0b-1',
    '-0b+1',
    '0b_1',
    '0b-_1',
    '0b-0',
    '0b0b1',
  ],
  ...[`0b${bits(63)}`, `0b${bits(64)}`, `0b${bits(65)}`, `0B${bits(65)}`, `-0b${bits(63)}`, `-0b1${'0'.repeat(63)}`, `-0b${bits(64)}`],
  ...[
    `0b-1${'0'.repeat(63)}`,
    `0b-1${'0'.repeat(62)}1`,
    `0b+${bits(63)}`,
    `0b+${bits(64)}`,
    `0${'0'.repeat(80)}17`,
    `0x${'0'.repeat(80)}1`,
  ],
  ...['9007199254740991', '9007199254740992', '9007199254740993', '-9007199254740991', '-9007199254740993', '0x20000000000001'],
  ...[
    '9223372036854775807',
    '9223372036854775808',
    '-9223372036854775808',
    '-9223372036854775809',
    '+9223372036854775807',
    '+9223372036854775808',
  ],
  ...['18446744073709551615', '18446744073709551616', '+18446744073709551615', '-18446744073709551615', '18_446_744_073_709_551_615'],
  ...[
    '0xffffffffffffffff',
    '0x10000000000000000',
    '-0x8000000000000000',
    '-0x8000000000000001',
    '01777777777777777777777',
    '02000000000000000000000',
  ],
  ...['123456789012345678901234567890', '9'.repeat(309), '9'.repeat(308)],
  ...[
    '1.0',
    '1.50',
    '1.',
    '-1.',
    '.5',
    '-.5',
    '+.5',
    '.',
    '..',
    '...',
    '-.',
    '+.',
    '1..',
    '1.2.3',
    '.5.',
    '00.5',
    '01.5',
    '-0.0',
    '+0.0',
    '-.0',
    '0.',
    '-0.',
  ],
  ...[
    '1e3',
    '1E3',
    '1e+3',
    '1e-3',
    '1.5e3',
    '1.e3',
    '.5e3',
    '.e3',
    'e3',
    '1e',
    '1e+',
    '1e3.',
    '1e3e3',
    '-1e3',
    '+1e3',
    '1_0e3',
    '1e1_0',
    '1e_1',
    '1_e3',
    '08e1',
  ],
  ...['.5_0', '.5_', '._5', '.5__0', '.5e1_0', '.5_e1', '.5e_1', '.5e1_', '0.1_5', '-.5_', '-._5', '1._5', '.1_2_3'],
  ...[
    '1e20',
    '1e21',
    '1e22',
    '123456789e12',
    '1e23',
    '0.000001',
    '0.0000001',
    '1.5e-7',
    '1e-10',
    '1e308',
    '1e309',
    '.1e999',
    '1e-400',
    '-1e-400',
    '5e-324',
    '2e-324',
  ],
  ...['1.7976931348623157e308', '1.7976931348623159e308', '9007199254740993.0', '0.1', '0.30000000000000004', '100000000000000000000000.5'],
  ...[
    '.inf',
    '.Inf',
    '.INF',
    '.iNF',
    '+.inf',
    '+.Inf',
    '+.INF',
    '-.inf',
    '-.Inf',
    '-.INF',
    '-.iNF',
    '..inf',
    '.infinity',
    'inf',
    'Inf',
    '+Inf',
    '-inf',
    'Infinity',
  ],
  ...['.nan', '.NaN', '.NAN', '.Nan', '-.nan', '+.NaN', 'nan', 'NaN'],
  ...['1:30', '190:20:30', '1:30.5', '-1:30', '12:30:45', '0:0', '2001-01-01', '2001-1-1', '2001-13-45', '2001-12-14t21:59:43.10-05:00'],
  ...['2001-12-14 21:59:43.10 -5', '2001-12-14 21:59:43', '2001-12-14T21:59:43Z', '2001-', '20010101', '2001-01', '12-14'],
  ...[
    '10.0.0.0',
    '10.244.0.0/16',
    'fd00::/64',
    '::1',
    '0.0.0.0/0',
    '1450m',
    '100Mi',
    '1.5Gi',
    '0s',
    '30s',
    'v1',
    'v3.31.2',
    '3.31',
    'eth0',
    'bird',
    'calico_backend',
  ],
  ...[
    'a<b&c>d',
    'a\tb',
    'a"b',
    "it's",
    'a\\nb',
    'a/b',
    'é',
    '😀',
    'a\u00a0b',
    '\u00a01',
    '1\u00a0',
    '٣',
    '１',
    'ｙ',
    '-1é',
    '1é',
    '\u007e',
    'a#b',
    'a:b',
    '-a',
    '?a',
    ':a',
    'a b  c',
  ],
];

const oneOf = (...choices: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...choices);
const lettersOf = (alphabet: string, minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: oneOf(...alphabet), minLength, maxLength });
const joined = (...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> => fc.tuple(...parts).map((texts) => texts.join(''));

const sign = oneOf('', '', '-', '+', '--', '-_');
const soup = lettersOf('0123456789+-._:eExXoObByesnooffYESNOFTtrualnil~< ', 1, 9);
const radix = joined(sign, oneOf('0x', '0X', '0o', '0O', '0b', '0B', '0', '0_', '0b-', '0x-', '0b+'), lettersOf('01234567_89abfF', 0, 18));
const twoSymbols = joined(sign, oneOf('0b', '0B', '0b-', '0b+'), lettersOf('01', 60, 66));
const decimal = joined(sign, lettersOf('0123456789_', 1, 22), oneOf('', '', '.', '.0', '.5_', '._5', 'e3', '.e-3', ':30', ' '));
const fraction = joined(
  sign,
  lettersOf('01_9', 0, 3),
  oneOf('.'),
  lettersOf('0123456789_', 0, 9),
  oneOf('', 'e', 'E', 'e+', 'E-', '_e'),
  lettersOf('0123_', 0, 3),
);
const edge = fc
  .tuple(oneOf('', '-', '+'), fc.constantFrom(53n, 63n, 64n), fc.bigInt(-3n, 3n), fc.constantFrom(2, 8, 10, 16))
  .map(([mark, power, offset, base]) => `${mark}${{ 2: '0b', 8: '0', 10: '', 16: '0x' }[base]}${(2n ** power + offset).toString(base)}`);
const double = fc.double({ noNaN: true, noDefaultInfinity: true }).chain((x) => oneOf(String(x), x.toExponential(), x.toPrecision(21)));
const word = fc
  .tuple(
    oneOf('y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null', '~', '.inf', '-.inf', '+.inf', '.nan', '-.nan'),
    fc.nat(255),
    oneOf('', '', 's', '_', '.'),
  )
  .map(([base, mask, tail]) => Array.from(base, (letter, at) => ((mask >> at) & 1 ? letter.toUpperCase() : letter)).join('') + tail);
const date = joined(
  oneOf('2001', '1', '12'),
  oneOf('-', ':', '_'),
  lettersOf('0123', 1, 2),
  oneOf('-', ':', '.'),
  lettersOf('0123', 1, 2),
  oneOf('', 'T1:2:3Z', ' 1:2:3'),
);

function sampled(arbitrary: fc.Arbitrary<string>, runs: number): string[] {
  return [...new Set(fc.sample(arbitrary, { seed: 20_260, numRuns: runs }))];
}

describe.skipIf(missing !== undefined)('scalars against sigs.k8s.io/yaml', () => {
  it('reads a table of known traps as the library does', { timeout: 5 * minutes }, () => {
    const texts = table.filter(isPlainScalar);
    expect(texts.length).toBeGreaterThanOrEqual(150);
    expect(mismatches(texts)).toEqual([]);
  });

  it('reads generated plain scalars as the library does', { timeout: 5 * minutes }, () => {
    const texts = sampled(fc.oneof(soup, radix, twoSymbols, decimal, fraction, edge, double, word, date), 8000).filter(isPlainScalar);
    expect(texts.length).toBeGreaterThanOrEqual(3000);
    expect(mismatches(texts)).toEqual([]);
  });

  it('reads tagged scalars as the library does', { timeout: 5 * minutes }, () => {
    const clock = joined(
      lettersOf('0123456', 1, 2),
      oneOf(':'),
      lettersOf('0123456', 1, 2),
      oneOf(':'),
      lettersOf('0123456', 1, 2),
      oneOf('', '.5', ',12', '.'),
    );
    const zone = oneOf('', 'Z', 'z', '+05:30', '-24:60', '+25:00', '-05:61', '+5:00', ' Z');
    const moment = joined(
      oneOf('2001', '1900', '2000', '0000', '99'),
      oneOf('-1-', '-02-', '-4-', '-12-', '-13-', '-0-'),
      lettersOf('0123', 1, 2),
      oneOf('', 'T', 't', ' ', '  '),
      clock,
      zone,
    );
    const day = joined(
      oneOf('2001-', '1900-', '2000-', '2024-'),
      lettersOf('012', 1, 2),
      oneOf('-'),
      lettersOf('01239', 1, 2),
      oneOf('', '', ' '),
    );
    const base64 = joined(lettersOf('AQZz09+/474ou', 0, 9), oneOf('', '=', '==', ' ', '\n'), oneOf('', '', 'QQ=='));
    const bytes = fc
      .array(fc.constantFrom(0x41, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xe0, 0xe2, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff), {
        maxLength: 7,
      })
      .map((codes) => Buffer.from(codes).toString('base64'));
    const tags = ['!', '!!str', '!!int', '!!float', '!!bool', '!!null', '!!timestamp', '!!binary'];
    const anything = sampled(fc.oneof(soup, radix, decimal, fraction, edge, word, date), 400).flatMap((text) =>
      tags.map((tag) => ({ tag, text })),
    );
    const moments = sampled(fc.oneof(moment, day), 2000).map((text) => ({ tag: '!!timestamp', text }));
    const binaries = sampled(fc.oneof(base64, bytes), 1000).map((text) => ({ tag: '!!binary', text }));
    const questions = [...anything, ...moments, ...binaries];

    const answers = askLibrary(questions.map(({ tag, text }) => `k: ${tag} ${JSON.stringify(text)}\n`));
    const wrong = questions.flatMap(({ tag, text }, index) => {
      // Go writes a byte it cannot decode as an escape, where a U+FFFD of the text itself stays as it is; both mean the same.
      const wanted = valueIn(answers[index] ?? {}).replaceAll('\\ufffd', '\ufffd');
      const value = resolveTagged(tag, text);
      const got = value === undefined ? 'refused' : jsonText(value);
      return wanted === got ? [] : [`${tag} ${JSON.stringify(text)}: library ${wanted}, here ${got}`];
    });
    expect(wrong).toEqual([]);
  });
});

/** The JSON of a tree, its keys in the order of Go's encoder: that of their UTF-8 bytes. */
function jsonOf(node: Node): string {
  const real = followed(node);
  if (real.kind === 'scalar') return jsonText(real.value);
  if (real.kind === 'seq') return `[${real.items.map(jsonOf).join(',')}]`;
  const sorted = entries(real).toSorted((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  return `{${sorted.map((e) => `${jsonText(e.name)}:${jsonOf(e.value)}`).join(',')}}`;
}

function here(text: string): string {
  const { roots, problems } = parse(text);
  if (problems.some(({ kind, message }) => kind === 'syntax' || /!!int/.test(message))) return 'refused';
  return roots[0] ? jsonOf(roots[0]) : 'null';
}

function documentMismatches(texts: readonly string[]): string[] {
  return askLibrary(texts).flatMap((answer, index) => {
    const text = texts[index] ?? '';
    const wanted = answer.json ?? 'refused';
    return wanted === here(text) ? [] : [`${JSON.stringify(text)}: library ${answer.json ?? answer.error}, here ${here(text)}`];
  });
}

describe.skipIf(missing !== undefined)('documents against sigs.k8s.io/yaml', () => {
  it('reads a table of documents as the library does', { timeout: 5 * minutes }, () => {
    expect(documents.length).toBeGreaterThanOrEqual(100);
    expect(documentMismatches(documents)).toEqual([]);
  });

  it('reads generated documents as the library does', { timeout: 5 * minutes }, () => {
    expect(documentMismatches(fc.sample(generated, { seed: 77, numRuns: 2000 }).map(({ text }) => text))).toEqual([]);
  });

  it('reads edited documents as the library does', { timeout: 5 * minutes }, () => {
    const values = ['off', '010', 'a: b', ' x', "it's", '', 1450, true, 'é\u2028', 'x,y', '1:30'];
    const edited = fc
      .sample(fc.tuple(generated, fc.nat(), fc.constantFrom(...values)), { seed: 78, numRuns: 1000 })
      .flatMap(([{ text, scalars, maps }, pick, value]) => {
        const document = readSource({ name: 'a', text }, () => true).documents[0]!;
        const path = maps[pick % maps.length] ?? [];
        const replaced = replaceScalar({ document, path: scalars[pick % Math.max(scalars.length, 1)]?.path ?? [] }, value);
        const names = entries(at(document.root, path)).map((e) => e.name);
        const changes = [
          replaced,
          insertKey(document, path, 'mtu', value),
          removeKey(document, [...path, names[pick % names.length] ?? '']),
        ];
        return changes.flatMap((edits) => (edits ? [applyEdits(text, [edits]).text] : []));
      });
    expect(edited.length).toBeGreaterThan(1500);
    expect(documentMismatches(edited)).toEqual([]);
  });

  it('differs where it is known to, and nowhere else by accident', { timeout: 5 * minutes }, () => {
    expect(differences.map(({ text }) => here(text))).toEqual(differences.map((d) => d.here));
    expect(documentMismatches(differences.map(({ text }) => text))).toHaveLength(differences.length);
  });
});
