/** Kubespray's checks of encapsulation, and what becomes of the modes that do not pass them. */
import type { Draft } from '../../cluster/draft.js';
import type { Proposal } from '../../cluster/finding.js';
import { isExplicit, isKnown, type Known, type Setting } from '../../cluster/setting.js';
import { parseResourceMode } from '../../network/encapsulation.js';
import { text } from '../stated.js';
import { fallback, type Sight } from './fallback.js';
import { type Check, refuse, written } from './refusal.js';
import { reader, single } from './variables.js';

const checks = {
  words: { task: 'Check ipip and vxlan mode defined correctly', file: 'check' },
  both: { task: 'Check ipip and vxlan mode if simultaneously enabled', file: 'check' },
  ipv6: { task: 'Check ipip mode is Never for calico ipv6', file: 'check' },
} as const satisfies Readonly<Record<string, Check>>;

/** The modes of one family as Kubespray takes them: one that it refuses makes no pool, and is left to installer-validation. */
export function modesOf(sight: Sight, suffix: string): { readonly ipipMode: Known<string>; readonly vxlanMode: Known<string> } {
  const ipipMode = mode(sight, `calico_ipip_mode${suffix}`);
  const vxlanMode = mode(sight, `calico_vxlan_mode${suffix}`);
  if (suffix !== '') return { ipipMode: isOff(ipipMode) ? ipipMode : refusedMode(ipipMode), vxlanMode };
  if (!isOff(ipipMode) && !isOff(vxlanMode)) return { ipipMode: refusedMode(ipipMode), vxlanMode: refusedMode(vxlanMode) };
  return { ipipMode: accepted(ipipMode), vxlanMode: accepted(vxlanMode) };
}

function mode(sight: Sight, name: string): Known<string> {
  return single(sight.vars, name, text) ?? fallback(sight, name, String);
}

/** Off, or perhaps so. */
function isOff(known: Known<string>): boolean {
  return !isKnown(known) || (parseResourceMode(known.value) ?? 'Never') === 'Never';
}

function accepted(known: Known<string>): Known<string> {
  return isKnown(known) && parseResourceMode(known.value) === undefined ? refusedMode(known) : known;
}

function refusedMode(known: Known<string>): Known<string> {
  return isKnown(known) ? { unknown: 'Kubespray refuses the mode', origin: known.origin, layer: known.layer } : known;
}

export function refuseModes(sight: Sight, draft: Draft, families: readonly (4 | 6)[]): void {
  if (families.includes(4)) {
    for (const name of ['calico_ipip_mode', 'calico_vxlan_mode']) refuseWord(sight, draft, name);
    refuseBoth(sight, draft);
  }
  if (families.includes(6)) refuseIpv6(sight, draft);
  for (const name of ['ipip', 'ipip_mode', 'calcio_ipam_autoallocateblocks'] as const) refuseOld(sight, draft, name);
}

function refuseWord(sight: Sight, draft: Draft, name: string): void {
  const known = written(sight, name);
  if (!known || parseResourceMode(known.value) !== undefined) return;
  const meant =
    ['Always', 'CrossSubnet', 'Never'].find((one) => one.toLowerCase() === known.value.toLowerCase()) ?? old[known.value.toLowerCase()];
  refuse(sight, draft, known.origin, {
    check: checks.words,
    why: `"${known.value}" is none of Always, CrossSubnet, Never, compared letter for letter`,
    advice: meant === undefined ? 'write one of these' : `write ${meant}`,
    ...(meant !== undefined && { fix: change(known, meant) }),
  });
}

/** Words of the environment and of YAML that are no mode here. */
const old: Readonly<Record<string, string>> = { off: 'Never', false: 'Never', no: 'Never', none: 'Never', 'cross-subnet': 'CrossSubnet' };

function refuseBoth(sight: Sight, draft: Draft): void {
  const anchor = (written(sight, 'calico_vxlan_mode') ?? written(sight, 'calico_ipip_mode'))?.origin;
  const anchored = { ...sight, ...(anchor && { anchor }) };
  const ipip = mode(anchored, 'calico_ipip_mode');
  const vxlan = mode(anchored, 'calico_vxlan_mode');
  if (!isKnown(ipip) || !isKnown(vxlan) || isOff(ipip) || isOff(vxlan)) return;
  const at = isExplicit(vxlan) ? vxlan : ipip;
  const other = at === vxlan ? ipip : vxlan;
  const otherName = at === vxlan ? 'calico_ipip_mode' : 'calico_vxlan_mode';
  const how = isExplicit(other) ? 'is' : 'is by default';
  // With both written nobody knows which one is meant; VXLAN works with every backend.
  const fix = at === vxlan ? change(ipip, 'Never') : change(vxlan, 'Never');
  refuse(sight, draft, at.origin, {
    check: checks.both,
    why: `it is ${at.value} while ${otherName} ${how} ${other.value}, and only one may be on`,
    advice: at === vxlan ? 'set one of them to Never' : 'write calico_vxlan_mode: Never beside it',
    related: [{ origin: other.origin, note: `${otherName} ${how} ${other.value}` }],
    fix,
  });
}

/** IPIP carries IPv4 only. */
function refuseIpv6(sight: Sight, draft: Draft): void {
  const ipip = written(sight, 'calico_ipip_mode_ipv6');
  if (!ipip || ipip.value === 'Never') return;
  const why = `it is "${ipip.value}", and IPIP does not carry IPv6`;
  refuse(sight, draft, ipip.origin, { check: checks.ipv6, why, advice: 'write Never', fix: change(ipip, 'Never') });
}

/** Variables of releases before 2.19 (dd2d95ecd) and of 2.19 itself: that they are defined at all is refused. */
const replaced = {
  ipip: { by: 'calico_ipip_mode', since: 19 },
  ipip_mode: { by: 'calico_ipip_mode', since: 19 },
  calcio_ipam_autoallocateblocks: { by: 'calico_ipam_autoallocateblocks', since: 20 },
} as const;

/** Names that Kubespray knows well enough to refuse them. */
export const refusedNames: ReadonlySet<string> = new Set(Object.keys(replaced));

function refuseOld(sight: Sight, draft: Draft, name: keyof typeof replaced): void {
  const { by, since } = replaced[name];
  const known = written(sight, name);
  if (!known || (sight.release && sight.release.until < since)) return;
  const free = written(sight, by) === undefined && name !== 'ipip';
  const fix = free ? renamed(known, by) : taken(known, name, written(sight, by) !== undefined);
  refuse(sight, draft, known.origin, {
    check: { task: `Stop if legacy encapsulation variables are detected (${name})`, file: 'check' },
    certain: (sight.release?.since ?? 0) >= since,
    why: `from v2.${since} on the variable must not be defined`,
    advice: free ? `call it ${by}` : `take it out; ${by} says it`,
    ...(fix && { fix }),
  });
}

function renamed(known: Setting<string>, to: string): Proposal {
  const setting = { ...known, write: { reader, as: 'key', place: known.origin } };
  return { title: `call it ${to}`, applicability: 'unsafe', changes: [{ setting, to }] };
}

function taken(setting: Setting<string>, name: string, replacedIn: boolean): Proposal | undefined {
  return replacedIn ? { title: `take ${name} out`, applicability: 'unsafe', changes: [{ setting, remove: true }] } : undefined;
}

function change(setting: Setting<string>, to: string): Proposal {
  return { title: `write ${to}`, applicability: 'unsafe', changes: [{ setting, to }] };
}
