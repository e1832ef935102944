/** What rke2-canal does with values beyond the network that they describe. */
import type { Draft } from '../../cluster/draft.js';
import { isExplicit, isKnown } from '../../cluster/setting.js';
import { looseBool, text } from '../stated.js';
import { placeOfKey, written } from './chart-values.js';
import { flagOf, flannelArgs } from './flannel.js';
import type { Values } from './values.js';

const installer = 'the chart rke2-canal';

export function readCanalRemarks(values: Values, draft: Draft): void {
  readMasquerade(values, draft);
  readArgs(values, draft);
  readPsk(values, draft);
  readMarkMask(values, draft);
}

/** flanneld takes FLANNELD_IP_MASQ only where the flag is not on its command line (coreos/pkg flagutil/env.go, c61a0e3). */
function readMasquerade(values: Values, draft: Draft): void {
  const masquerade = written(values, 'calico.masquerade', looseBool);
  const args = flannelArgs(values);
  const flag = args && flagOf(args, 'ip-masq');
  if (!isExplicit(masquerade) || masquerade.value || (args && (!flag || /=(?:false|0)$/i.test(flag.text)))) return;
  const whose = args ? 'flannel.args has' : "the chart's flannel.args have";
  draft.installer.dead.push({
    installer,
    name: 'calico.masquerade',
    origin: masquerade.origin,
    why: `${whose} --ip-masq, and flanneld reads its environment only for flags that are not on its command line`,
    advice: 'write flannel.args without --ip-masq',
    ...(flag && { related: [{ origin: flag.origin, note: 'the flag' }] }),
  });
}

/** Without the flag flanneld looks for etcd (flannel v0.28.9, main.go, newSubnetManager). */
function readArgs(values: Values, draft: Draft): void {
  const args = flannelArgs(values);
  if (!args || flagOf(args, 'kube-subnet-mgr')) return;
  draft.installer.refused.push({
    installer: 'flanneld',
    name: 'flannel.args',
    origin: placeOfKey(values, 'flannel.args'),
    why: "the list replaces the chart's own, and --kube-subnet-mgr is not in it, without which flanneld asks an etcd that is not there",
    check: 'newSubnetManager',
    outcome: 'it ends at its start, and no pod gets an address',
    advice: 'add --kube-subnet-mgr to the list',
    certain: true,
  });
}

/** The template prints the key without quotes: `"PSK": abc=,` is no JSON (packages/rke2-canal/charts/templates/config.yaml:124-126). */
function readPsk(values: Values, draft: Draft): void {
  const psk = written(values, 'flannel.psk', text);
  const backend = written(values, 'flannel.backend', text);
  if (!isExplicit(psk) || !isKnown(backend) || backend.value !== 'wireguard' || /^(?:-?\d+|".*"|)$/.test(psk.value)) return;
  draft.installer.refused.push({
    installer: 'flanneld',
    name: 'flannel.psk',
    origin: psk.origin,
    why: 'the chart prints the key without quotes into net-conf.json, which is no JSON then',
    check: 'parsing net-conf.json',
    outcome: 'it ends at its start, and no pod gets an address',
    advice: `write the quotes into the value: '"<key>"'`,
    certain: false,
  });
}

/** Helm prints a large number as 4.29490176e+09, which is no mask; Felix ends on it (felix/config/config_params.go, IptablesMarkMask: die-on-fail). */
function readMarkMask(values: Values, draft: Draft): void {
  const mask = written(values, 'calico.felixIptablesMarkMask', (node) => (typeof node.value === 'number' ? node.value : undefined));
  if (!isExplicit(mask) || mask.value < 1e6) return;
  draft.installer.refused.push({
    installer: 'Felix',
    name: 'calico.felixIptablesMarkMask',
    origin: mask.origin,
    why: 'a number without quotes reaches it as 4.29490176e+09, because Helm prints large numbers so',
    check: 'FELIX_IPTABLESMARKMASK',
    outcome: 'calico-node does not start',
    advice: `write it as text: "0x${mask.value.toString(16)}"`,
    certain: false,
  });
}
