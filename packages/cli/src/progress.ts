import type { World } from './world.js';

export type Progress = { readonly step: (name: string) => void; readonly end: () => void };

/** Waits a second before it says anything, so that short runs stay silent. */
const silence = 1000;
const interval = 100;

/**
 * Shows on a terminal which file is read. It is driven by the reading itself: judging is synchronous and would starve a timer.
 * `total`: how many files there are, where that is known.
 */
export function progressOf(world: World, total?: number): Progress {
  if (!world.stderr.isTTY) return { step: () => {}, end: () => {} };
  const start = world.now();
  const names = new Set<string>();
  let shown = start + silence - interval;
  let dirty = false;
  const width = (world.stderr.columns ?? 80) - 1;
  return {
    step: (name) => {
      names.add(name);
      const now = world.now();
      if (now - shown < interval) return;
      shown = now;
      dirty = true;
      void world.stderr.write(
        `\r${`reading ${names.size}${total === undefined ? '' : ` of ${total}`}: ${printable(name)}`.slice(0, width)}\u001b[K`,
      );
    },
    end: () => {
      if (dirty) void world.stderr.write('\r\u001b[K');
    },
  };
}

/** Names of files come from outside: control characters in them must not reach the terminal. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, '\uFFFD');
}
