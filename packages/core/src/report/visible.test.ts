import { describe, expect, it } from 'vitest';
import { columns, padded, printedJson, visible, wrapped } from './visible.js';

describe('visible', () => {
  it.each([
    ['\x1b[2J\x07', '␛[2J␇'],
    ['a\r\nb\tc\0', 'a␍␊b␉c␀'],
    ['\x7f\x9b31m', '␡<U+009B>31m'],
    ['ab\u202egnp.exe', 'ab<U+202E>gnp.exe'],
    ['\ufeffkey\u200b:\u00a0x', '<U+FEFF>key<U+200B>:<U+00A0>x'],
    ['\ud800x\u2028', '<U+D800>x<U+2028>'],
    ['容器 ü 😀 $(id) `x`', '容器 ü 😀 $(id) `x`'],
  ])('%j', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });
});

describe('columns', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['容器', 4],
    ['ｶ', 1],
    ['Ａ', 2],
    ['e\u0301', 1],
    ['한글', 4],
    ['😀', 2],
    ['→│', 2],
  ])('%j', (text, width) => {
    expect(columns(text)).toBe(width);
  });

  it('pads by columns, not by characters', () => {
    expect(padded('容器', 6)).toBe('容器  ');
    expect(padded('longer', 3)).toBe('longer');
  });
});

describe('wrapped', () => {
  it('breaks at blanks and leaves long words whole', () => {
    expect(wrapped('aa bb ccccccc d', 5)).toEqual(['aa bb', 'ccccccc', 'd']);
    expect(wrapped('', 5)).toEqual(['']);
  });
});

describe('printedJson', () => {
  it('escapes what a terminal obeys and keeps the value', () => {
    const value = { text: '\x1b\x9b\u202e\u2028é' };
    expect(printedJson(value)).toBe('{\n  "text": "\\u001b\\u009b\\u202e\\u2028é"\n}\n');
    expect(JSON.parse(printedJson(value))).toEqual(value);
  });
});
