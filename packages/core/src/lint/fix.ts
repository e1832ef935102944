import type { Finding } from '../cluster/finding.js';
import type { Run } from '../report/reporter.js';
import { applyEdits, clash, decode, type Edit, sameEdit } from '../source/index.js';
import type { LintOptions } from './options.js';
import { type LintInput, renderedAgain } from './rendering.js';
import { lint } from './run.js';

export type Changed = { readonly name: string; readonly before: string; readonly after: string };

export type Fixed = {
  /** What is left after fixing. */
  readonly run: Run;
  readonly changed: readonly Changed[];
  /** Commands that the applied fixes ask for, in order, each once. */
  readonly then: readonly string[];
  readonly titles: readonly string[];
};

/** One fix can open the way for the next (an encapsulation decides the MTU); ESLint stops after as many. */
const maxPasses = 10;

/**
 * Applies fixes until none is left. A fix is whole or not at all, over all of its files; one that clashes waits for the next pass. A pass that
 * would leave a text that no longer parses, or a key twice, is taken back.
 */
export async function fix(inputs: readonly LintInput[], options: LintOptions & { readonly unsafe?: boolean } = {}): Promise<Fixed> {
  const before = new Map(inputs.map((input) => [input.name, decode(input.text).text]));
  let current = inputs;
  let run = await lint(current, options);
  let then: readonly string[] = [];
  const titles: string[] = [];
  for (let pass = 0; pass < maxPasses; pass++) {
    const chosen = choose(run.findings, options.unsafe === true);
    const step = await taken(chosen, { current, run, options });
    if (!step) break;
    current = step.inputs;
    run = step.run;
    for (const { fix: made } of step.findings) {
      titles.push(made?.title ?? '');
      then = merged(then, made?.then ?? []);
    }
  }
  const changed = current.flatMap(({ name, text, rendering }): Changed[] => {
    if (rendering) return [];
    const old = before.get(name) ?? '';
    return typeof text === 'string' && text !== old ? [{ name, before: old, after: text }] : [];
  });
  return { run, changed, then, titles };
}

type Step = { readonly findings: readonly Finding[]; readonly inputs: readonly LintInput[]; readonly run: Run };
type State = { readonly current: readonly LintInput[]; readonly run: Run; readonly options: LintOptions };

/**
 * One pass. Two fixes that are right alone can write one key twice (a misspelt field gets its name, and a missing one is added): then those
 * go first that only replace what is written, and else the first one alone.
 */
async function taken(chosen: readonly Finding[], { current, run, options }: State): Promise<Step | undefined> {
  const replacing = chosen.filter(({ fix: made }) => made?.edits.every(({ start, end }) => start < end));
  for (const findings of [chosen, replacing, chosen.slice(0, 1)]) {
    if (findings.length === 0) continue;
    const edits = findings.flatMap(({ fix: made }) => made?.edits ?? []);
    const inputs = await renderedAgain(applied(current, edits));
    const after = inputs && (await lint(inputs, options));
    if (inputs && after && broken(after) <= broken(run)) return { findings, inputs, run: after };
  }
  return undefined;
}

/** Findings whose fixes can be made together, first come first served. */
function choose(findings: readonly Finding[], unsafe: boolean): readonly Finding[] {
  const taken: Edit[] = [];
  return findings.filter(({ fix: proposed, suppressed }) => {
    if (!proposed || suppressed || proposed.edits.length === 0) return false;
    if (proposed.applicability === 'display' || (proposed.applicability === 'unsafe' && !unsafe)) return false;
    const fresh = proposed.edits.filter((e) => !taken.some((t) => sameEdit(t, e)));
    if (fresh.some((e) => taken.some((t) => clash(t, e)))) return false;
    taken.push(...fresh);
    return true;
  });
}

/** Both lists of steps in one, each in its own order. */
function merged(steps: readonly string[], more: readonly string[]): readonly string[] {
  const out = [...steps];
  for (const [i, step] of [...more.entries()].reverse()) {
    if (out.includes(step)) continue;
    const before = more
      .slice(i + 1)
      .map((later) => out.indexOf(later))
      .find((at) => at >= 0);
    out.splice(before ?? out.length, 0, step);
  }
  return out;
}

function applied(inputs: readonly LintInput[], edits: readonly Edit[]): readonly LintInput[] {
  const files = new Set(edits.map((e) => e.file));
  return inputs.map((input) => {
    if (!files.has(input.name)) return input;
    const own = edits.filter((e) => e.file === input.name).map((e) => [e]);
    return { ...input, text: applyEdits(decode(input.text).text, own).text };
  });
}

function broken(run: Run): number {
  return run.findings.filter((f) => f.rule === 'syntax').length;
}
