/** What a policy's rules say, in the conventions of conftest and Gatekeeper: `deny`, `violation` and `warn`, with texts or objects with `msg`. */
import type { Path, Severity } from '@canal-lint/core';

/** One thing that a rule said. */
export type Said = { readonly message: string; readonly severity: Severity | undefined; readonly path: Path };

const convention = /^(deny|violation|warn)(?:_\w+)?$/;

/** How severe a rule is by its name, or undefined for a name of no convention (conftest: `deny`, `violation`, `warn`, each also with `_anything`). */
export function severityOf(rule: string): Severity | undefined {
  const word = convention.exec(rule)?.[1];
  if (word === undefined) return undefined;
  return word === 'warn' ? 'warning' : 'error';
}

/** The rule of conftest that makes exceptions: lists of names of rules, without what makes them rules; `""` is the bare `deny`. */
export const exceptionRule = 'exception';

/** True where the value of `exception` names the rule (conftest 0.71 policy/engine.go, removeRulePrefix). */
export function isException(rule: string, value: unknown): boolean {
  const name = rule.replace(/^(?:deny|violation|warn)(?:_|$)/, '');
  return Array.isArray(value) && value.some((list) => Array.isArray(list) && list.includes(name));
}

/** Everything that the value of a rule says, in the order of the text. A rule that is just true says its name. */
export function saidBy(rule: string, value: unknown, document: unknown): readonly Said[] {
  if (value === undefined || value === false || value === null) return [];
  if (value === true) return [{ message: `${rule} holds`, severity: undefined, path: [] }];
  const all = Array.isArray(value) ? value : [value];
  return all.map((one) => saidIn(one, document)).sort((a, b) => (a.message < b.message ? -1 : Number(a.message > b.message)));
}

function saidIn(one: unknown, document: unknown): Said {
  if (!isRecord(one)) return { message: oneLine(typeof one === 'string' ? one : JSON.stringify(one)), severity: undefined, path: [] };
  const details = isRecord(one['details']) ? one['details'] : {};
  const { msg = JSON.stringify(one), path = details['path'], severity = details['severity'] } = one;
  return {
    message: oneLine(typeof msg === 'string' ? msg : JSON.stringify(msg)),
    severity: severity === 'error' || severity === 'warning' || severity === 'info' ? severity : undefined,
    path: pathIn(document, path),
  };
}

/** Reports show a message in one paragraph. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/**
 * A path of a policy below a document: a list of steps, a JSON pointer, or text with dots (`spec.nodes[0].asNumber`, with or without the input in
 * front). It leads as far as the document does.
 */
function pathIn(document: unknown, path: unknown): Path {
  let at = document;
  let left = stepsOf(path);
  const found: (string | number)[] = [];
  while (left.length > 0) {
    const taken = stepInto(at, left);
    if (!taken) break;
    found.push(taken.step);
    at = taken.value;
    left = left.slice(taken.used);
  }
  return found;
}

function stepsOf(path: unknown): readonly string[] {
  if (Array.isArray(path)) return path.map(String);
  if (typeof path !== 'string') return [];
  if (path.startsWith('/'))
    return path
      .slice(1)
      .split('/')
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const below = path.replace(/^(?:\$|input(?:\.review\.object)?|(?:review\.)?object)(?=[.[]|$)/, '');
  return [...below.matchAll(/\["([^"]*)"\]|\['([^']*)'\]|[^.[\]]+/g)].map(([plain, double, single]) => double ?? single ?? plain);
}

/** The next step. A key may itself hold the dots at which the text was cut: the longest one wins. */
function stepInto(
  at: unknown,
  left: readonly string[],
): { readonly step: string | number; readonly value: unknown; readonly used: number } | undefined {
  const [first = ''] = left;
  if (Array.isArray(at))
    return /^\d+$/.test(first) && Number(first) < at.length ? { step: Number(first), value: at[Number(first)], used: 1 } : undefined;
  if (!isRecord(at)) return undefined;
  for (let used = left.length; used > 0; used--) {
    const step = left.slice(0, used).join('.');
    if (Object.hasOwn(at, step)) return { step, value: at[step], used };
  }
  return undefined;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
