// Calico releases, as far as behaviour depends on them: by minor.

export type Version = { readonly major: number; readonly minor: number; readonly patch?: number };

const grammar = /^v?(\d{1,5})\.(\d{1,5})(?:\.(\d{1,5}))?(?:[-+].*)?$/s;

/**
 * Reads `v3.28.1`, `3.28` or `v3.28.1-build20240910`; a suffix after `-` or `+` is dropped.
 * Anything else (`master`, `v3`, `3.28.x`) is undefined.
 */
export function parseVersion(text: string): Version | undefined {
  const [, major, minor, patch] = grammar.exec(text) ?? [];
  if (major === undefined || minor === undefined) return undefined;
  const version = { major: Number(major), minor: Number(minor) };
  return patch === undefined ? version : { ...version, patch: Number(patch) };
}

/**
 * True where the version is of the given minor or a later one; patches do not count, because no fact in this folder changed
 * within a minor. Throws on a minimum that is not `x.y` (a fault of the caller).
 */
export function atLeast(version: Version, minimum: `${number}.${number}`): boolean {
  const least = parseVersion(minimum);
  if (least === undefined) throw new Error(`not a minor release: ${minimum}`);
  return version.major > least.major || (version.major === least.major && version.minor >= least.minor);
}

/** Writes a version the way Calico tags it: `v3.28.1`, or `v3.28` where the patch is not known. */
export function formatVersion(version: Version): string {
  const minor = `v${version.major}.${version.minor}`;
  return version.patch === undefined ? minor : `${minor}.${version.patch}`;
}
