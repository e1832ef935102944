/** Logs and events of every component, searched for the signatures: the text is not cut into lines, so that large logs are read at the speed of the regular expressions. */
import type { Draft } from '../draft.js';
import { signatures } from '../log/signatures.js';
import { quoteAt, type Text } from '../text.js';

/** What shows that a component's log is in the text. */
const marks: Readonly<Record<string, RegExp>> = {
  bird: /^(?:.*\s)?bird6?: |\/bird\/current/m,
  felix: /\[\d+\]\s?felix\/|int_dataplane\.go/,
  confd: /\[\d+\]\s?confd\//,
  node: /startup\/startup\.go|startup\.go \d+/,
  cni: /FailedCreatePodSandBox|\bk8s\.go \d+:|plugin\.go \d+/,
};

/** Compiled once: a folder has many texts. */
const searched = signatures.map(({ id, pattern }) => ({ id, pattern: new RegExp(pattern, 'g') }));

/** Adds the hits of one text. `node` is the node that its folder tells. */
export function readLogs(draft: Draft, text: Text, node: string): void {
  for (const [component, mark] of Object.entries(marks)) if (mark.test(text.text)) draft.logsOf.add(component);
  for (const { id, pattern } of searched) {
    for (const hit of text.text.matchAll(pattern)) {
      draft.logs.push({ signature: id, node, values: { ...hit.groups }, quote: quoteAt(text, hit.index) });
    }
  }
}
