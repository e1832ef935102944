import { describe, expect, it } from 'vitest';
import { jsonText, resolvePlain, resolveTagged, type ScalarValue } from './scalar.js';

/** Text, its value, and the JSON text where that is not plainly the value's own. */
type Row = readonly [text: string, value: ScalarValue, json?: string];

const words: readonly Row[] = [
  ['y', true],
  ['Y', true],
  ['yes', true],
  ['Yes', true],
  ['YES', true],
  ['on', true],
  ['On', true],
  ['ON', true],
  ['true', true],
  ['True', true],
  ['TRUE', true],
  ['n', false],
  ['N', false],
  ['no', false],
  ['No', false],
  ['NO', false],
  ['off', false],
  ['Off', false],
  ['OFF', false],
  ['false', false],
  ['False', false],
  ['FALSE', false],
  ['', null],
  ['~', null],
  ['null', null],
  ['Null', null],
  ['NULL', null],
  ['yEs', 'yEs', '"yEs"'],
  ['oFF', 'oFF', '"oFF"'],
  ['nULL', 'nULL', '"nULL"'],
  ['none', 'none', '"none"'],
  ['Never', 'Never', '"Never"'],
  ['~~', '~~', '"~~"'],
  ['<<', '<<', '"\\u003c\\u003c"'],
];

const integers: readonly Row[] = [
  ['0', 0],
  ['-0', 0, '0'],
  ['+5', 5],
  ['1_450', 1450],
  ['1__0_', 10],
  ['010', 8],
  ['-010', -8],
  ['0_10', 8],
  ['0o10', 8],
  ['0O17', 15],
  ['0o8', '0o8', '"0o8"'],
  ['0x1f', 31],
  ['-0X1F', -31],
  ['0x', '0x', '"0x"'],
  ['0b101', 5],
  ['-0B11', -3],
  ['0b-101', -5],
  ['0b+1', 1],
  [`0b${'1'.repeat(64)}`, 18446744073709551615n, '18446744073709551615'],
  ['0b2', '0b2', '"0b2"'],
  ['-', '-', '"-"'],
  ['+_', '+_', '"+_"'],
  ['_1', '_1', '"_1"'],
  ['1450m', '1450m', '"1450m"'],
  ['9007199254740991', 9007199254740991],
  ['9007199254740993', 9007199254740993n, '9007199254740993'],
  ['-9223372036854775808', -9223372036854775808n, '-9223372036854775808'],
  ['18446744073709551615', 18446744073709551615n, '18446744073709551615'],
  ['0xffffffffffffffff', 18446744073709551615n, '18446744073709551615'],
  ['18446744073709551616', 18446744073709552000, '18446744073709552000'],
  ['+18446744073709551615', 18446744073709552000, '18446744073709552000'],
  ['-9223372036854775809', -(2 ** 63), '-9223372036854776000'],
  ['0x10000000000000000', '0x10000000000000000', '"0x10000000000000000"'],
  ['1:30', '1:30', '"1:30"'],
];

const floats: readonly Row[] = [
  ['1e3', 1000],
  ['1E+3', 1000],
  ['1.', 1],
  ['1.50', 1.5],
  ['.5', 0.5],
  ['-.5', -0.5],
  ['+1.5e-3', 0.0015],
  ['0.1_5', 0.15],
  ['.5_0', 0.5],
  ['.5_', '.5_', '".5_"'],
  ['._5', '._5', '"._5"'],
  ['08', 8],
  ['018', 18],
  ['-0.0', -0, '-0'],
  ['1e20', 1e20, '100000000000000000000'],
  ['1e21', 1e21, '1e+21'],
  ['0.000001', 0.000001, '0.000001'],
  ['1e-7', 1e-7, '1e-7'],
  ['1e-999', 0],
  ['1e999', '1e999', '"1e999"'],
  ['.inf', Number.POSITIVE_INFINITY, '+Inf'],
  ['.Inf', Number.POSITIVE_INFINITY, '+Inf'],
  ['+.inf', Number.POSITIVE_INFINITY, '+Inf'],
  ['+.INF', Number.POSITIVE_INFINITY, '+Inf'],
  ['-.Inf', Number.NEGATIVE_INFINITY, '-Inf'],
  ['.nan', Number.NaN, 'NaN'],
  ['.nAN', '.nAN', '".nAN"'],
  ['inf', 'inf', '"inf"'],
  ['.', '.', '"."'],
  ['1e', '1e', '"1e"'],
  ['1.2.3', '1.2.3', '"1.2.3"'],
  ['0x1p4', '0x1p4', '"0x1p4"'],
  ['10.244.0.0/16', '10.244.0.0/16', '"10.244.0.0/16"'],
  ['2001-01-01', '2001-01-01', '"2001-01-01"'],
  ['2001-12-14t21:59:43.10-05:00', '2001-12-14t21:59:43.10-05:00', '"2001-12-14t21:59:43.10-05:00"'],
];

