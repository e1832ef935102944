/** Compiled Rego: a module of OPA's WebAssembly ABI, evaluated over JSON values. */
import * as runtime from '@open-policy-agent/opa-wasm';
import { builtins, missingBuiltins } from './builtins.js';
import { type Compiled, compile, rulesOf } from './module.js';

// Its types promise this by name as well; its ES module has it in the default export alone.
const { loadPolicySync } = (runtime as unknown as { readonly default: typeof runtime }).default;

type Data = Readonly<Record<string, unknown>>;

export type Policy = {
  /** Names of the rules that can be asked, as `opa build -e` was given them: `canal/violations`. */
  readonly entrypoints: readonly string[];
  /** The names of a package's rules, as far as the module has them: what an entrypoint that is a whole package may say. */
  rulesOf(packages: readonly string[]): readonly string[];
  /** What an entrypoint says about an input: the JSON of the rule's value; undefined where the rule is undefined. Throws a PolicyError. */
  evaluate(input: unknown, entrypoint: string): unknown;
  /** Replaces `data`: synced objects, or files that the policy looks things up in. */
  setData(data: Data): void;
};

/** Why a policy could not be loaded or asked; the message ends in what to do. */
export class PolicyError extends Error {
  override readonly name: string = 'PolicyError';
}

/**
 * Limits of one document. A policy may hold it twice in its input, and the runtime grows far worse than linearly from about 4 MB on; its walk over
 * values is recursive (100,000 levels overflow the stack). Kubernetes takes no object above 1.5 MB, whose JSON may have twice as many characters.
 */
export const limits: { readonly characters: number; readonly depth: number } = { characters: 2_000_000, depth: 500 };

/** Why no policy can be asked about a document; undefined where one can. */
export function refusal(document: unknown): string | undefined {
  if (deeperThan(document, limits.depth)) return `it is nested more than ${limits.depth} levels deep; flatten it`;
  const { length } = JSON.stringify(document) ?? '';
  return length > limits.characters ? `it has ${length} characters of JSON, and ${limits.characters} is the most; split it` : undefined;
}

function deeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => deeperThan(inner, levels - 1));
}

/**
 * Bytes of memory, of which only those in use are really taken: what a character of the input may need (measured: 96 for lists of one number, 480 for
 * a policy that walks them), what an instance has at least, and at most before it has to grow. The module grows by a page at a time, and V8 then
 * collects garbage for each page: 250,000 short lists took 10 s, and 0.1 s with room for them (Node 20).
 */
const room = { perCharacter: 500, least: 4_000_000, most: 1_000_000_000, page: 65_536 };

function roomFor(characters: number): number {
  return Math.max(room.least, Math.min(characters * room.perCharacter, room.most));
}

/** Loads a module. It is kept and asked many times; its memory grows with the largest input and never shrinks. Throws a PolicyError. */
export function load(wasm: Uint8Array): Policy {
  const module = compiled(wasm);
  let data: { readonly value: Data; readonly characters: number } = { value: {}, characters: 2 };
  let has = room.least;
  let loaded = started(module, has);
  const restart = (bytes: number): void => {
    loaded = started(module, bytes);
    loaded.setData(data.value);
    has = bytes;
  };
  const missing = missingBuiltins(loaded);
  if (missing.length > 0)
    throw new PolicyError(
      `it calls ${missing.join(', ')}, which OPA offers outside of WebAssembly only; say it without, or run it with opa eval`,
    );
  const entrypoints = Object.keys(loaded.entrypoints as Readonly<Record<string, number>>);
  return {
    entrypoints,
    rulesOf: (packages) => rulesOf(wasm, packages),
    setData(value) {
      data = { value, characters: JSON.stringify(value).length };
      const wanted = roomFor(data.characters);
      if (wanted > has) restart(wanted);
      else loaded.setData(value);
    },
    evaluate(input, entrypoint) {
      if (!entrypoints.includes(entrypoint))
        throw new PolicyError(`the policy has no entrypoint ${entrypoint}; it has ${entrypoints.join(', ')}`);
      const wanted = roomFor(JSON.stringify(input).length + data.characters);
      try {
        if (wanted > has) restart(wanted);
        const [first] = loaded.evaluate(input, entrypoint) as readonly { readonly result: unknown }[];
        return first?.result;
      } catch (error) {
        // What was thrown left the module's stack where it was.
        restart(room.least);
        throw new PolicyError(`the policy failed: ${reason(error)}`, { cause: error });
      }
    },
  };
}

function started(module: Compiled, bytes: number): runtime.LoadedPolicy {
  return loadPolicySync(module as never, { initial: Math.ceil(bytes / room.page) }, builtins);
}

function compiled(wasm: Uint8Array): Compiled {
  try {
    return compile(wasm);
  } catch (error) {
    throw new PolicyError(
      `this is no policy that OPA compiled to WebAssembly (${reason(error)}); build it with: opa build -t wasm -e <rule>`,
    );
  }
}

/** opa-wasm throws texts and plain objects too. */
function reason(error: unknown): string {
  const said = typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
  return said.startsWith('[sprintf]') ? `${said} (sprintf in WebAssembly knows no %q, %U, %O, %E, %F, %G; use a template string)` : said;
}
