/** What rke2-calico puts into the Installation where the values leave it open (packages/rke2-calico, templates/crs/custom-resources.yaml:9-41). */
import type { Draft } from '../../cluster/draft.js';
import { effective } from '../../cluster/precedence.js';
import { isExplicit, type Known, knownValue } from '../../cluster/setting.js';
import { parseEncapsulation } from '../../network/encapsulation.js';
import { refusedWithoutBgp } from '../../network/operator.js';
import { at } from '../../source/index.js';
import type { Spec } from '../installation.js';
import { mapped, text } from '../stated.js';
import { placeOfKey, written, writtenOr } from './chart-values.js';
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

/** The chart's own `bgp: Disabled` goes with VXLAN only: `backend` alone is not enough for another encapsulation. */
export function readRefusedBackend(values: Values, draft: Draft): void {
  const backend = mapped(written(values, 'installation.backend', text), parseEncapsulation);
  const bgp = writtenOr(values, 'installation.calicoNetwork.bgp', text, 'Disabled');
  const pools = placeOfKey(values, 'installation.calicoNetwork.ipPools');
  if (!isExplicit(backend) || backend.value.startsWith('VXLAN') || knownValue(bgp) !== 'Disabled') return;
  if (at(pools.document.root, pools.path) !== undefined) return;
  const kind = backend.value === 'None' ? 'plain' : 'ipip';
  const refused = refusedWithoutBgp({ kind, mode: undefined }, knownValue(effective(draft.product.calico)));
  if (refused === false) return;
  draft.installer.refused.push({
    installer: 'the operator of rke2-calico',
    name: 'installation.backend',
    origin: backend.origin,
    why: `the chart makes its pools with ${backend.value}, which takes BGP, and bgp is Disabled${isExplicit(bgp) ? '' : ' by default in this chart'}`,
    check: kind === 'ipip' ? '"IPIP encapsulation requires that BGP is enabled"' : '"unencapsulated IP pools require that BGP is enabled"',
    outcome: 'it reports Degraded and renders nothing: a new cluster gets no calico-node, a running one keeps the old one',
    advice: 'write VXLAN, or calicoNetwork.bgp: Enabled',
    certain: refused === true,
    related: isExplicit(bgp) ? [{ origin: bgp.origin, note: 'BGP is off here' }] : [],
    fix: { title: 'encapsulate the pools in VXLAN', applicability: 'safe', changes: [{ setting: backend, to: 'VXLAN' }] },
  });
}
