/** Which lines are of a log, whose log it is, and what its lines say. */
import type { Draft } from '../draft.js';
import { type Line, quote } from '../text.js';
import { needlesOf, type Search, searchFor } from './needles.js';
import { type Signature, signatures } from './signatures.js';

const stamp =
  /^(?:\[ *\d+\.\d+\]|\[pod\/|[IWEF]\d{4} \d\d:|\{"(?:level|log|ts|time|timestamp|msg|caller|@timestamp|severity)"|bird6?: |\[[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d |[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:|time="|level=|ts=|[A-Z]{4,5} ?\[)/;

/** True where the line begins as those of a log do: a time, a level, a mark of journald, the kernel, klog, kubectl or BIRD. */
export function isLogged(text: string, from: number): boolean {
  const first = text.charCodeAt(from);
  // 2026-03-01 or 2026/03/01, by far the most frequent.
  if (first === 50) return text.charCodeAt(from + 1) === 48 && /[-/]/.test(text[from + 4] ?? '') && /[-/]/.test(text[from + 7] ?? '');
  if (first === 32 || first === 45 || first === 43 || first === 124) return false;
  return stamp.test(text.slice(from, from + 24));
}

/** What shows whose log it is. `calico-node` is the container: its startup, Felix, confd and BIRD write into one log. */
const marks: readonly (readonly [component: string, RegExp])[] = [
  ['bird', /^(?:.*\s)?bird6?: |\/bird\/current/],
  ['felix', /\[\d+\]\s?felix\/|int_dataplane\.go/],
  ['confd', /\[\d+\]\s?confd\//],
  ['node', /startup\/startup\.go|startup\.go \d+/],
  ['cni', /FailedCreatePodSandBox|\bk8s\.go \d+:|plugin\.go \d+/],
  ['flannel', /\b(?:kube\.go|vxlan_network\.go|ipmatch\/match\.go|match\.go|subnet\.go):\d+\]/],
];

export function markLog(draft: Draft, text: string): void {
  for (const [component, mark] of marks) if (mark.test(text)) draft.logsOf.add(component);
}

/** Signatures by the words that each of their matches holds. */
const byNeedle = new Map<string, Signature[]>();
for (const signature of signatures) {
  for (const needle of needlesOf(signature.pattern) ?? []) byNeedle.set(needle, [...(byNeedle.get(needle) ?? []), signature]);
}

/** Finds the lines that some signature may know. */
export const search: Search = searchFor([...byNeedle.keys()]);

/** A restarting pod says one thing thousands of times. */
const keptAtMost = 5;

/** True where a node's log has said, as often as is kept, what the text with these needles says. */
export function isRepeated(
  draft: Draft,
  node: string,
  { text, needles }: { readonly text: string; readonly needles: readonly string[] },
): boolean {
  const enough = ({ id }: Signature): boolean => (draft.repeated.get(`${id} ${node}`) ?? 0) >= keptAtMost;
  return needles.every((needle) => byNeedle.get(needle)?.every((one) => enough(one) || !(text.startsWith('{') || one.pattern.test(text))));
}

/** Adds what a line says that holds these needles; true where a signature knows it. */
export function readLogLine(draft: Draft, line: Line, needles: readonly string[]): boolean {
  const text = spelledOut(line.text);
  let known = false;
  for (const { id, pattern } of new Set(needles.flatMap((needle) => byNeedle.get(needle) ?? []))) {
    const found = pattern.exec(text);
    if (!found) continue;
    known = true;
    const key = `${id} ${line.node}`;
    const before = draft.repeated.get(key) ?? 0;
    draft.repeated.set(key, before + 1);
    if (before < keptAtMost) draft.logs.push({ signature: id, node: line.node, values: { ...found.groups }, quote: quote(line) });
  }
  return known;
}

/** A JSON line has its words escaped: the texts in it, one after the other. */
function spelledOut(text: string): string {
  if (!text.startsWith('{') || !text.includes('\\')) return text;
  try {
    const said: unknown = JSON.parse(text);
    return Object.values(said as object).join(' ');
  } catch {
    return text;
  }
}
