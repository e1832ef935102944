/** Marks what suppressions cover. Suppressed findings stay in the report and do not count. */
import type { Finding } from '../../cluster/finding.js';
import { entry, followed, type Node, type Place, position } from '../../source/index.js';
import type { Directive, Reach } from './directive.js';

/** Which rules each directive has suppressed a finding of. */
export type Uses = ReadonlyMap<Directive, ReadonlySet<string>>;

export type Suppressed = { readonly findings: readonly Finding[]; readonly uses: Uses };

/**
 * Findings with the suppressions that cover them; the nearest to the start of the file speaks for the reason. A crash of a rule cannot be
 * suppressed. `reasons`: a directive that does not say why has no effect.
 */
export function suppress(findings: readonly Finding[], directives: readonly Directive[], reasons: boolean): Suppressed {
  const uses = new Map<Directive, Set<string>>();
  const working = directives.filter(({ reason, rules, from }) => (reason !== '' || !reasons) && (rules.length > 0 || from === 'comment'));
  if (working.length === 0) return { findings, uses };
  const marked = findings.map((finding): Finding => {
    const covering = finding.rule === 'internal-error' ? [] : working.filter((directive) => covers(directive, finding));
    for (const directive of covering) uses.set(directive, (uses.get(directive) ?? new Set()).add(finding.rule));
    const [first] = covering;
    return first ? { ...finding, suppressed: { kind: first.from, reason: first.reason } } : finding;
  });
  return { findings: marked, uses };
}

/** A finding that was traced is covered where it is shown, and where it was rendered: helm keeps the comments of templates. */
function covers(directive: Directive, finding: Finding): boolean {
  return coversAt(directive, finding) || (finding.rendered !== undefined && coversAt(directive, { ...finding, ...finding.rendered }));
}

function coversAt({ file, rules, reach }: Directive, finding: Finding): boolean {
  if (file !== finding.location.file) return false;
  if (rules.length > 0 && !rules.some(({ name }) => name === finding.rule)) return false;
  return reach.kind === 'object' ? isBelow(finding.place, reach.unit) : linesOf(finding).some((line) => hasLine(reach, line, finding.rule));
}

function isBelow({ document, path }: Place, unit: Extract<Reach, { kind: 'object' }>['unit']): boolean {
  return document === unit.document && unit.path.every((step, i) => path[i] === step);
}

function hasLine({ start, end, enables }: Extract<Reach, { kind: 'lines' }>, line: number, rule: string): boolean {
  if (line < start || line >= end) return false;
  return !enables.some((enable) => enable.line <= line && (enable.rules.length === 0 || enable.rules.includes(rule)));
}

/** The line of a finding, and that of the key whose block scalar it stands in: JSON in a ConfigMap can hold no comment. */
function linesOf({ location, place }: Finding): readonly number[] {
  const key = blockKey(place);
  return key === undefined ? [location.line] : [location.line, position(place.document, key.start).line];
}

function blockKey({ document, path }: Place): Node | undefined {
  let node = document.root && followed(document.root);
  for (const step of path) {
    const found = node && typeof step === 'string' ? entry(node, step) : undefined;
    const next = found?.value ?? (node?.kind === 'seq' && typeof step === 'number' ? node.items[step] : undefined);
    node = next && followed(next);
    if (node?.kind === 'scalar') return found && (node.style === 'literal' || node.style === 'folded') ? found.key : undefined;
  }
  return undefined;
}
