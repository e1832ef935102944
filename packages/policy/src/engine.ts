/** Compiled Rego: a module of OPA's WebAssembly ABI, evaluated over JSON values. */
import { loadPolicy } from '@open-policy-agent/opa-wasm';

export type Policy = {
  /** Names of the rules that can be asked, as `opa build -e` was given them: `canal/violations`. */
  readonly entrypoints: readonly string[];
  /** What an entrypoint says about an input: the JSON of the rule's value; undefined where the rule is undefined. Throws a PolicyError. */
  evaluate(input: unknown, entrypoint?: string): unknown;
  /** Replaces `data`: synced objects, or files that the policy looks things up in. */
  setData(data: Readonly<Record<string, unknown>>): void;
};

/** Why a policy could not be loaded or asked; the message ends in what to do. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
}

/**
 * Limits of one input. The runtime's JSON parser and its sets grow far worse than linearly from about 4 MB, and its walk over values is
 * recursive (measured with opa-wasm 1.10: 3.6 MB 0.2 s, 9 MB 7.5 s, 100,000 levels overflow the stack).
 */
export const limits: { readonly characters: number; readonly depth: number } = { characters: 2_000_000, depth: 500 };

/** Loads a module. It is kept and asked many times; its memory grows with the largest input and never shrinks. */
export async function load(wasm: Uint8Array): Promise<Policy> {
  const loaded = await loadPolicy(wasm.slice().buffer).catch((error: unknown) => {
    throw new PolicyError(
      `this is no policy that OPA compiled to WebAssembly (${reason(error)}); build it with: opa build -t wasm -e <rule>`,
    );
  });
  const entrypoints = Object.keys(loaded.entrypoints as Readonly<Record<string, number>>);
  return {
    entrypoints,
    setData: (data) => loaded.setData(data),
    evaluate(input, entrypoint) {
      if (entrypoint !== undefined && !entrypoints.includes(entrypoint))
        throw new PolicyError(`the policy has no entrypoint ${entrypoint}; it has ${entrypoints.join(', ')}`);
      guard(input);
      try {
        const [first] = loaded.evaluate(input, entrypoint) as readonly { readonly result: unknown }[];
        return first?.result;
      } catch (error) {
        throw new PolicyError(`the policy failed: ${reason(error)}`, { cause: error });
      }
    },
  };
}

/** Refuses what the runtime would choke on; `null`, false and the like reach a policy as undefined. */
function guard(input: unknown): void {
  if (deeperThan(input, limits.depth))
    throw new PolicyError(`the input is nested more than ${limits.depth} levels deep, which no policy is asked about`);
  const { length } = JSON.stringify(input) ?? '';
  if (length > limits.characters)
    throw new PolicyError(
      `the input has ${length} characters of JSON, and a policy is asked about ${limits.characters} at most; split the document`,
    );
}

function deeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => deeperThan(inner, levels - 1));
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
