/** Variables that no release of Kubespray reads, or not the one that the inventory is for. */

import type { Proposal } from '../../cluster/finding.js';
import type { Setting } from '../../cluster/setting.js';
import { editDistance, isTemplated } from '../../source/index.js';
import { setting } from '../stated.js';
import { originOf } from '../unit.js';
import type { Remarking } from './dead-variable.js';
import { has, type Inventory, told, type Vars } from './maps.js';
import { isDistinct, knownNames, readingOf } from './names.js';
import { refusedNames } from './refused-modes.js';
import { titleOf } from './release.js';
import { standing } from './variables.js';

/** States them where the input is Kubespray's for sure: other roles have a `calico_…` of their own. */
export function readUnknown({ vars, elsewhere }: Inventory, remarking: Remarking): void {
  const maps = [...vars, ...elsewhere].filter(({ owner }) => owner.kind !== 'role');
  if (!maps.some(isSure)) return;
  const filled = filledIn(maps);
  const slips = new Map([...new Set(maps.flatMap(({ names }) => [...names]))].map((name) => [name, slipOf(name)]));
  const ours = (name: string): boolean =>
    !filled.has(name) && !refusedNames.has(name) && (/^(?:calico|typha)_./.test(name) || slips.get(name) !== undefined);
  const named = maps.flatMap((map) => [...map.names].filter(ours).map((name) => ({ map, name })));
  for (const { map, name, count } of told(named)) {
    if (readingOf(name)) judgeRelease(remarking, map, name);
    else judge(remarking, { map, name, count, nearest: said[name] ?? byWords(name) ?? slips.get(name) });
  }
}

function isSure({ unit, names }: Vars): boolean {
  return (
    /(?:^|\/)(?:k8s[_-]cluster\/|k8s-net-\w+\.ya?ml$)/.test(unit.document.source.name.replaceAll('\\', '/')) || [...names].some(isDistinct)
  );
}

/** Variables that other ones are made of: somebody reads them. */
function filledIn(maps: readonly Vars[]): ReadonlySet<string> {
  const texts = new Set(maps.map(({ unit }) => unit.document.piece.text));
  return new Set(
    [...texts].flatMap((text) => [...text.matchAll(/\{[{%][^{}]*[%}]\}/g)].flatMap(([action]) => action.match(/[a-z_]\w+/g) ?? [])),
  );
}

/** A variable that was, or will be, one of Kubespray. */
function judgeRelease({ sight: { release }, draft }: Remarking, map: Vars, name: string): void {
  const reading = readingOf(name);
  if (!reading || !release || (reading.since <= release.until && reading.until >= release.since)) return;
  const gone = reading.until < release.since;
  draft.installer.unknown.push({
    installer: titleOf(release),
    name,
    origin: originOf(map.unit, [...map.path, name], 'key'),
    why: gone ? `v2.${reading.until} was the last release that did` : `v2.${reading.since} is the first release that does`,
    advice: 'take it out, so that nobody relies on it',
    related: [{ origin: release.origin, note: 'the release' }],
  });
}

type Unread = { readonly map: Vars; readonly name: string; readonly count: number; readonly nearest: string | undefined };

function judge({ sight: { release }, draft }: Remarking, { map, name, count, nearest }: Unread): void {
  const written = nearest !== undefined && has(map, nearest);
  const more = count > 1 ? ` (as on ${count - 1} more)` : '';
  draft.installer.unknown.push({
    installer: titleOf(release),
    name,
    origin: originOf(map.unit, [...map.path, name], 'key'),
    why: 'no release has such a variable',
    advice: `${nearest === undefined || written ? 'take it out, unless a playbook of your own reads it' : `call it ${nearest}`}${more}`,
    ...(nearest !== undefined && { nearest }),
    ...(nearest !== undefined && !written && count === 1 && { fix: renamed(map, name, nearest) }),
  });
}

function renamed(map: Vars, name: string, to: string): Proposal {
  const key = setting(name, 'explicit', originOf(map.unit, [...map.path, name], 'key'), { ...standing(map), as: 'key' }) as Setting<string>;
  return { title: `call it ${to}`, applicability: 'unsafe', changes: [{ setting: key, to }] };
}

/** What people write in the words of Calico's environment, of its operator and of older releases. */
const said: Readonly<Record<string, string>> = {
  calico_backend: 'calico_network_backend',
  calico_ip_autodetection_method: 'calico_ip_auto_method',
  calico_ip6_autodetection_method: 'calico_ip6_auto_method',
  calico_ipv4pool_vxlan: 'calico_vxlan_mode',
  calico_ipv4pool_cidr: 'calico_pool_cidr',
  calico_ipv4pool_block_size: 'calico_pool_blocksize',
  calico_ipv4pool_nat_outgoing: 'nat_outgoing',
  calico_pool_nat_outgoing: 'nat_outgoing',
  calico_ebpf_enabled: 'calico_bpf_enabled',
  calico_ebpf: 'calico_bpf_enabled',
  calico_wireguard: 'calico_wireguard_enabled',
  calico_typha: 'typha_enabled',
  calico_as_number: 'global_as_num',
  calico_asn: 'global_as_num',
};

/** The one name that has the same words in another order, or else one word more or less. */
function byWords(name: string): string | undefined {
  const words = wordsOf(name);
  const apart = knownNames.flatMap((known) => {
    const others = wordsOf(known);
    const [long, short] = others.length > words.length ? [others, words] : [words, others];
    return short.length > 1 && short.every((word) => long.includes(word)) ? [{ known, more: long.length - short.length }] : [];
  });
  for (const most of [0, 1]) {
    const found = apart.filter(({ more }) => more === most);
    if (found.length > 0) return found.length === 1 ? found[0]?.known : undefined;
  }
  return undefined;
}

function wordsOf(name: string): readonly string[] {
  return name.split('_').filter((word) => word !== 'calico');
}

/** A name that one or two slips of the fingers lead to. */
function slipOf(name: string): string | undefined {
  if (readingOf(name) || name.length < 9 || exceptions.has(name) || isTemplated(name)) return undefined;
  const near = knownNames.filter((known) => Math.abs(known.length - name.length) <= 2);
  const [best] = near.map((known) => ({ known, slips: editDistance(name.toLowerCase(), known) })).sort((a, b) => a.slips - b.slips);
  return best && best.slips <= (name.length < 14 ? 1 : 2) ? best.known : undefined;
}

/** Near, but a variable of Kubespray's own for something else (roles/kubespray_defaults/vars). */
const exceptions: ReadonlySet<string> = new Set(['kube_pods_subnets']);
