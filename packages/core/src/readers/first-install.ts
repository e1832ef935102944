import type { Pool } from '../cluster/model.js';
import type { Known } from '../cluster/setting.js';

type Constant = Pick<
  Pool,
  'from' | 'live' | 'name' | 'natOutgoing' | 'blockSize' | 'nodeSelector' | 'disabled' | 'disableBGPExport' | 'allowedUses'
>;

/**
 * What is the same in every IPv4 pool that calico-node makes of its environment at its first start, where an installer
 * writes only range and modes (Calico v3.32.1 node/pkg/lifecycle/startup/startup.go, createIPPool). `made` says whose
 * doing it is.
 */
export function firstInstallPool(made: <T>(value: T) => Known<T>): Constant {
  return {
    from: 'env',
    live: 'first-install',
    name: made('default-ipv4-ippool'),
    natOutgoing: made(true),
    blockSize: made(26),
    nodeSelector: made('all()'),
    disabled: made(false),
    disableBGPExport: made(false),
    allowedUses: made<readonly string[]>(['Workload', 'Tunnel']),
  };
}
