/** What rke2-calico puts into the Installation where the values leave it open (packages/rke2-calico, templates/crs/custom-resources.yaml:9-41). */
import type { Known } from '../../cluster/setting.js';
import { parseEncapsulation } from '../../network/encapsulation.js';
import type { Spec } from '../installation.js';
import { mapped, text } from '../stated.js';
import { writtenOr } from './chart-values.js';
import type { Values } from './values.js';

/** `installation.backend` is an encapsulation of the operator, for the pools that the chart makes of the cluster's ranges. */
export function rke2Assumptions(values: Values): NonNullable<Spec['chart']> {
  const nat = writtenOr(values, 'installation.natOutgoing', text, 'Enabled');
  return {
    provider: 'RKE2',
    bgp: 'Disabled',
    encapsulation: mapped(writtenOr(values, 'installation.backend', text, 'VXLAN'), parseEncapsulation) ?? noWord,
    natOutgoing: mapped(nat, (word) => word === 'Enabled', 'drop') ?? noWord,
  };
}

const noWord: Known<never> = { unknown: 'no word of the operator' };
