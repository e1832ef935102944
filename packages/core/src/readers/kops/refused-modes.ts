/** encapsulationMode, ipipMode and vxlanMode against each other, the cloud and the family (validation.go:1752-1795 of kops 268927e). */
import type { Proposal } from '../../cluster/finding.js';
import { isExplicit, isKnown, knownValue } from '../../cluster/setting.js';
import { text } from '../stated.js';
import type { Unit } from '../unit.js';
import { encapsulationMode, modeKey, modeKeys } from './pool.js';
import { type Refusal, unknownWord, write } from './refusal.js';
import { cloudOf, isIpv6Only, written } from './spec.js';

const tunnels = ['ipip', 'vxlan', 'none'] as const;
const modes = ['Always', 'CrossSubnet', 'Never'] as const;
const names = { ipip: 'IP-in-IP', vxlan: 'VXLAN' } as const;

/** What kops refuses of the modes; each of them leaves no pool. */
export function refusedModes(unit: Unit): readonly Refusal[] {
  const words = [
    unknownWord(unit, { key: modeKey, words: tunnels }),
    unknownWord(unit, { key: modeKeys.ipip, words: modes }),
    unknownWord(unit, { key: modeKeys.vxlan, words: modes }),
  ].filter((one) => one !== undefined);
  if (words.length > 0) return words;
  return [...byFamily(unit), ...byCloud(unit), ...byTunnel(unit, 'ipip'), ...byTunnel(unit, 'vxlan')];
}

function byFamily(unit: Unit): readonly Refusal[] {
  const mode = written(unit, modeKey, text);
  const only6 = isIpv6Only(unit);
  if (!isExplicit(mode) || mode.value === '' || only6 === undefined) return [];
  if (only6 && mode.value !== 'none') {
    const check = 'IPv6 requires an encapsulationMode of "none"';
    return [{ key: modeKey, why: `it is ${mode.value} in an IPv6 cluster`, check, advice: 'write none', fix: write(mode, 'none') }];
  }
  if (only6 || mode.value !== 'none') return [];
  const check = 'encapsulationMode "none" is only supported for IPv6 clusters';
  // kops would start no BIRD either, so that nothing carried the pods.
  return [{ key: modeKey, why: 'the cluster is IPv4', check, advice: 'write vxlan or ipip' }];
}

function byCloud(unit: Unit): readonly Refusal[] {
  const cloud = cloudOf(unit);
  const mode = written(unit, modeKey, text);
  if (!isKnown(cloud) || cloud.value !== 'azure' || !isExplicit(mode) || mode.value === 'vxlan' || mode.value === 'none') return [];
  const check = 'Azure requires an encapsulationMode of "vxlan"';
  const because = { key: 'cloudProvider', note: 'the cloud is chosen here' };
  return [
    { key: modeKey, why: `Azure drops IPIP, and it is ${mode.value}`, check, advice: 'write vxlan', because, fix: write(mode, 'vxlan') },
  ];
}

/** The defaults are filled in before the second validation, so a mode without encapsulationMode is judged with them. */
function byTunnel(unit: Unit, tunnel: 'ipip' | 'vxlan'): readonly Refusal[] {
  const own = written(unit, modeKeys[tunnel], text);
  const chosen = encapsulationMode(unit);
  if (!isExplicit(own) || own.value === 'Never' || own.value === '' || !isKnown(chosen) || chosen.value === tunnel) return [];
  const said = isExplicit(chosen) ? '' : ' by default';
  const other = written(unit, modeKeys[tunnel === 'ipip' ? 'vxlan' : 'ipip'], text);
  const free = chosen.value !== 'none' && (knownValue(other) ?? 'Never') === 'Never' && !isExplicit(chosen);
  return [
    {
      key: modeKeys[tunnel],
      why: `it is ${own.value}, and encapsulationMode is ${chosen.value}${said}`,
      check: `${names[tunnel]} encapsulation requires use of Calico's "${tunnel}" encapsulation mode`,
      advice: `write encapsulationMode: ${tunnel}, or Never here`,
      because: { key: modeKey, note: 'the tunnel is chosen here' },
      fix: free ? write(chosen, tunnel) : perhaps(write(own, 'Never')),
    },
  ];
}

/** Which of the two was meant is not written. */
function perhaps(fix: Proposal | undefined): Proposal | undefined {
  return fix && { ...fix, applicability: 'unsafe' };
}
