/** Which of Rego's builtins a compiled policy may call: those in the module itself, and the few that opa-wasm brings. */
import { dataOf } from '@canal-lint/core';
import type { LoadedPolicy } from '@open-policy-agent/opa-wasm';

/** Reads YAML as the linter does; opa-wasm's own come with a second parser, which the command leaves out. */
export const builtins: Readonly<Record<string, (text: unknown) => unknown>> = {
  'yaml.is_valid': (text) => (typeof text === 'string' ? 'value' in read(text) : undefined),
  'yaml.unmarshal': (text) => {
    const said = typeof text === 'string' ? read(text) : undefined;
    return said && 'value' in said ? said.value : undefined;
  },
};

function read(text: string): ReturnType<typeof dataOf> {
  return dataOf({ name: 'text.yaml', text });
}

/** What opa-wasm 1.10.0 implements in JavaScript (its src/builtins) and what is above; all others throw when they are called, and only then. */
const offered: ReadonlySet<string> = new Set(['json.is_valid', 'regex.split', 'sprintf', ...Object.keys(builtins)]);

type Internals = {
  readonly mem: { readonly buffer: ArrayBuffer };
  readonly wasmInstance: { readonly exports: { builtins(): number; opa_json_dump(address: number): number } };
};

/** Names of the builtins that a module calls on its host and that nobody implements, in order. */
export function missingBuiltins(loaded: LoadedPolicy): readonly string[] {
  const { mem, wasmInstance } = loaded as unknown as Internals;
  const start = wasmInstance.exports.opa_json_dump(wasmInstance.exports.builtins());
  const bytes = new Uint8Array(mem.buffer, start);
  const names = JSON.parse(String.fromCharCode(...bytes.subarray(0, bytes.indexOf(0)))) as Readonly<Record<string, number>>;
  return Object.keys(names)
    .filter((name) => !offered.has(name))
    .sort();
}
