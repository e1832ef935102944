/** What a module that OPA compiled says of itself, before opa-wasm runs it. */

/** Compiled code, which has no memory yet. */
export type Compiled = { readonly compiled: true };
declare const WebAssembly: {
  readonly Module: { new (bytes: Uint8Array): Compiled; exports(module: Compiled): readonly { readonly name: string }[] };
};
declare const TextDecoder: new (encoding: 'latin1') => { decode(bytes: Uint8Array): string };

/** Throws an Error with a reason for what is no such module. */
export function compile(wasm: Uint8Array): Compiled {
  const module = new WebAssembly.Module(wasm);
  const names = new Set(WebAssembly.Module.exports(module).map(({ name }) => name));
  if (!names.has('opa_wasm_abi_version')) throw new Error('it is a module of another program');
  if (!names.has('opa_eval')) throw new Error('it is of an OPA before 0.28');
  return module;
}

/**
 * The rules of a package, by the table of functions that every module holds (OPA 1.22 internal/compiler/wasm/wasm.go, emitMappingAndStartFunc):
 * `{"g0": {"net": {"deny": 74}}}`. None where there is no such table.
 */
export function rulesOf(wasm: Uint8Array, packages: readonly string[]): readonly string[] {
  const all = new TextDecoder('latin1').decode(wasm);
  const start = all.indexOf('{"g0": {');
  for (let end = all.indexOf('}', start); start >= 0 && end >= 0; end = all.indexOf('}', end + 1)) {
    const table = jsonOf(all.slice(start, end + 1));
    if (table !== undefined) return Object.keys(packages.reduce(below, below(table, 'g0')));
  }
  return [];
}

function below(value: object, step: string): object {
  const inner = Object.hasOwn(value, step) ? (value as Readonly<Record<string, unknown>>)[step] : undefined;
  return typeof inner === 'object' && inner !== null ? inner : {};
}

function jsonOf(text: string): object | undefined {
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}
