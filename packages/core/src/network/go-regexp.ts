// Go's regular expressions (RE2), which Calico compiles. The engine is large, so it is loaded when the first rule wants it.

import type { RE2JS } from 're2js';

export type GoRegexp = { readonly matches: (text: string) => boolean } | { readonly error: string };

let engine: typeof RE2JS | undefined;

/** Loads the engine; a second call does nothing. Rejects where the module cannot be loaded. */
export async function loadGoRegexp(): Promise<void> {
  engine ??= (await import('re2js')).RE2JS;
}

/** True once `goRegexp` may be called. */
export function goRegexpReady(): boolean {
  return engine !== undefined;
}

/**
 * Compiles a pattern as Go's regexp.Compile does. `matches` finds it anywhere in the text, as MatchString; `error` is Go's message.
 * Throws where the engine has not been loaded (a fault of the caller).
 */
export function goRegexp(pattern: string): GoRegexp {
  if (engine === undefined) throw new Error('loadGoRegexp() must have finished before goRegexp() is called');
  try {
    const compiled = engine.compile(pattern);
    return { matches: (text) => compiled.test(text) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
