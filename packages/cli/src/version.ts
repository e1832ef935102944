import { readFileSync } from 'node:fs';

/** The version of this package, read from it: package.json is one folder up from the sources and from the bundle. */
export function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
