import type { HostEndpoint, HostPolicy } from '../../cluster/model.js';
import { isKnown, type Known } from '../../cluster/setting.js';
import { failsafeText } from '../../network/failsafe.js';
import { at, followed, items, type Path } from '../../source/index.js';
import { absent, type Standing, setting, stated, statedWords, text } from '../stated.js';
import { originOf, textOf, type Unit } from '../unit.js';

const reader = 'calico-resources';
const standing: Standing = { reader, layer: 'resource' };

/** failsafeInboundHostPorts or its outbound twin, in the grammar of the environment variable. It cannot be written as one value. */
export function failsafeList(unit: Unit, field: string, place: Standing): Known<string> | undefined {
  const path: Path = ['spec', field];
  const found = at(unit.document.root, [...unit.path, ...path]);
  const node = found && followed(found);
  const origin = originOf(unit, path);
  if (node?.kind === 'scalar' && node.templated) return { unknown: 'filled in by a template', origin, layer: place.layer };
  if (node?.kind !== 'seq') return undefined;
  const ports = node.items.map((_, i) => portText(unit, [...path, i]));
  if (ports.includes(undefined)) return { unknown: 'a port of the list is not known', origin, layer: place.layer };
  const { as: _, ...where } = place;
  return setting(ports.length > 0 ? ports.join(',') : 'none', 'explicit', origin, where);
}

/** The protocol may be left out since 3.30: tcp. */
function portText(unit: Unit, path: Path): string | undefined {
  const field = (name: string): Known<string> | undefined => stated(unit, [...path, name], text, standing);
  const [protocol, net, port] = [field('protocol'), field('net'), field('port')];
  if (!isKnown(port) || (protocol && !isKnown(protocol)) || (net && !isKnown(net))) return undefined;
  return failsafeText(protocol?.value ?? 'tcp', net?.value ?? '', port.value);
}

/** A HostEndpoint with its profiles. */
export function readHostEndpoint(unit: Unit): HostEndpoint {
  const path: Path = ['spec', 'profiles'];
  const profiles = statedWords(unit, path, standing) ?? absent<readonly string[]>(unit, path, [], standing);
  return { origin: originOf(unit), name: unit.object?.name ?? '', profiles };
}

/** What the Allow rules of a GlobalNetworkPolicy name. Whom they select is not judged: a rule may only be taken to allow too much. */
export function readHostPolicy(unit: Unit): HostPolicy {
  return { origin: originOf(unit), inbound: allowed(unit, 'ingress'), outbound: allowed(unit, 'egress') };
}

function allowed(unit: Unit, list: string): readonly string[] {
  const rules = at(unit.document.root, [...unit.path, 'spec', list]);
  if (unit.document.structural || (rules && followed(rules).kind === 'scalar')) return ['*'];
  return items(rules).flatMap((_, i) => {
    const rule: Path = ['spec', list, i];
    if (textOf(unit, [...rule, 'action']) === 'Deny') return [];
    const protocol = textOf(unit, [...rule, 'protocol'])?.toLowerCase();
    if (protocol === undefined) return ['*'];
    const ports = items(at(unit.document.root, [...unit.path, ...rule, 'destination', 'ports']));
    if (ports.length === 0) return [`${protocol}:*`];
    return ports.map((_port, j) => {
      const port = stated(unit, [...rule, 'destination', 'ports', j], text, standing);
      return isKnown(port) && /^\d+$/.test(port.value) ? `${protocol}:${port.value}` : `${protocol}:*`;
    });
  });
}
