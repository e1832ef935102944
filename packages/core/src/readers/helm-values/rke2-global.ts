/** Values that RKE2 sets by itself, over those of a HelmChartConfig. */
import type { Draft } from '../../cluster/draft.js';
import { isExplicit } from '../../cluster/setting.js';
import { at, entries } from '../../source/index.js';
import { text } from '../stated.js';
import { placeOfKey, reader, written } from './chart-values.js';
import type { Values } from './values.js';

/** The key of /etc/rancher/rke2/config.yaml that decides (rancher/rke2 6ce1a80, pkg/bootstrap/bootstrap.go:406-419, 485-488). */
const decidedBy: Readonly<Record<string, string>> = {
  podCidr: 'cluster-cidr',
  podCidrv6: 'cluster-cidr',
  'global.clusterCIDR': 'cluster-cidr',
  'global.clusterCIDRv4': 'cluster-cidr',
  'global.clusterCIDRv6': 'cluster-cidr',
  'global.serviceCIDR': 'service-cidr',
  'global.systemDefaultRegistry': 'system-default-registry',
};

/** States the keys that change nothing: RKE2 hands `global` to helm with --set, which goes before the values of a HelmChartConfig. */
export function readRke2Global(values: Values, draft: Draft): void {
  if (values.installer !== 'rke2') return;
  const dead = Object.entries(decidedBy).flatMap(([name, key]) => {
    const said = written(values, name, text);
    return isExplicit(said) && said.value !== '' ? [{ name, key, said }] : [];
  });
  const global = placeOfKey(values, 'global');
  const inGlobal = entries(at(global.document.root, global.path));
  // A map whose keys are all taken out would be null for helm: it goes as a whole.
  const whole = inGlobal.every((one) => dead.some(({ name }) => name === `global.${one.name}`));
  for (const { name, key, said } of dead) {
    const inside = name.startsWith('global.');
    const own = inside
      ? 'RKE2 sets global.* itself, and that goes before a HelmChartConfig'
      : 'the chart takes the range that RKE2 sets in global.clusterCIDRv4 and v6';
    draft.installer.dead.push({
      installer: 'RKE2',
      name,
      origin: said.origin,
      why: own,
      advice: `write ${key} in /etc/rancher/rke2/config.yaml`,
      fix: {
        title: 'take it out',
        applicability: 'safe',
        changes: [{ setting: inside && whole ? { ...said, write: { reader, as: name, place: global } } : said, remove: true }],
      },
    });
  }
}
