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
 * Applies fixes until none is left. A fix is whole or not at all, over all of its files; one that clashes waits for the next pass. One that would
 * leave a text that no longer parses or a key twice, or that leaves its own finding, is taken back, and not offered again.
 */
export async function fix(inputs: readonly LintInput[], options: LintOptions & { readonly unsafe?: boolean } = {}): Promise<Fixed> {
  const before = new Map(inputs.map((input) => [input.name, decode(input.text).text]));
  const useless = new Set<string>();
  let state: State = { current: inputs, run: await lint(inputs, options), options };
  let then: readonly string[] = [];
  const titles: string[] = [];
  for (let pass = 0; pass < maxPasses; pass++) {
    const step = await nextStep(state, options.unsafe === true, useless);
    if (!step) break;
    state = { ...state, ...step };
    for (const { fix: made } of step.findings) {
      titles.push(made?.title ?? '');
      then = merged(then, made?.then ?? []);
    }
  }
  const changed = state.current.flatMap(({ name, text, rendering }): Changed[] => {
    if (rendering) return [];
    const old = before.get(name) ?? '';
    return typeof text === 'string' && text !== old ? [{ name, before: old, after: text }] : [];
  });
  const findings = state.run.findings.map((finding) => (useless.has(faultOf(finding)) ? { ...finding, fix: null } : finding));
  return { run: { ...state.run, findings }, changed, then, titles };
}

type State = { readonly current: readonly LintInput[]; readonly run: Run; readonly options: LintOptions };
type Step = Omit<State, 'options'> & { readonly findings: readonly Finding[] };

/** One pass; undefined where nothing is left that helps. Each attempt without a step finds a fix that is useless, so they end. */
async function nextStep(state: State, unsafe: boolean, useless: Set<string>): Promise<Step | undefined> {
  for (;;) {
    const open = state.run.findings.filter((finding) => !useless.has(faultOf(finding)));
    const chosen = choose(open, unsafe);
    if (chosen.length === 0) return undefined;
    const step = await taken(chosen, state, useless);
    if (step) return step;
  }
}

/**
 * Fixes that are right alone can be wrong together: then half of them waits, those first that add to the text. What is wrong alone, or leaves its
 * finding, is useless.
 */
async function taken(chosen: readonly Finding[], { current, run, options }: State, useless: Set<string>): Promise<Step | undefined> {
  const replaces = ({ fix: made }: Finding): boolean => made?.edits.every(({ start, end }) => start < end) === true;
  let findings = [...chosen.filter(replaces), ...chosen.filter((finding) => !replaces(finding))];
  while (findings.length > 0) {
    const edits = findings.flatMap(({ fix: made }) => made?.edits ?? []);
    const inputs = await renderedAgain(applied(current, edits));
    const after = inputs && (await lint(inputs, options));
    const whole = after !== undefined && broken(after) <= broken(run);
    const wrong = whole ? left(findings, run, after) : findings.length === 1 ? findings : [];
    if (inputs && whole && wrong.length === 0) return { findings, current: inputs, run: after };
    for (const finding of wrong) useless.add(faultOf(finding));
    findings = whole ? findings.filter((finding) => !wrong.includes(finding)) : findings.slice(0, findings.length >> 1);
  }
  return undefined;
}

/** The findings that are told as often as before their fixes. */
function left(fixed: readonly Finding[], before: Run, after: Run): readonly Finding[] {
  const fewer = new Map<string, number>();
  for (const fault of before.findings.map(faultOf)) fewer.set(fault, (fewer.get(fault) ?? 0) + 1);
  for (const fault of after.findings.map(faultOf)) fewer.set(fault, (fewer.get(fault) ?? 0) - 1);
  return fixed.filter((finding) => (fewer.get(faultOf(finding)) ?? 0) <= 0);
}

/** One item of a list may take the place of another one with a fault of the same kind: its words tell them apart. */
function faultOf({ fingerprint, message }: Finding): string {
  return `${fingerprint} ${message}`;
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
