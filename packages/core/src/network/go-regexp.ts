// Go's regular expressions (RE2), which Calico compiles. The engine is large, so it is loaded for the first pattern that needs it.

import type { RE2JS } from 're2js';

export type GoRegexp = { readonly matches: (text: string) => boolean } | { readonly error: string };

/** The engine was wanted and is not there: who catches this loads it and asks again. */
export class GoRegexpWanted extends Error {
  override readonly name = 'GoRegexpWanted';
}

let engine: typeof RE2JS | undefined;

/** Loads the engine; a second call does nothing. Rejects where the module cannot be loaded. */
export async function loadGoRegexp(): Promise<void> {
  engine ??= (await import('re2js')).RE2JS;
}

/**
 * Compiles a pattern as Go's regexp.Compile does. `matches` finds it anywhere in the text, as MatchString; `error` is Go's message. Both throw
 * GoRegexpWanted where the pattern needs the engine and it has not been loaded.
 */
export function goRegexp(pattern: string): GoRegexp {
  const own = plain(pattern);
  if (own) return { matches: (text) => (isShort(pattern, text) ? own.test(text) : compiled(pattern).test(text)) };
  try {
    const made = compiled(pattern);
    return { matches: (text) => made.test(text) };
  } catch (error) {
    if (error instanceof GoRegexpWanted) throw error;
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

function compiled(pattern: string): RE2JS {
  if (engine === undefined) throw new GoRegexpWanted(`the engine of regular expressions is not loaded: ${pattern}`);
  return engine.compile(pattern);
}

/** Letters, digits, `-`, `_`, `\.`, `\d`, `.` and classes of them, once or repeated; groups, alternatives, anchors. */
const plainPattern = /^(?:(?:[\w-]|\\[.d]|\.|\[\^?(?:\w(?:-\w)?|[.|])+\])[*+?]?|\(|\)\??|[|^$])*$/;

/** A pattern of nothing but what means the same to JavaScript, where the dot takes what Go's takes; a property test compares the two. */
function plain(pattern: string): RegExp | undefined {
  if (!plainPattern.test(pattern)) return undefined;
  try {
    return new RegExp(
      pattern.replace(/\\.|\[[^\]]*\]|\./g, (part) => (part === '.' ? '[^\\n]' : part)),
      'u',
    );
  } catch {
    // Unbalanced, or a range upside down: Go says it in its own words.
    return undefined;
  }
}

/** JavaScript goes back for each repetition: fast enough for three of them in the name of an interface. */
function isShort(pattern: string, text: string): boolean {
  return text.length <= 64 && (pattern.match(/[*+]/g) ?? []).length <= 3;
}
