import type { Draft } from '../../cluster/draft.js';
import type { Pool } from '../../cluster/model.js';
import { isKnown, type Known } from '../../cluster/setting.js';
import { isKubesprays } from '../../cluster/workloads.js';
import { absentPoolEnvMode, defaultBlockSize, defaultNatOutgoing, defaultPoolCidr } from '../../network/behaviour.js';
import { encapsulationOf, parseEnvMode } from '../../network/encapsulation.js';
import { felixBool, mapped, type Standing, setting } from '../stated.js';
import { type Environment, envText } from '../workload.js';

/**
 * The pools that calico-node makes at its first start from CALICO_IPV4POOL_* and CALICO_IPV6POOL_* (node/pkg/lifecycle/startup/startup.go:907-1077).
 * Stated only where one of the variables is written.
 */
export function readPoolEnv(env: Environment, { draft, reader }: { readonly draft: Draft; readonly reader: string }): void {
  if (envText(env, 'NO_DEFAULT_POOLS')?.toLowerCase() === 'true') return;
  for (const family of [4, 6] as const) {
    if (family === 6 && felixBool(envText(env, 'FELIX_IPV6SUPPORT') ?? '') !== true) continue;
    const pool = poolOf(env, family, reader);
    if (pool) draft.pools.push(pool);
  }
}

function poolOf(env: Environment, family: 4 | 6, reader: string): Pool | undefined {
  const name = (suffix: string): string => `CALICO_IPV${family}POOL_${suffix}`;
  const standing: Standing = { reader, layer: 'pool-env', live: 'first-install' };
  const fallback = <T>(value: T): Known<T> =>
    env.open
      ? { unknown: 'the environment may also come from out of sight', origin: env.origin }
      : setting(value, 'default', env.origin, standing);
  const first = ['IPIP', 'VXLAN', 'CIDR'].map((suffix) => env.get(name(suffix))).find((known) => known !== undefined);
  const cidr = env.get(name('CIDR'));
  if (!first || (isKnown(cidr) && cidr.value === 'none')) return undefined;
  const ipip: Known<string> =
    (family === 4 ? env.get(name('IPIP')) : undefined) ??
    (family === 4 ? fallback(absentPoolEnvMode()) : setting('Never', 'default', env.origin, standing));
  const vxlan: Known<string> = env.get(name('VXLAN')) ?? fallback(absentPoolEnvMode());
  return {
    origin: first.origin ?? env.origin,
    from: 'env',
    reader,
    family,
    name: setting(`default-ipv${family}-ippool`, 'default', env.origin, standing),
    cidr: firstInstall(cidr) ?? defaultCidr(),
    ipipMode: firstInstall(ipip),
    vxlanMode: firstInstall(vxlan),
    encapsulation: encapsulation(firstInstall(ipip), firstInstall(vxlan)),
    natOutgoing:
      mapped(env.get(name('NAT_OUTGOING')), (text) => !/^(?:false|0|no|n|f)$/i.test(text)) ?? fallback(defaultNatOutgoing('env', family)),
    blockSize:
      mapped(env.get(name('BLOCK_SIZE')), (text) => (/^\d+$/.test(text) ? Number(text) : undefined)) ?? fallback(defaultBlockSize(family)),
    nodeSelector: env.get(name('NODE_SELECTOR')) ?? fallback('all()'),
    disabled: setting(false, 'default', env.origin, standing),
    disableBGPExport: mapped(env.get(name('DISABLE_BGP_EXPORT')), (text) => !/^(?:false|0|no|n|f)$/i.test(text)) ?? fallback(false),
    allowedUses: setting(['Workload', 'Tunnel'], 'default', env.origin, standing),
    live: isKubesprays(env.get) ? 'dead' : 'first-install',
  };

  /** kubeadm's podSubnet goes before Calico's default, and it is not in sight here. */
  function defaultCidr(): Known<string> {
    return {
      unknown: `kubeadm's podSubnet, else ${defaultPoolCidr(family) ?? 'a random ULA'}`,
      settle: `set ${name('CIDR')}`,
      origin: env.origin,
    };
  }
}

function firstInstall<T extends Known<string> | undefined>(known: T): T {
  return known && 'value' in known ? { ...known, layer: 'pool-env', live: 'first-install' } : known;
}

function encapsulation(ipip: Known<string>, vxlan: Known<string>): Pool['encapsulation'] {
  if (!isKnown(ipip)) return ipip;
  if (!isKnown(vxlan)) return vxlan;
  const [ipipMode, vxlanMode] = [parseEnvMode(ipip.value), parseEnvMode(vxlan.value)];
  const value = ipipMode && vxlanMode && encapsulationOf(ipipMode, vxlanMode);
  if (!value) return { unknown: 'the modes contradict each other or do not parse', origin: ipip.origin };
  const leading = ipip.how === 'explicit' && (ipipMode !== 'Never' || vxlan.how !== 'explicit' || vxlanMode === 'Never') ? ipip : vxlan;
  const { write: _, ...made } = { ...leading, value };
  if (vxlan.how !== 'explicit') return made;
  const write = {
    reader: 'calico-node',
    as: 'encapsulation',
    place: vxlan.origin,
    ...(ipip.how === 'explicit' && { beside: ipip.origin }),
  };
  return { ...made, write };
}
