import type { Pool } from '../../cluster/model.js';
import { isKnown, type Known } from '../../cluster/setting.js';
import { absentModes, defaultBlockSize, defaultNatOutgoing } from '../../network/behaviour.js';
import { parseCidr } from '../../network/cidr.js';
import { encapsulationOf, parseResourceMode } from '../../network/encapsulation.js';
import { at, type Path, type ScalarNode } from '../../source/index.js';
import { absent, bool, integer, type Standing, setting, stated, statedOr, statedWords, text } from '../stated.js';
import { originOf, type Unit } from '../unit.js';

const reader = 'calico-resources';

/** An IPPool. Absent fields get the API's defaults; absent modes mean Never. */
export function readPool(unit: Unit): Pool {
  const standing = (as: string): Standing => ({ reader, layer: 'resource', as });
  const field = <T>(name: string, parse: (node: ScalarNode) => T | undefined, fallback: T): Known<T> =>
    statedOr(unit, ['spec', name], parse, fallback, standing(name));
  const cidr = statedOr(unit, ['spec', 'cidr'], text, '', standing('cidr'));
  const family = isKnown(cidr) ? parseCidr(cidr.value)?.family : undefined;
  const modes = absentModes(unit.object?.group === 'projectcalico.org' ? 'projectcalico.org' : 'crd.projectcalico.org');
  // An empty mode is none for Calico (omitempty); CRDs from 3.32 on refuse it, which the schema says.
  const mode = (node: ScalarNode): string | undefined => text(node) || undefined;
  const ipipMode = legacyIpip(unit) ?? field('ipipMode', mode, modes.ipipMode);
  const vxlanMode = field<string>('vxlanMode', mode, modes.vxlanMode);
  return {
    origin: originOf(unit),
    from: 'resource',
    reader,
    family,
    name: stated(unit, ['metadata', 'name'], text, { reader, layer: 'resource' }) ?? { unknown: 'no name is written' },
    cidr,
    ipipMode,
    vxlanMode,
    encapsulation: encapsulation(unit, ipipMode, vxlanMode),
    natOutgoing: field('natOutgoing', bool, defaultNatOutgoing('resource', family ?? 4)),
    // 0 means the default (CEL of IPPool: `!has(self.blockSize) || self.blockSize == 0`).
    blockSize: field('blockSize', (node) => integer(node) || undefined, defaultBlockSize(family ?? 4)),
    nodeSelector: field('nodeSelector', text, 'all()'),
    disabled: field('disabled', bool, false),
    disableBGPExport: field('disableBGPExport', bool, false),
    allowedUses: allowedUses(unit),
    live: 'reconciled',
  };
}

/** `ipip: {enabled, mode}` of the v1 API, read by CRDs up to 3.31: what it means here is left open. */
function legacyIpip(unit: Unit): Known<string> | undefined {
  const path: Path = ['spec', 'ipip'];
  return at(unit.document.root, [...unit.path, ...path])
    ? { unknown: 'set by the old field ipip', origin: originOf(unit, path) }
    : undefined;
}

/** Placed at the mode that is written, the tunnel's first; at `spec` where neither is. */
function encapsulation(unit: Unit, ipipMode: Known<string>, vxlanMode: Known<string>): Pool['encapsulation'] {
  if (!isKnown(ipipMode)) return ipipMode;
  if (!isKnown(vxlanMode)) return vxlanMode;
  const ipip = parseResourceMode(ipipMode.value);
  const vxlan = parseResourceMode(vxlanMode.value);
  const value = ipip && vxlan && encapsulationOf(ipip, vxlan);
  if (!value) return { unknown: 'the modes contradict each other or do not parse', origin: ipipMode.origin };
  const leading = [ipipMode, vxlanMode]
    .filter((m) => m.how === 'explicit')
    .sort((a, b) => Number(a.value === 'Never') - Number(b.value === 'Never'))[0];
  const place = originOf(unit, ['spec']);
  const made = setting(value, leading ? 'explicit' : 'default', leading?.origin ?? place, { reader, layer: 'resource' });
  return isKnown(made) ? { ...made, write: { reader, as: 'encapsulation', place } } : made;
}

function allowedUses(unit: Unit): Pool['allowedUses'] {
  const path: Path = ['spec', 'allowedUses'];
  const standing: Standing = { reader, layer: 'resource' };
  return statedWords(unit, path, standing) ?? absent(unit, path, ['Workload', 'Tunnel'], standing);
}
