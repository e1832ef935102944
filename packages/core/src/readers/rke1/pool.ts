import type { Pool } from '../../cluster/model.js';
import { isKnown, type Known } from '../../cluster/setting.js';
import { parseCidr } from '../../network/cidr.js';
import type { Encapsulation } from '../../network/encapsulation.js';
import { firstInstallPool } from '../first-install.js';
import { text } from '../stated.js';
import { type Config, placeOf, reader, writtenOr } from './config.js';

/** The pool that calico-node makes at its first start: IPIP in every template, and no key to change it (calico_v3.28.1.go:4934-4944). */
export function poolOf(config: Config, made: <T>(value: T) => Known<T>): Pool {
  const key = 'services.kube-controller.cluster_cidr';
  const cidr = writtenOr(config, key, text, '10.42.0.0/16', { layer: 'pool-env', live: 'first-install' });
  return {
    origin: placeOf(config, key),
    ...firstInstallPool(made),
    reader,
    family: isKnown(cidr) ? parseCidr(cidr.value)?.family : undefined,
    cidr,
    ipipMode: made('Always'),
    vxlanMode: made('Never'),
    encapsulation: made<Encapsulation>('IPIP'),
  };
}
