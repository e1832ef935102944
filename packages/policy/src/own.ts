/** Users' own policies beside the rules of the linter: every rule of a compiled module that follows a convention, asked about every document. */
import { type AnyRule, type Circumstances, type DocumentPolicy, noOptions, type SourceObject, type Verdict } from '@canal-lint/core';
import { load, type Policy, PolicyError, refusal } from './engine.js';
import { exceptionRule, isException, isRecord, saidBy, severityOf } from './verdicts.js';

/** `name`: the file, as users know it. */
export type OwnModule = { readonly name: string; readonly wasm: Uint8Array; readonly data: Readonly<Record<string, unknown>> };

/** Where the value of a rule is found. `key`: below the value of an entrypoint that is a whole package. */
type Place = { readonly entrypoint: string; readonly key?: string };
/** A rule of a module: what reports call it, and the rule of its package that makes exceptions of it. */
type Asked = Place & { readonly id: string; readonly exception: Place | undefined };

/** Loads a module. Throws a PolicyError where it is none, where it calls what is not there, or where none of its rules follows a convention. */
export function ownPolicy({ name, wasm, data }: OwnModule): DocumentPolicy {
  const policy = load(wasm);
  policy.setData(data);
  const asked = policy.entrypoints.flatMap((entrypoint) => rulesIn(policy, entrypoint));
  if (asked.length === 0)
    throw new PolicyError(
      `none of its entrypoints is called deny, violation or warn, nor a package with such a rule: ${policy.entrypoints.join(', ')}; build it with -e <package>/deny`,
    );
  return {
    rules: asked.map((one) => ruleOf(one, name)),
    judge: (object, { optionsOf }) => refusal(object.value) ?? judged(policy, asked, { object, optionsOf }),
  };
}

function rulesIn(policy: Policy, entrypoint: string): readonly Asked[] {
  const steps = entrypoint.split('/');
  const [above, last = ''] = [steps.slice(0, -1), steps.at(-1)];
  if (severityOf(last)) {
    const exception = policy.entrypoints.find((one) => one === [...above, exceptionRule].join('/'));
    return [{ id: idOf(above, last), entrypoint, exception: exception === undefined ? undefined : { entrypoint: exception } }];
  }
  const keys = policy.rulesOf(steps);
  const exception = keys.includes(exceptionRule) ? { entrypoint, key: exceptionRule } : undefined;
  return keys.filter((key) => severityOf(key)).map((key) => ({ id: idOf(steps, key), entrypoint, key, exception }));
}

/** `policy/canal.bgp/deny`: the slash keeps it apart from the names of rules, which have none. */
function idOf(packages: readonly string[], rule: string): string {
  return `policy/${packages.join('.')}/${rule}`;
}

function nameOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

function ruleOf({ id }: Asked, file: string): AnyRule {
  const [, packages = ''] = id.split('/');
  const rule = nameOf(id);
  return {
    name: id,
    since: '0.1.0',
    category: 'object',
    severity: severityOf(rule) ?? 'error',
    summary: `${rule} of package ${packages} in ${file}`,
    messages: {},
    // They reach a violation as input.parameters, and only the policy knows what it takes.
    options: { ...noOptions, schema: { type: 'object' } },
    check: () => {},
  };
}

type Question = { readonly object: SourceObject; readonly optionsOf: Circumstances['optionsOf'] };

function judged(policy: Policy, asked: readonly Asked[], question: Question): readonly Verdict[] {
  const verdicts: Verdict[] = [];
  for (const one of asked) {
    const name = nameOf(one.id);
    const severity = severityOf(name) ?? 'error';
    try {
      const input = inputFor(one, question);
      const value = valueAt(policy, one, input);
      if (one.exception && isException(name, valueAt(policy, one.exception, input))) continue;
      for (const said of saidBy(name, value, question.object.value))
        verdicts.push({ rule: one.id, severity: said.severity ?? severity, message: said.message, path: said.path });
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error;
      verdicts.push({ rule: one.id, severity: 'error', message: `${error.message}; tell its author`, path: [] });
    }
  }
  return verdicts;
}

function valueAt(policy: Policy, { entrypoint, key }: Place, input: unknown): unknown {
  const value = policy.evaluate(input, entrypoint);
  return key === undefined ? value : isRecord(value) ? value[key] : undefined;
}

/**
 * conftest's input is the document. Gatekeeper's holds it in a review, beside the constraint's parameters; a violation gets both in one, since either
 * may have written it.
 */
function inputFor({ id }: Asked, { object, optionsOf }: Question): unknown {
  const { value, apiVersion, kind, namespace, name } = object;
  if (kind === '' || !nameOf(id).startsWith('violation')) return value;
  const [group = '', version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  const review = { kind: { group, version, kind }, name, namespace, operation: 'CREATE', object: value };
  return { ...value, review, parameters: optionsOf(id) };
}
