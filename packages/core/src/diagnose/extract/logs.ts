/** Logs and events of every component, searched for the signatures: the text is not cut into lines, so that large logs are read at the speed of the regular expressions. */
import type { Draft } from '../draft.js';
import { signatures } from '../log/signatures.js';
import type { Text } from '../text.js';

/** What shows that a component's log is in the text. */
const marks: Readonly<Record<string, RegExp>> = {
  bird: /^(?:.*\s)?bird6?: |\/bird\/current/m,
  felix: /\[\d+\]\s?felix\/|int_dataplane\.go/,
  confd: /\[\d+\]\s?confd\//,
  node: /startup\/startup\.go|startup\.go \d+/,
  cni: /FailedCreatePodSandBox|\bk8s\.go \d+:|plugin\.go \d+/,
};

/** Adds the hits of one text. `node` is the node that its folder tells. */
export function readLogs(draft: Draft, { name, text }: Text, node: string): void {
  for (const [component, mark] of Object.entries(marks)) if (mark.test(text)) draft.logsOf.add(component);
  for (const { id, pattern } of signatures) {
    for (const hit of text.matchAll(new RegExp(pattern, 'g'))) {
      const from = text.lastIndexOf('\n', hit.index) + 1;
      const end = text.indexOf('\n', hit.index);
      draft.logs.push({
        signature: id,
        node,
        values: { ...hit.groups },
        quote: { text: text.slice(from, end < 0 ? undefined : end).trim(), file: name, line: lineAt(text, from) },
      });
    }
  }
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) line++;
  return line;
}
