// For tests only: clusters of hand-made settings whose places are real.

import { type Draft, emptyDraft, toCluster } from '../cluster/draft.js';
import type { Pool } from '../cluster/model.js';
import { everyNode, type Known, type Setting } from '../cluster/setting.js';
import type { Encapsulation } from '../network/encapsulation.js';
import type { Document, Origin, Path } from '../source/index.js';
import { documentOf } from './fixture.js';
import { renderNetwork } from './network.js';
import { plainPalette } from './reporter.js';

export const node: Document = documentOf(
  'node.yaml',
  `env:
  CALICO_NETWORKING_BACKEND: bird
  CALICO_IPV4POOL_CIDR: 10.9.0.0/16
  FELIX_VXLANMTU: "1410"
  IP_AUTODETECTION_METHOD: interface=eth.*
data:
  backend: bird
  veth_mtu: "1450"
`,
);
export const pool: Document = documentOf(
  'pool.yaml',
  'spec:\n  name: p4\n  cidr: 10.244.0.0/16\n  vxlanMode: Always\n  natOutgoing: true\n',
);
export const felix: Document = documentOf('felix.yaml', 'spec:\n  vxlanMTU: 1440\n  other: 1430\n');

/** A place in one of the documents. */
export function at(document: Document, ...path: Path): Origin {
  return { document, path };
}

/** A setting that is written, reconciled and true for every node, unless `more` says otherwise. */
export function set<T>(value: T, origin: Origin, more: Partial<Setting<T>> = {}): Setting<T> {
  return { value, how: 'explicit', origin, scope: everyNode, live: 'reconciled', layer: 'resource', ...more };
}

/** An IPPool of IPv4. */
export function poolOf(encapsulation: Known<Encapsulation>, more: Partial<Pool> = {}): Pool {
  const origin = at(pool, 'spec');
  const fallback = <T>(value: T, name: string): Known<T> => set(value, at(pool, 'spec', name), { how: 'default' });
  return {
    origin,
    from: 'resource',
    reader: 'test',
    family: 4,
    name: set('p4', at(pool, 'spec', 'name')),
    cidr: set('10.244.0.0/16', at(pool, 'spec', 'cidr')),
    ipipMode: fallback('Never', 'ipipMode'),
    vxlanMode: set('Always', at(pool, 'spec', 'vxlanMode')),
    encapsulation,
    natOutgoing: set(true, at(pool, 'spec', 'natOutgoing')),
    blockSize: fallback(26, 'blockSize'),
    nodeSelector: fallback('all()', 'nodeSelector'),
    disabled: fallback(false, 'disabled'),
    disableBGPExport: fallback(false, 'disableBGPExport'),
    allowedUses: fallback(['Workload'], 'allowedUses'),
    live: 'reconciled',
    ...more,
  };
}

/** An encapsulation as the pool's file says it. */
export function written(encapsulation: Encapsulation): Known<Encapsulation> {
  return set(encapsulation, at(pool, 'spec', 'vxlanMode'));
}
/** The place of a fact of the command line: it has none in a file. */
export function option(name: string): Origin {
  return at({ ...pool, source: { name }, root: undefined });
}

/** The text of one cluster, filled by `fill`. */
export function shown(fill: (draft: Draft) => void): string {
  const draft = emptyDraft('c1', 'lab', true, ['node.yaml', 'pool.yaml']);
  fill(draft);
  return renderNetwork([toCluster(draft)], { palette: plainPalette, quiet: false });
}

/** The lines of one row: its own and its remarks, blanks run together. */
export function row(text: string, label: string): readonly string[] {
  const lines = text.split('\n');
  const from = lines.findIndex((line) => line.startsWith(`  ${label} `));
  const rest = lines.slice(from + 1);
  const end = rest.findIndex((line) => !line.startsWith('      '));
  return from < 0 ? [] : [lines[from] ?? '', ...rest.slice(0, end)].map((line) => line.trim().replace(/ {2,}/g, ' | '));
}
