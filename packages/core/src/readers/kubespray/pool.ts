/** The IP pools that Kubespray applies: `default-pool` and its IPv6 twin (roles/network_plugin/calico/tasks/install.yml). */
import type { Pool } from '../../cluster/model.js';
import { isExplicit, isKnown, type Known } from '../../cluster/setting.js';
import { hasHostBits, parseCidr } from '../../network/cidr.js';
import { type Encapsulation, encapsulationOf, type Mode, parseResourceMode } from '../../network/encapsulation.js';
import type { Origin, ScalarNode } from '../../source/index.js';
import { integer, looseBool, setting, text } from '../stated.js';
import { fallback, type Sight } from './fallback.js';
import { modesOf } from './refused-modes.js';
import { reader, single } from './variables.js';

/** What an IPPool gets without Kubespray's doing: defaults of the API. */
const standing = { reader, layer: 'role-default' } as const;

/** The pool of one family; undefined where no variable of it is written. */
export function readPool(sight: Sight, family: 4 | 6): Pool | undefined {
  const { vars } = sight;
  const suffix = family === 6 ? '_ipv6' : '';
  const find = <T>(name: string, parse: (node: ScalarNode) => T | undefined): Known<T> | undefined =>
    single(vars, `${name}${suffix}`, parse);
  const cidr = find('calico_pool_cidr', text) ?? find('kube_pods_subnet', text);
  const blockSize = find('calico_pool_blocksize', integer);
  const origin = [find('calico_vxlan_mode', text), find('calico_ipip_mode', text), cidr, blockSize].find((k) => k?.origin)?.origin;
  if (!origin) return undefined;
  const anchored = { ...sight, anchor: origin };
  const modes = modesOf(anchored, suffix);
  const { ipipMode, vxlanMode } = modes;
  const refused = (name: string, mode: Known<string>): boolean => isKnown(find(name, text)) && !isKnown(mode);
  return {
    origin,
    from: 'resource',
    reader,
    family,
    name: nameOf(sight, family, origin),
    cidr: cidr ? acceptedRange(cidr) : fallback(anchored, `kube_pods_subnet${suffix}`, String),
    ipipMode,
    vxlanMode,
    encapsulation: encapsulation(modes, refused('calico_ipip_mode', ipipMode) || refused('calico_vxlan_mode', vxlanMode)),
    natOutgoing: natOutgoing(anchored, suffix),
    blockSize: blockSize ?? fallback(anchored, `calico_pool_blocksize${suffix}`, Number),
    nodeSelector: setting('all()', 'default', origin, standing),
    disabled: setting(false, 'default', origin, standing),
    disableBGPExport: setting(false, 'default', origin, standing),
    allowedUses: setting<readonly string[]>(['Workload', 'Tunnel'], 'default', origin, standing),
    live: 'reconciled',
  };
}

function nameOf({ vars }: Sight, family: 4 | 6, origin: Origin): Known<string> {
  const name = single(vars, 'calico_pool_name', text) ?? setting('default-pool', 'default', origin, standing);
  if (family === 4 || !isKnown(name)) return name;
  return setting(`${name.value}-ipv6`, name.how === 'default' ? 'default' : 'derived', name.origin, { reader, layer: name.layer });
}

/** Old releases switch it off where nodes peer with routers: `nat_outgoing and not peer_with_router` (tasks/install.yml at 002a4b0). */
function natOutgoing(sight: Sight, suffix: string): Known<boolean> {
  const { vars } = sight;
  const nat = single(vars, `nat_outgoing${suffix}`, looseBool);
  const peers = single(vars, `peer_with_router${suffix}`, looseBool);
  const off = peers && !(isKnown(peers) && !peers.value);
  if (isKnown(nat) && nat.value && off)
    return { unknown: 'old releases of Kubespray switch nat_outgoing off where peer_with_router is true', origin: nat.origin };
  return nat ?? fallback(sight, `nat_outgoing${suffix}`, (value) => value === 'true');
}

/** One that Kubespray refuses (refused.ts) makes no pool. */
function acceptedRange(known: Known<string>): Known<string> {
  const cidr = isKnown(known) ? parseCidr(known.value) : undefined;
  if (!isKnown(known) || String(known.origin.path.at(-1)).startsWith('calico_pool_cidr') || (cidr && !hasHostBits(cidr))) return known;
  return { unknown: 'Kubespray refuses the range', origin: known.origin, layer: known.layer };
}

/** Placed at the mode that is on, beside which Kubespray takes no other than Never (check.yml), where none is refused. To write it takes both variables. */
function encapsulation({ ipipMode, vxlanMode }: ReturnType<typeof modesOf>, refused: boolean): Pool['encapsulation'] {
  if (!isKnown(ipipMode)) return (refused ? undefined : alone(vxlanMode, (vxlan) => encapsulationOf('Never', vxlan))) ?? ipipMode;
  if (!isKnown(vxlanMode)) return (refused ? undefined : alone(ipipMode, (ipip) => encapsulationOf(ipip, 'Never'))) ?? vxlanMode;
  const ipip = parseResourceMode(ipipMode.value);
  const vxlan = parseResourceMode(vxlanMode.value);
  const value = ipip && vxlan && encapsulationOf(ipip, vxlan);
  if (!value) return { unknown: 'the modes contradict each other or do not parse', origin: ipipMode.origin };
  const on = ipip === 'Never' ? vxlanMode : ipipMode;
  const written = [vxlanMode, ipipMode].filter(isExplicit);
  const [place, beside] = written.map((mode) => mode.origin);
  const leading = isExplicit(on) ? on : (written[0] ?? on);
  const { write: _, ...standing } = leading;
  return { ...standing, value, ...(place && { write: { reader, as: 'encapsulation', place, ...(beside && { beside }) } }) };
}

/** What one mode makes where the other one is not known; undefined where it is off itself. */
function alone(known: Known<string>, made: (mode: Mode) => Encapsulation | undefined): Known<Encapsulation> | undefined {
  const mode = isExplicit(known) ? parseResourceMode(known.value) : undefined;
  const value = mode === undefined || mode === 'Never' ? undefined : made(mode);
  return isKnown(known) && value !== undefined ? setting(value, 'derived', known.origin, { reader, layer: known.layer }) : undefined;
}
