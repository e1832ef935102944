// Durations as Go reads and writes them (time.ParseDuration, Duration.String), which Calico's API uses.

const units: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};
const largest = 2n ** 63n - 1n;

/** Nanoseconds of a text that Go's time.ParseDuration takes; undefined for what it refuses (no unit, a blank, days). */
export function parseGoDuration(text: string): bigint | undefined {
  const [, sign = '', rest = ''] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  if (rest === '0') return 0n;
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(rest)) return undefined;
  let sum = 0n;
  for (const [, whole = '', fraction = '', unit = ''] of rest.matchAll(/(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/g)) {
    const scale = units[unit] ?? 0n;
    sum += BigInt(whole === '' ? 0 : whole) * scale + (fraction === '' ? 0n : (BigInt(fraction) * scale) / 10n ** BigInt(fraction.length));
  }
  if (sum > largest) return undefined;
  return sign === '-' ? -sum : sum;
}

/** What Go's Duration.String writes: `1m30s`, `500ms`, `1.5s`. That text, not the one that was written, is what a client of Calico sends. */
export function formatGoDuration(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return '0s';
  const sign = nanoseconds < 0n ? '-' : '';
  const value = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  if (value < 1_000n) return `${sign}${value}ns`;
  if (value < 1_000_000n) return `${sign}${withFraction(value, 1_000n)}µs`;
  if (value < 1_000_000_000n) return `${sign}${withFraction(value, 1_000_000n)}ms`;
  const seconds = `${withFraction(value % 60_000_000_000n, 1_000_000_000n)}s`;
  const minutes = value / 60_000_000_000n;
  if (minutes === 0n) return `${sign}${seconds}`;
  return minutes < 60n ? `${sign}${minutes}m${seconds}` : `${sign}${minutes / 60n}h${minutes % 60n}m${seconds}`;
}

function withFraction(value: bigint, scale: bigint): string {
  const rest = (value % scale)
    .toString()
    .padStart(scale.toString().length - 1, '0')
    .replace(/0+$/, '');
  return `${value / scale}${rest === '' ? '' : `.${rest}`}`;
}

const words: Readonly<Record<string, string>> = {
  sec: 's',
  secs: 's',
  second: 's',
  seconds: 's',
  min: 'm',
  mins: 'm',
  minute: 'm',
  minutes: 'm',
};
const moreWords: Readonly<Record<string, string>> = {
  hr: 'h',
  hrs: 'h',
  hour: 'h',
  hours: 'h',
  msec: 'ms',
  millis: 'ms',
  milliseconds: 'ms',
};

/**
 * The spelling that Go reads of a duration that it does not: `30 s`, `5min`, `1d` (24h), `10S`. Undefined where the meaning is not certain,
 * as for a number without a unit.
 */
export function meantDuration(text: string): string | undefined {
  const parts = [...text.trim().matchAll(/(\d+)\s*([a-z]+)\s*/gi)];
  if (parts.length === 0 || parts.map(([all]) => all).join('') !== text.trim()) return undefined;
  const meant = parts.map(([, amount = '', unit = '']) => {
    const lower = unit === 'M' ? '' : unit.toLowerCase();
    if (/^d(?:ays?)?$/.test(lower)) return `${Number(amount) * 24}h`;
    return `${amount}${words[lower] ?? moreWords[lower] ?? lower}`;
  });
  const made = meant.join('');
  return parseGoDuration(made) === undefined ? undefined : made;
}

/** The same span of time without a fraction, or undefined where it is finer than a millisecond. */
export function wholeDuration(nanoseconds: bigint): string | undefined {
  if (nanoseconds < 0n || nanoseconds % 1_000_000n !== 0n) return undefined;
  return nanoseconds % 1_000_000_000n === 0n ? `${nanoseconds / 1_000_000_000n}s` : `${nanoseconds / 1_000_000n}ms`;
}
