/** The IP pools that Kubespray applies: `default-pool` and its IPv6 twin (roles/network_plugin/calico/tasks/install.yml). */
import type { Pool } from '../../cluster/model.js';
import { isKnown, type Known } from '../../cluster/setting.js';
import { encapsulationOf, parseResourceMode } from '../../network/encapsulation.js';
import type { Origin, ScalarNode } from '../../source/index.js';
import { integer, looseBool, setting, text } from '../stated.js';
import { reader, single, type Vars } from './variables.js';

/** What an IPPool gets without Kubespray's doing: defaults of the API. */
const standing = { reader, layer: 'role-default' } as const;

/** The pool of one family; undefined where no variable of it is written. */
export function readPool(vars: readonly Vars[], family: 4 | 6): Pool | undefined {
  const suffix = family === 6 ? '_ipv6' : '';
  const find = <T>(name: string, parse: (node: ScalarNode) => T | undefined): Known<T> | undefined =>
    single(vars, `${name}${suffix}`, parse);
  const vxlan = find('calico_vxlan_mode', text);
  const ipip = find('calico_ipip_mode', text);
  const cidr = find('calico_pool_cidr', text) ?? find('kube_pods_subnet', text);
  const blockSize = find('calico_pool_blocksize', integer);
  const origin = [vxlan, ipip, cidr, blockSize].find((k) => k?.origin)?.origin;
  if (!origin) return undefined;
  const ipipMode = ipip ?? unwritten<string>(`calico_ipip_mode${suffix}`, 'Never');
  const vxlanMode = vxlan ?? unwritten<string>(`calico_vxlan_mode${suffix}`, 'Always');
  return {
    origin,
    from: 'resource',
    reader,
    family,
    name: nameOf(vars, family, origin),
    cidr: cidr ?? unwritten(`kube_pods_subnet${suffix}`),
    ipipMode,
    vxlanMode,
    encapsulation: encapsulation(ipipMode, vxlanMode),
    natOutgoing: natOutgoing(vars, suffix),
    blockSize: blockSize ?? unwritten(`calico_pool_blocksize${suffix}`, family === 6 ? '122' : '26'),
    nodeSelector: setting('all()', 'default', origin, standing),
    disabled: setting(false, 'default', origin, standing),
    disableBGPExport: setting(false, 'default', origin, standing),
    allowedUses: setting<readonly string[]>(['Workload', 'Tunnel'], 'default', origin, standing),
    live: 'reconciled',
  };
}

/** Defaults of Kubespray change with its release (encapsulation at v2.19 and v2.28), which no inventory names. */
export function unwritten<T>(name: string, value?: string): Known<T> {
  const unknown = `${name} is not written; its default is that of a Kubespray release which the input does not name`;
  return value === undefined ? { unknown } : { unknown, settle: `${name}: ${value}` };
}

function nameOf(vars: readonly Vars[], family: 4 | 6, origin: Origin): Known<string> {
  const name = single(vars, 'calico_pool_name', text) ?? setting('default-pool', 'default', origin, standing);
  if (family === 4 || !isKnown(name)) return name;
  return setting(`${name.value}-ipv6`, name.how === 'default' ? 'default' : 'derived', name.origin, { reader, layer: name.layer });
}

/** Old releases switch it off where nodes peer with routers: `nat_outgoing and not peer_with_router` (tasks/install.yml at 002a4b0). */
function natOutgoing(vars: readonly Vars[], suffix: string): Known<boolean> {
  const nat = single(vars, `nat_outgoing${suffix}`, looseBool);
  const peers = single(vars, `peer_with_router${suffix}`, looseBool);
  const off = peers && !(isKnown(peers) && !peers.value);
  if (isKnown(nat) && nat.value && off)
    return { unknown: 'old releases of Kubespray switch nat_outgoing off where peer_with_router is true', origin: nat.origin };
  return nat ?? unwritten(`nat_outgoing${suffix}`, suffix ? 'false' : 'true');
}

/** Placed at the mode that is on. To write it takes both variables. */
function encapsulation(ipipMode: Known<string>, vxlanMode: Known<string>): Pool['encapsulation'] {
  if (!isKnown(ipipMode)) return ipipMode;
  if (!isKnown(vxlanMode)) return vxlanMode;
  const ipip = parseResourceMode(ipipMode.value);
  const vxlan = parseResourceMode(vxlanMode.value);
  const value = ipip && vxlan && encapsulationOf(ipip, vxlan);
  if (!value) return { unknown: 'the modes contradict each other or do not parse', origin: ipipMode.origin };
  const leading = ipip === 'Never' ? vxlanMode : ipipMode;
  return { ...leading, value, write: { reader, as: 'encapsulation', place: vxlanMode.origin, beside: ipipMode.origin } };
}
