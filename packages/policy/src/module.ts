/** A module as `opa build -t wasm` writes it, behind OPA's ABI 1.2 (https://www.openpolicyagent.org/docs/wasm#abis): JSON in, JSON out. */

type Memory = { readonly buffer: ArrayBuffer; grow(pages: number): number };
/** Addresses are numbers; a JSON text ends with a zero byte. */
type Exports = {
  builtins(): number;
  entrypoints(): number;
  opa_malloc(size: number): number;
  opa_json_parse(address: number, size: number): number;
  opa_json_dump(value: number): number;
  opa_heap_ptr_get(): number;
  opa_heap_ptr_set(address: number): void;
  opa_eval(reserved: 0, entrypoint: number, data: number, input: number, size: number, heap: number, format: 0): number;
};
/** Compiled code, which has no memory yet. */
export type Compiled = { readonly compiled: true };
declare const WebAssembly: {
  readonly Module: { new (bytes: Uint8Array): Compiled; exports(module: Compiled): readonly { readonly name: string }[] };
  readonly Instance: new (module: Compiled, imports: object) => { readonly exports: Exports };
  readonly Memory: new (size: { readonly initial: number }) => Memory;
};
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new (encoding?: 'latin1') => { decode(bytes: Uint8Array): string };

export type Builtin = (...values: readonly unknown[]) => unknown;

export type Instance = {
  /** Numbers of the rules that can be asked, and of the builtins that the host has to bring, by their names. */
  readonly entrypoints: Numbers;
  readonly builtins: Numbers;
  readonly setData: (json: string) => void;
  /** The values of an entrypoint, as a list with one `result` or none. Throws what the module or a builtin throws. */
  readonly evaluate: (json: string, entrypoint: number) => readonly { readonly result: unknown }[];
};

/** Throws an Error with a reason for what is no such module. */
export function compile(wasm: Uint8Array): Compiled {
  const module = new WebAssembly.Module(wasm);
  const names = new Set(WebAssembly.Module.exports(module).map(({ name }) => name));
  if (!names.has('opa_wasm_abi_version')) throw new Error('it is a module of another program');
  if (!names.has('opa_eval')) throw new Error('it is of an OPA before 0.28');
  return module;
}

const page = 65_536;

/**
 * `room`: bytes that it is given at once. It grows by a page at a time where they do not suffice, and V8 then collects garbage for each page: 250,000
 * short lists took 10 s, and 0.1 s with room for them (Node 20).
 */
export function instantiate(module: Compiled, room: number, builtins: Readonly<Record<string, Builtin>>): Instance {
  const memory = new WebAssembly.Memory({ initial: Math.ceil(room / page) });
  const names = new Map<number, string>();
  const call = (id: number, _context: number, ...values: readonly number[]): number => {
    const said = builtins[names.get(id) ?? '']?.(...values.map((value) => json.read(exports.opa_json_dump(value))));
    return said === undefined ? 0 : json.parsed(JSON.stringify(said));
  };
  const { exports } = new WebAssembly.Instance(module, { env: { memory, ...imports(memory, call) } });
  const json = jsonIn(memory, exports);
  const own = json.read(exports.opa_json_dump(exports.builtins())) as Numbers;
  for (const [name, id] of Object.entries(own)) names.set(id, name);
  const entrypoints = json.read(exports.opa_json_dump(exports.entrypoints())) as Numbers;
  const base = exports.opa_heap_ptr_get();
  let data = json.parsed('{}');
  let heap = exports.opa_heap_ptr_get();
  return {
    entrypoints,
    builtins: own,
    setData(text) {
      exports.opa_heap_ptr_set(base);
      data = json.parsed(text);
      heap = exports.opa_heap_ptr_get();
    },
    evaluate(text, entrypoint) {
      const { length } = json.write(text, heap);
      return json.read(exports.opa_eval(0, entrypoint, data, heap, length, heap + length, 0)) as ReturnType<Instance['evaluate']>;
    },
  };
}

type Numbers = Readonly<Record<string, number>>;

function imports(memory: Memory, call: (id: number, context: number, ...values: readonly number[]) => number): object {
  return {
    opa_abort: (address: number) => {
      throw new Error(textAt(memory, address));
    },
    opa_println: () => {},
    ...Object.fromEntries([0, 1, 2, 3, 4].map((count) => [`opa_builtin${count}`, call])),
  };
}

function textAt({ buffer }: Memory, address: number): string {
  const bytes = new Uint8Array(buffer, address);
  return new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0)));
}

type Json = {
  readonly read: (address: number) => unknown;
  readonly write: (text: string, address: number) => Uint8Array;
  /** The address of a value. */
  readonly parsed: (text: string) => number;
};

function jsonIn(memory: Memory, exports: Exports): Json {
  return {
    read: (address) => JSON.parse(textAt(memory, address)) as unknown,
    write(text, address) {
      const bytes = new TextEncoder().encode(text);
      const missing = address + bytes.length - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / page));
      new Uint8Array(memory.buffer).set(bytes, address);
      return bytes;
    },
    parsed(text) {
      const bytes = new TextEncoder().encode(text);
      const address = exports.opa_malloc(bytes.length);
      new Uint8Array(memory.buffer).set(bytes, address);
      return exports.opa_json_parse(address, bytes.length);
    },
  };
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
