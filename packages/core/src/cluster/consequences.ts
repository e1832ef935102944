/** How a change of one value reaches a running cluster. */

import type { Origin } from '../source/index.js';
import { textAt } from '../source/index.js';
import { isKnown, type Known, type Setting } from './setting.js';

/** Not so where the change restarts the pods itself. */
export const awaitsRestart: string = 'holds when the pods that read the ConfigMap are restarted, which applying it does not do';

type Titles = { readonly group: string; readonly subject: string };
type Pair = { readonly before: Known<unknown> | undefined; readonly after: Known<unknown> | undefined };

/** What is to be said of a change besides its values; empty where it simply holds when the file is applied. */
export function consequences({ group, subject }: Titles, { before, after }: Pair): readonly string[] {
  const setting = [after, before].find(isKnown);
  if (!setting) return [];
  if (setting.live === 'first-install') return ['no effect on the running cluster: read at first install only'];
  const changed = before !== undefined && after !== undefined;
  return [...refusal({ group, subject }, changed), ...special({ group, subject }), ...carrier(setting)];
}

/** Fields that the API keeps as they are (libcalico-go/lib/clientv3/ippool.go:438-445 for the block size, :356-503 for the CIDR). */
function refusal({ group, subject }: Titles, changed: boolean): readonly string[] {
  if (!changed || !group.startsWith('pool ') || (subject !== 'cidr' && subject !== 'blockSize')) return [];
  return [`refused by Calico: the ${subject} of a pool cannot be changed; make a new pool and disable this one`];
}

function special({ group, subject }: Titles): readonly string[] {
  // A pod keeps the MTU that its interface was made with (Calico documentation, networking/mtu).
  if (group === 'MTU' && subject === 'pod MTU') return ['running pods keep their MTU until they are made again'];
  // "IPIP, VXLAN and/or noencap encapsulation changed, need to restart." (felix/daemon/daemon.go:1471)
  if (group.startsWith('pool ') && /^(?:encapsulation|ipipMode|vxlanMode)$/.test(subject))
    return ['Felix restarts on every node and programs the routes anew'];
  return [];
}

/** A ConfigMap or inventory reaches the nodes only through something else; a resource is watched. */
function carrier({ origin, layer }: Setting<unknown>): readonly string[] {
  if (layer.startsWith('ansible-') || layer === 'role-default') return ['holds when the playbook of Kubespray has run'];
  return kindAt(origin) === 'ConfigMap' ? [awaitsRestart] : [];
}

function kindAt({ document, path }: Origin): string | undefined {
  let outermost = document;
  while (outermost.outer) outermost = outermost.outer.document;
  const list = path[0] === 'items' && outermost === document ? path.slice(0, 2) : [];
  return textAt(outermost.root, [...list, 'kind']);
}
