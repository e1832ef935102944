/** NetworkPolicies, listed or in YAML: what they do not let in is silent, and the network is well. */
import type { Draft } from '../draft.js';
import { type Line, quote } from '../text.js';
import type { Extractor } from './extractor.js';

const kind = /^\s*(?:- )?["']?kind["']?: *["']?(?:Cluster|Global|Admin|Staged\w*)?NetworkPolicy["']?,?$/;
const header = /^(?:NAMESPACE +)?NAME +POD-SELECTOR +AGE$/;
const row = /^(?:[a-z\d][\w-]* +)?(?<name>[a-z\d][\w.-]*) +\S.* +(?:\d+[smhdy])+$/;
/** calicoctl has no column of selectors unless it is asked for. */
const asked = /^(?:calicoctl|kubectl|oc) .*\bget (?:-\S+ )*(?:staged)?(?:global)?(?:networkpolic(?:y|ies)|gnp)\b/i;
const named = /^(?:[a-z\d][\w-]* +)?(?<name>[a-z\d]+(?:[.-][a-z\d]+)+)(?: |$)/;

export const policies: Extractor = {
  name: 'kubectl get networkpolicy',
  starts: 'Nkabcdefghijlmnopqrstuvwxyz0123456789"-',
  open: (draft) => {
    let table = false;
    return (line) => {
      const text = line.text.trim();
      if (header.test(text)) {
        table = true;
        return true;
      }
      table &&= row.test(text);
      const name = (table ? row : asked.test(line.command) && !text.endsWith(line.command) ? named : undefined)?.exec(text)?.groups?.[
        'name'
      ];
      // YAML is configuration, which others read as well.
      if (name !== undefined || kind.test(line.text)) keep(draft, line, name ?? '');
      return name !== undefined;
    };
  },
};

const keep = (draft: Draft, line: Line, name: string): void =>
  void draft.objects.push({ kind: 'policy', name, addresses: [], podCidrs: [], quote: quote(line) });
