/** A Node of projectcalico.org/v3, which calicoctl alone takes: no definition tells its fields. */
import type { ObjectFact } from '../../cluster/input.js';
import { everyNode } from '../../cluster/setting.js';
import { at, entries, followed, type Node, type Origin } from '../../source/index.js';
import type { Report } from '../rule.js';
import type { Messages } from './messages.js';

/** libcalico-go/lib/validator/v3/validator.go v3.32.1:1513-1522, "Spec.BGP should not be empty". */
export function judgeNode({ apiVersion, kind, origin: { document, path } }: ObjectFact, report: Report<Messages>): void {
  if (kind !== 'Node' || apiVersion !== 'projectcalico.org/v3' || document.structural) return;
  const origin: Origin = { document, path: [...path.slice(0, -2), 'spec', 'bgp'] };
  const bgp = at(document.root, origin.path);
  if (!bgp || followed(bgp).kind !== 'map' || !entries(bgp).every(({ value }) => isEmpty(value))) return;
  const write = { reader: 'calico-resources', as: 'field', place: origin };
  const setting = { value: undefined, how: 'explicit', origin, scope: everyNode, live: 'reconciled', layer: 'resource', write } as const;
  report({
    message: 'between',
    at: origin,
    data: { what: 'bgp', reason: 'it is empty, and calicoctl refuses the Node ("Spec.BGP should not be empty"); leave it out' },
    fix: { title: 'take bgp out', applicability: 'safe', changes: [{ setting, remove: true }] },
  });
}

/** What Go reads as if it were not there. */
function isEmpty(node: Node): boolean {
  const found = followed(node);
  return found.kind === 'scalar' && !found.templated && (found.value === null || found.value === '' || found.value === 0);
}
