/** Compiled Rego: a module of OPA's WebAssembly ABI, evaluated over JSON values. */
import * as runtime from '@open-policy-agent/opa-wasm';
import { builtins, missingBuiltins } from './builtins.js';

// Its types promise this by name as well; its ES module has it in the default export alone.
const { loadPolicySync } = (runtime as unknown as { readonly default: typeof runtime }).default;

type Data = Readonly<Record<string, unknown>>;

export type Policy = {
  /** Names of the rules that can be asked, as `opa build -e` was given them: `canal/violations`. */
  readonly entrypoints: readonly string[];
  /** What an entrypoint says about an input: the JSON of the rule's value; undefined where the rule is undefined. Throws a PolicyError. */
  evaluate(input: unknown, entrypoint?: string): unknown;
  /** Replaces `data`: synced objects, or files that the policy looks things up in. */
  setData(data: Data): void;
};

/** Why a policy could not be loaded or asked; the message ends in what to do. */
export class PolicyError extends Error {
  override readonly name: string = 'PolicyError';
}

/** Why an input is beyond the limits: no policy was asked, so that the fault is not the policy's. */
export class InputRefused extends PolicyError {
  override readonly name = 'InputRefused';
}

/**
 * Limits of one input. The runtime's JSON parser and its sets grow far worse than linearly from about 4 MB, and its walk over values is
 * recursive (measured with opa-wasm 1.10: 3.6 MB 0.2 s, 9 MB 7.5 s, 100,000 levels overflow the stack).
 */
export const limits: { readonly characters: number; readonly depth: number } = { characters: 2_000_000, depth: 500 };

/** Loads a module. It is kept and asked many times; its memory grows with the largest input and never shrinks. Throws a PolicyError. */
export async function load(wasm: Uint8Array): Promise<Policy> {
  // A copy of its own: a Buffer may be a window into a larger one.
  const bytes = new Uint8Array(wasm).buffer;
  let loaded = await runtime.loadPolicy(bytes, {}, builtins).catch((error: unknown) => {
    throw new PolicyError(
      `this is no policy that OPA compiled to WebAssembly (${reason(error)}); build it with: opa build -t wasm -e <rule>`,
    );
  });
  const missing = missingBuiltins(loaded);
  if (missing.length > 0)
    throw new PolicyError(
      `it calls ${missing.join(', ')}, which OPA offers outside of WebAssembly only; say it without, or run it with opa eval`,
    );
  const entrypoints = Object.keys(loaded.entrypoints as Readonly<Record<string, number>>);
  let data: Data | undefined;
  const restart = (): void => {
    loaded = loadPolicySync(bytes, {}, builtins);
    if (data) loaded.setData(data);
  };
  return {
    entrypoints,
    setData: (next) => {
      data = next;
      loaded.setData(next);
    },
    evaluate(input, entrypoint) {
      if (entrypoint !== undefined && !entrypoints.includes(entrypoint))
        throw new PolicyError(`the policy has no entrypoint ${entrypoint}; it has ${entrypoints.join(', ')}`);
      guard(input);
      try {
        const [first] = loaded.evaluate(input, entrypoint) as readonly { readonly result: unknown }[];
        return first?.result;
      } catch (error) {
        // What was thrown left the module's stack where it was.
        restart();
        throw new PolicyError(`the policy failed: ${reason(error)}`, { cause: error });
      }
    },
  };
}

/** Refuses what the runtime would choke on; `null`, false and the like reach a policy as undefined. */
function guard(input: unknown): void {
  if (deeperThan(input, limits.depth)) throw new InputRefused(`it is nested more than ${limits.depth} levels deep; flatten it`);
  const { length } = JSON.stringify(input) ?? '';
  if (length > limits.characters)
    throw new InputRefused(`it has ${length} characters of JSON, and ${limits.characters} is the most; split it`);
}

function deeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => deeperThan(inner, levels - 1));
}

/** The runtime throws errors, texts and bare objects with a message. */
function reason(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'message' in error) return String(error.message);
  return String(error);
}
