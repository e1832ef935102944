/** IPPool: rules between fields. Modes are pool-modes' business, the range and the blocks pool-cidr's. */
import type { Path } from '../../source/index.js';
import { hidden, listOf, type Subject, type Value, valueAt } from './subject.js';
import { said, tell, textOf } from './telling.js';

/** Places whose values other rules judge: pool-modes and pool-cidr. Only what those cannot read is left. */
export function isPoolRules(kind: string, path: Path, value: unknown): boolean {
  const [spec, field] = path;
  if (kind !== 'IPPool' || path.length !== 2 || spec !== 'spec' || typeof field !== 'string') return false;
  const scalar = typeof value !== 'object';
  if (field === 'cidr' || field === 'ipipMode' || field === 'vxlanMode') return scalar;
  return field === 'blockSize' && typeof value === 'number' && Number.isInteger(value);
}

export function judgePool(subject: Subject, root: Value): void {
  const spec = valueAt(root, ['spec']);
  const get = (field: string): Value | undefined => valueAt(spec, [field]);
  const uses = listOf(get('allowedUses'));
  for (const field of ['nodeSelector', 'namespaceSelector']) {
    if (textOf(get(field))?.includes('global(')) tell(subject, ['spec', field], field, 'global() is no selector of nodes or namespaces');
  }
  if (uses.includes('Tunnel') && said(get('namespaceSelector')))
    tell(
      subject,
      ['spec', 'namespaceSelector'],
      'namespaceSelector',
      'a pool for tunnel addresses has none: write allowedUses: [Workload]',
    );
  judgeUses(subject, spec);
  if (!uses.includes('LoadBalancer')) return;
  if (uses.includes('Workload') || uses.includes('Tunnel'))
    tell(subject, ['spec', 'allowedUses'], 'allowedUses', 'LoadBalancer stands alone, without Workload and Tunnel');
  if (get('disableBGPExport') === true)
    tell(subject, ['spec', 'disableBGPExport'], 'disableBGPExport', 'a pool of load balancers must be exported');
  const selector = get('nodeSelector');
  if (selector !== 'all()' && selector !== hidden && selector !== undefined)
    tell(subject, ['spec', 'nodeSelector'], `nodeSelector "${String(selector)}"`, 'a pool of load balancers is for all nodes: write all()');
}

/** calicoctl and the API server fill in [Workload, Tunnel] before they judge; the definition lets it pass (libcalico-go/lib/clientv3/ippool.go, v3.32.1). */
function judgeUses(subject: Subject, spec: Value | undefined): void {
  const [selector, uses] = [valueAt(spec, ['namespaceSelector']), valueAt(spec, ['allowedUses'])];
  if (!subject.client || subject.partial || !said(selector) || uses === hidden || listOf(uses).length > 0) return;
  tell(
    subject,
    ['spec', 'namespaceSelector'],
    'namespaceSelector',
    'without allowedUses the pool is also for tunnel addresses, and calicoctl and the API server refuse it: write allowedUses: [Workload]',
    'warning',
  );
}