describe('resolvePlain and jsonText', () => {
  const rows = [...words, ...integers, ...floats].map(([text, value, json = String(value)]) => ({ text, value, json }));

  it.each(rows)('read $text as $json', ({ text, value, json }) => {
    expect(resolvePlain(text)).toBe(value);
    expect(jsonText(resolvePlain(text))).toBe(json);
  });

  it('read an endless row of digits', () => {
    expect(resolvePlain(`0${'0'.repeat(200_000)}17`)).toBe(15);
    expect(resolvePlain('1'.repeat(200_000))).toBe('1'.repeat(200_000));
    expect(resolvePlain(`${'1'.repeat(200_000)}x`)).toBe(`${'1'.repeat(200_000)}x`);
  });
});

describe('jsonText', () => {
  it('escapes what encoding/json escapes', () => {
    expect(jsonText('a"b\\c/<>&\u2028\u2029\n\t\b\u0001\u007fé😀')).toBe(
      '"a\\"b\\\\c/\\u003c\\u003e\\u0026\\u2028\\u2029\\n\\t\\b\\u0001\u007fé😀"',
    );
  });
});

describe('resolveTagged', () => {
  const rows: readonly (readonly [tag: string, text: string, value: ScalarValue | undefined])[] = [
    ['!', 'off', 'off'],
    ['!!str', '010', '010'],
    ['!!str', '', ''],
    ['tag:yaml.org,2002:str', 'off', 'off'],
    ['!!int', '0x10', 16],
    ['tag:yaml.org,2002:int', '1_450', 1450],
    ['!!int', '9007199254740993', 9007199254740993n],
    ['!!int', '1.0', undefined],
    ['!!int', 'abc', undefined],
    ['!!int', '', undefined],
    ['!!float', '1', 1],
    ['!!float', '1.5', 1.5],
    ['!!float', '.inf', Number.POSITIVE_INFINITY],
    ['!!float', '9007199254740993', 9007199254740992],
    ['!!float', '9223372036854775808', undefined],
    ['!!float', 'off', undefined],
    ['!!bool', 'off', false],
    ['!!bool', 'y', true],
    ['!!bool', '1', undefined],
    ['!!null', '', null],
    ['!!null', '~', null],
    ['!!null', 'none', undefined],
    ['!!timestamp', '2001-1-1', '2001-1-1'],
    ['!!timestamp', '2000-02-29', '2000-02-29'],
    ['!!timestamp', '2001-02-29', undefined],
    ['!!timestamp', '1900-02-29', undefined],
    ['!!timestamp', '2001-13-01', undefined],
    ['!!timestamp', '2001-12-14  21:59:43,1', '2001-12-14  21:59:43,1'],
    ['!!timestamp', '2001-12-14 21:59:43Z', undefined],
    ['!!timestamp', '2001-12-14T21:59:43Z', '2001-12-14T21:59:43Z'],
    ['!!timestamp', '2001-12-14T21:59:43', undefined],
    ['!!timestamp', '2001-12-14t1:5:3.10-05:30', '2001-12-14t1:5:3.10-05:30'],
    ['!!timestamp', '2001-12-14T24:00:00Z', undefined],
    ['!!timestamp', '2001-12-14T21:59:60Z', undefined],
    ['!!timestamp', '2001-12-14T21:59:43+24:60', '2001-12-14T21:59:43+24:60'],
    ['!!timestamp', '2001-12-14T21:59:43+25:00', undefined],
    ['!!timestamp', '5', undefined],
    ['!!binary', 'aGVs\nbG8=\n', 'hello'],
    ['!!binary', '', ''],
    ['!!binary', '4oKs8J+YgMOp', '€😀é'],
    ['!!binary', '4oKK4oI=', '\u208a\ufffd\ufffd'],
    ['!!binary', '7aCAwIA=', '\ufffd\ufffd\ufffd\ufffd\ufffd'],
    ['!!binary', '9ICAgPWA', '\u{100000}\ufffd\ufffd'],
    ['!!binary', '+ZCAgA==', '\ufffd\ufffd\ufffd\ufffd'],
    ['!!binary', 'aGVs bG8=', undefined],
    ['!!binary', 'aGVsbG8', undefined],
    ['!!binary', 'a===', undefined],
    ['!!merge', '<<', undefined],
    ['!foo', 'bar', undefined],
    ['', 'bar', undefined],
  ];

  it.each(rows)('%s %j is %o', (tag, text, value) => {
    expect(resolveTagged(tag, text)).toBe(value);
  });
});
