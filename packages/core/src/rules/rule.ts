/** The contract of a rule. A rule is a frozen value and a pure function of the model: no state, no I/O, no text search. */
import type { Proposal, Severity } from '../cluster/finding.js';
import type { Cluster } from '../cluster/model.js';
import type { Origin } from '../source/index.js';

type Holes<T extends string> = T extends `${string}{${infer H}}${infer R}` ? H | Holes<R> : never;
type Data<T extends string> = [Holes<T>] extends [never]
  ? { readonly data?: never }
  : { readonly data: Readonly<Record<Holes<T>, string | number>> };

export type Messages = Readonly<Record<string, string>>;

type Placed = {
  readonly at: Origin;
  readonly related?: readonly { readonly origin: Origin; readonly note: string }[];
  readonly fix?: Proposal;
  /** Lowered (or stated) severity; without it the rule's own. */
  readonly severity?: Severity;
  /** The one line that would settle what is unknown. */
  readonly settle?: string;
};

/** Reports one finding; a message with holes needs exactly their data, checked by the compiler. */
export type Report<M extends Messages> = <K extends keyof M & string>(finding: { readonly message: K } & Placed & Data<M[K]>) => void;

export type RuleContext<M extends Messages, O> = {
  readonly cluster: Cluster;
  readonly options: O;
  readonly report: Report<M>;
};

export type Category =
  | 'encapsulation'
  | 'mtu'
  | 'node-address'
  | 'pool'
  | 'image'
  | 'bgp'
  | 'routes'
  | 'flannel'
  | 'host'
  | 'installer'
  | 'underlay'
  | 'object'
  | 'text';

export type Rule<M extends Messages = Messages, O = unknown> = {
  readonly name: string;
  readonly since: string;
  readonly category: Category;
  /** The highest severity that the rule reports. */
  readonly severity: Severity;
  /** One sentence, without a full stop. */
  readonly summary: string;
  /** `false`: it runs only where the configuration asks for it. */
  readonly recommended?: boolean;
  /** The page of a rule that does not come with canal-lint, or stands elsewhere in its documentation. */
  readonly url?: string;
  readonly messages: M;
  readonly options: { readonly schema: object; readonly defaults: O };
  check(context: RuleContext<M, O>): void;
};

/** A rule of any messages and options, as a list of rules holds it. */
export type AnyRule = Omit<Rule, 'check'> & { check(context: never): void };

/** Freezes a rule and keeps the types of its messages. */
export function defineRule<const M extends Messages, O>(rule: Rule<M, O>): Rule<M, O> {
  return Object.freeze(rule);
}

export const noOptions: { readonly schema: object; readonly defaults: Readonly<Record<string, never>> } = {
  schema: { type: 'object', additionalProperties: false },
  defaults: {},
};
