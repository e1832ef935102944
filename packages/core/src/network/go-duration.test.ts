import { describe, expect, it } from 'vitest';
import { formatGoDuration, meantDuration, parseGoDuration, wholeDuration } from './go-duration.js';

// What Go 1.25 prints for time.ParseDuration(text).String(), from the documentation and tests of package time.
describe('durations of Go', () => {
  it.each([
    ['0', '0s'],
    ['30s', '30s'],
    ['90s', '1m30s'],
    ['60m', '1h0m0s'],
    ['1h30m', '1h30m0s'],
    ['1.5s', '1.5s'],
    ['.5h', '30m0s'],
    ['1500ms', '1.5s'],
    ['300ms', '300ms'],
    ['10us', '10µs'],
    ['1.5µs', '1.5µs'],
    ['1ns', '1ns'],
    ['-1m', '-1m0s'],
    ['+5s', '5s'],
    ['39h9m14.425s', '39h9m14.425s'],
  ])('%s is written %s', (text, written) => {
    const read = parseGoDuration(text);
    expect(read === undefined ? undefined : formatGoDuration(read)).toBe(written);
  });

  it.each(['', '30', '30 s', '1d', '5min', 's', '-', '.s', '1.5', '300000000h', '1h 30m', 'Auto', '５s'])('%s is none', (text) =>
    expect(parseGoDuration(text)).toBeUndefined(),
  );

  it.each([
    ['30 s', '30s'],
    ['1h 30m', '1h30m'],
    ['5min', '5m'],
    ['2 Hours', '2h'],
    ['1d', '24h'],
    ['10S', '10s'],
    ['30', undefined],
    ['5M', undefined],
    ['soon', undefined],
  ])('%s means %s', (text, meant) => expect(meantDuration(text)).toBe(meant));

  it.each([
    ['1.5s', '1500ms'],
    ['2000ms', '2s'],
    ['10us', undefined],
    ['-1s', undefined],
  ])('%s without a fraction is %s', (text, whole) => expect(wholeDuration(parseGoDuration(text) ?? 0n)).toBe(whole));
});
