/**
 * MicroK8s writes the variables over its bundled manifest: the pod range, and the MTU of pods and tunnel, which share a key (canonical/microk8s,
 * scripts/generate-cni.sh; the manifest has VXLAN in backend and pool, tests/unit/yamls/cni.yaml). MTUs in bytes.
 */
import { type Draft, state } from '../../cluster/draft.js';
import type { Pool } from '../../cluster/model.js';
import { isKnown, type Known, type Layer } from '../../cluster/setting.js';
import { parseCidr } from '../../network/cidr.js';
import type { Encapsulation } from '../../network/encapsulation.js';
import type { ScalarNode } from '../../source/index.js';
import { firstInstallPool } from '../first-install.js';
import { integer, setting, stated, text } from '../stated.js';
import { originOf, type Unit } from '../unit.js';
import { microk8s } from './reader.js';

export { scalarEdits as edits } from '../write.js';

const { name: reader } = microk8s;

export function read(claimed: readonly Unit[], draft: Draft): void {
  for (const unit of claimed) {
    const made = <T>(value: T): Known<T> => setting(value, 'derived', originOf(unit), { reader, layer: 'built-in' });
    state(draft.product.installer, made(reader));
    const on = (family: 4 | 6): boolean => variable(unit, `IPv${family}_SUPPORT`, bool)?.value === true;
    for (const family of [4, 6] as const) if (on(family)) readRanges(unit, family, draft);
    if (variable(unit, 'CNI', text)?.value !== 'calico') continue;
    state(draft.plane, made('calico' as const));
    state(draft.backend, made('vxlan'));
    state(draft.ipam, made('calico-ipam' as const));
    state(draft.mtu.veth, variable(unit, 'CALICO_VETH_MTU', integer));
    state(draft.mtu.vxlan, variable(unit, 'CALICO_VETH_MTU', integer, 'felix-env'));
    const cidr = on(4) ? variable(unit, 'IPv4_CLUSTER_CIDR', text, 'pool-env') : undefined;
    if (cidr) draft.pools.push(poolOf(cidr, made));
  }
}

function readRanges(unit: Unit, family: 4 | 6, draft: Draft): void {
  state(draft.cidrs.pod, variable(unit, `IPv${family}_CLUSTER_CIDR`, text));
  state(draft.cidrs.service, variable(unit, `IPv${family}_SERVICE_CIDR`, text));
}

/** The shell of MicroK8s compares with the word `true`. */
function bool(node: ScalarNode): boolean {
  return node.text === 'true';
}

type Written<T> = Extract<Known<T>, { readonly value: T }>;

/** A variable as it is written; what other variables of the shell make of it is not known. */
function variable<T>(
  unit: Unit,
  name: string,
  parse: (node: ScalarNode) => T | undefined,
  layer: Layer = 'resource',
): Written<T> | undefined {
  const known = stated(unit, [name], (node) => (node.text === '' || node.text.includes('$') ? undefined : parse(node)), {
    reader,
    layer,
    as: name,
    ...(layer === 'pool-env' && { live: 'first-install' }),
  });
  return isKnown(known) ? known : undefined;
}

/** The manifest's pool; calico-node makes it at its first start. */
function poolOf(cidr: Written<string>, made: <T>(value: T) => Known<T>): Pool {
  return {
    origin: cidr.origin,
    ...firstInstallPool(made),
    reader,
    family: parseCidr(cidr.value)?.family,
    cidr,
    ipipMode: made('Never'),
    vxlanMode: made('Always'),
    encapsulation: made<Encapsulation>('VXLAN'),
  };
}
