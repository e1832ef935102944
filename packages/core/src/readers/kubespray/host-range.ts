/** More hosts than this in one pattern are not told apart. */
const most = 10_000;

/**
 * The hosts that a pattern of an inventory names: `node[01:20]`, `rack[a:c]-[1:9:2]`. A name without a range is itself.
 * Source: ansible-core 2.19, plugins/inventory/__init__.py, `expand_hostname_range`.
 */
export function expand(pattern: string): readonly string[] {
  const range = /^(.*?)\[(\w*):(\w+)(?::(\d+))?\](.*)$/.exec(pattern);
  if (!range) return [pattern];
  const [, head = '', from = '', to = '', step = '1', tail = ''] = range;
  const steps = stepsOf(from === '' ? '0' : from, to, Math.max(1, Number(step)));
  const tails = steps.length > 0 ? expand(tail) : [];
  if (steps.length === 0 || steps.length * tails.length > most) return [pattern];
  return steps.flatMap((one) => tails.map((rest) => `${head}${one}${rest}`));
}

/** Numbers keep the width of the first one where that starts with 0. */
function stepsOf(from: string, to: string, step: number): readonly string[] {
  if (/^\d+$/.test(from) && /^\d+$/.test(to)) {
    const width = from.startsWith('0') ? from.length : 0;
    return count(Number(from), Number(to), step).map((n) => String(n).padStart(width, '0'));
  }
  if (!/^[a-zA-Z]$/.test(from) || !/^[a-zA-Z]$/.test(to)) return [];
  return count(from.charCodeAt(0), to.charCodeAt(0), step).map((code) => String.fromCharCode(code));
}

function count(from: number, to: number, step: number): readonly number[] {
  const length = Math.floor((to - from) / step) + 1;
  return length > 0 && length <= most ? Array.from({ length }, (_, i) => from + i * step) : [];
}
