import type { InferredOptionTypes, Options, PositionalOptions } from 'yargs';
import type { World } from '../world.js';

/** Exit codes; they are part of the interface. `unknown`: diagnose was told too little. */
export const exit = { clean: 0, findings: 1, usage: 2, internal: 3, unknown: 4 } as const;

export type Flags = Readonly<Record<string, Options>>;
export type Positionals = Readonly<Record<string, PositionalOptions>>;

/** One command of the program, as data: the same table feeds the parser, the help and the suggestions. */
export type Command = {
  /** In the words of yargs: `show [paths..]`; `$0` is the command without a name. */
  readonly usage: string;
  readonly describe: string;
  readonly positionals: Positionals;
  readonly flags: Flags;
  readonly examples: readonly (readonly [command: string, what: string])[];
  /** The commands of a group, which is nothing without one of them. */
  readonly below?: () => Promise<readonly Command[]>;
  readonly run: (args: Readonly<Record<string, unknown>>, world: World) => Promise<number>;
};

type Typed<F extends Flags, P extends Positionals> = Omit<Command, 'run' | 'flags' | 'positionals'> & {
  readonly flags: F;
  readonly positionals: P;
  readonly run: (args: InferredOptionTypes<F> & InferredOptionTypes<P>, world: World) => Promise<number>;
};

/** Ties the types of the arguments to the table that they are parsed by; yargs has made them so when `run` is called. */
export function defineCommand<const F extends Flags, const P extends Positionals>(command: Typed<F, P>): Command {
  return { ...command, run: (args, world) => command.run(args as InferredOptionTypes<F> & InferredOptionTypes<P>, world) };
}
