import type { Peer } from '../../cluster/model.js';
import type { Known } from '../../cluster/setting.js';
import { at, items } from '../../source/index.js';
import { stated, text } from '../stated.js';
import { originOf, type Unit } from '../unit.js';

const reader = 'calico-resources';

/** A BGPPeer. */
export function readPeer(unit: Unit): Peer {
  const field = (name: string): Known<string> | undefined => stated(unit, ['spec', name], text, { reader, layer: 'resource', as: name });
  const filters = items(at(unit.document.root, [...unit.path, 'spec', 'filters']));
  return {
    origin: originOf(unit),
    name: stated(unit, ['metadata', 'name'], text, { reader, layer: 'resource' }) ?? { unknown: 'no name is written' },
    peerIP: field('peerIP'),
    peerSelector: field('peerSelector'),
    node: field('node'),
    nodeSelector: field('nodeSelector'),
    asNumber: field('asNumber'),
    localWorkloadSelector: field('localWorkloadSelector'),
    localASNumber: field('localASNumber'),
    filters: filters.flatMap((_, i) => stated(unit, ['spec', 'filters', i], text, { reader, layer: 'resource' }) ?? []),
  };
}
