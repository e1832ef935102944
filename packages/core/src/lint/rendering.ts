import type { Finding } from '../cluster/finding.js';
import type { SourceInput } from '../source/index.js';

/** A source to lint. A host that renders charts says where the text comes from. */
export type LintInput = SourceInput & {
  readonly rendering?: Rendering;
  /**
   * Another input is rendered from it: it is judged there. Here only its suppressions count, fixes may edit it, and of values those that nothing
   * reads are told.
   */
  readonly feeds?: 'values' | 'text';
};

/** How a rendered text hangs together with the files that users edit. */
export type Rendering = {
  /** Moves findings of the rendered text to what caused them. */
  readonly trace: (findings: readonly Finding[]) => Promise<readonly Finding[]>;
  /** Of findings about values that nothing reads those that are right: the text is the same without these values. */
  readonly unread?: (findings: readonly Finding[]) => Promise<readonly Finding[]>;
  /** The same text, rendered from inputs that a fix has edited; undefined where that fails. */
  readonly again: (inputs: readonly LintInput[]) => Promise<LintInput | undefined>;
};

/** Findings of rendered inputs where they come from. A rendered copy is edited by nobody: what could not be moved is advice. */
export async function traced(findings: readonly Finding[], inputs: readonly LintInput[]): Promise<readonly Finding[]> {
  let all = findings;
  for (const { name, rendering } of inputs) {
    if (!rendering) continue;
    const own = all.filter(({ location }) => location.file === name);
    const moved = own.length > 0 ? await rendering.trace(own) : [];
    const byOld = new Map(own.map((finding, i) => [finding, moved[i] ?? finding]));
    all = all.map((finding) => unedited(byOld.get(finding) ?? finding, name));
  }
  return all;
}

function unedited(finding: Finding, rendered: string): Finding {
  const { fix } = finding;
  return fix?.edits.some(({ file }) => file === rendered) ? { ...finding, fix: { ...fix, applicability: 'display', edits: [] } } : finding;
}

/** The inputs with those rendered anew that another one feeds; undefined where one can no longer be rendered. */
export async function renderedAgain(inputs: readonly LintInput[]): Promise<readonly LintInput[] | undefined> {
  const made = await Promise.all(inputs.map((input) => input.rendering?.again(inputs) ?? input));
  return made.every((input) => input !== undefined) ? made : undefined;
}

/** The rule whose findings a rendered text cannot show, since what it is about is not in it. */
export const unreadRule = 'installer-unknown-key';

/** Values that nothing reads, as `judge` tells them by their names, where every text that is rendered from them agrees. */
export async function unread(
  inputs: readonly LintInput[],
  judge: (values: readonly LintInput[]) => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  const values = inputs.filter(({ feeds }) => feeds === 'values');
  let found = values.length === 0 ? [] : await judge(values.map(({ name, text }) => ({ name, text })));
  for (const { rendering } of inputs) if (rendering?.unread && found.length > 0) found = await rendering.unread(found);
  return found;
}
