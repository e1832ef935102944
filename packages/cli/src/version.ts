import { readFileSync } from 'node:fs';

/** Where bugs are reported. Written here too, since what failed may be the loading of core; a test compares it with core's homepage. */
export const issues = 'https://github.com/canal-lint/canal-lint/issues';

/** The version of this package, read from it: package.json is one folder up from the sources and from the bundle. */
export function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
