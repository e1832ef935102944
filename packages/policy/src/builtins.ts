/** Which of Rego's builtins a compiled policy may call: those in the module itself, and the few that opa-wasm brings. */
import type { LoadedPolicy } from '@open-policy-agent/opa-wasm';

/** What opa-wasm 1.10.0 implements in JavaScript (its src/builtins); all others throw when they are called, and only then. */
const offered: ReadonlySet<string> = new Set([
  ...['json.is_valid', 'regex.split', 'sprintf', 'yaml.is_valid', 'yaml.marshal', 'yaml.unmarshal'],
]);

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
