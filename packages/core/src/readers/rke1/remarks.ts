/** What RKE refuses, passes over and does not know of its own configuration (rancher/rke 40c5dd4, cluster/validation.go:209-255, cluster/network.go). */
import type { Draft } from '../../cluster/draft.js';
import type { Proposal } from '../../cluster/finding.js';
import { isExplicit, isKnown, type Setting } from '../../cluster/setting.js';
import { nearest } from '../../source/index.js';
import { readUnknownKeys } from '../keys.js';
import { integer, text } from '../stated.js';
import { type Config, pathOf, reader, written } from './config.js';
import { networkKeys, networkMeant } from './keys.js';

const plugins = ['canal', 'calico', 'flannel', 'weave', 'aci', 'none'];
const outcome = '`rke up` ends before it changes a node';

/** The options of aci are many, and none of them is of this field. */
const known = {
  installer: 'RKE',
  reader,
  keys: networkKeys,
  meant: networkMeant,
  unread: 'it passes over keys that it does not know',
  prefix: 'network.',
  ignored: /^aci_/,
};

export function readRemarks(config: Config, plugin: Setting<string>, draft: Draft): void {
  readPlugin(plugin, draft);
  readMtu(config, plugin, draft);
  readDualStack(config, plugin, draft);
  readNumbers(config, plugin, draft);
  readForeignOptions(config, plugin, draft);
  readProvider(config, plugin, draft);
  readUnknownKeys({ unit: config.unit, base: pathOf(config, 'network') }, known, draft);
}

function readPlugin(plugin: Setting<string>, draft: Draft): void {
  if (!isExplicit(plugin) || plugins.includes(plugin.value)) return;
  const meant = nearest(plugin.value, plugins);
  draft.installer.refused.push({
    installer: 'RKE',
    name: 'network.plugin',
    origin: plugin.origin,
    why: `"${plugin.value}" is none of ${plugins.join(', ')}`,
    check: `"Network plugin [${plugin.value}] is not supported"`,
    outcome,
    advice: meant === undefined ? 'name one of them' : `write ${meant}`,
    certain: true,
    ...(meant !== undefined && { fix: { title: `write ${meant}`, applicability: 'safe', changes: [{ setting: plugin, to: meant }] } }),
  });
}

function readMtu(config: Config, plugin: Setting<string>, draft: Draft): void {
  const mtu = written(config, 'network.mtu', integer);
  if (plugin.value !== 'flannel' || !isExplicit(mtu) || mtu.value === 0) return;
  draft.installer.refused.push({
    installer: 'RKE',
    name: 'network.mtu',
    origin: mtu.origin,
    why: `its template for flannel has no MTU, and ${mtu.value} is written`,
    check: '"Network plugin [flannel] does not support configuring MTU"',
    outcome,
    advice: 'take it out: flannel takes the MTU of its interface',
    certain: true,
    related: [{ origin: plugin.origin, note: 'the plugin is chosen here' }],
    fix: takeOut(mtu),
  });
}

/** Of the plugins of the field only calico takes two ranges (cluster/network.go:405). */
function readDualStack(config: Config, plugin: Setting<string>, draft: Draft): void {
  if (plugin.value !== 'canal' && plugin.value !== 'flannel') return;
  for (const key of ['services.kube-controller.cluster_cidr', 'services.kube-api.service_cluster_ip_range']) {
    const range = written(config, key, text);
    if (!isExplicit(range) || !range.value.includes(',')) continue;
    draft.installer.refused.push({
      installer: 'RKE',
      name: key,
      origin: range.origin,
      why: `${plugin.value} takes one range, and ${range.value.split(',').length} are written`,
      check: 'IPv6CompatibleNetworkPlugins',
      outcome,
      advice: 'write one range, or network.plugin: calico',
      certain: true,
      related: isExplicit(plugin) ? [{ origin: plugin.origin, note: 'the plugin is chosen here' }] : [],
    });
  }
}

const flannelNumbers = [
  ['canal_flannel_backend_port', 'port', '8472'],
  ['canal_flannel_backend_vni', 'VNI', '1'],
] as const;

/** The templates for Kubernetes 1.13 and later print the type only; what is no number is refused all the same (cluster/network.go:496-503). */
function readNumbers(config: Config, plugin: Setting<string>, draft: Draft): void {
  if (plugin.value !== 'canal') return;
  for (const [option, word, used] of flannelNumbers) {
    const said = written(config, `network.options.${option}`, text);
    if (!isExplicit(said) || said.value === '') continue;
    const name = `network.options.${option}`;
    if (!/^[+-]?\d+$/.test(said.value)) {
      const why = `"${said.value}" is no number`;
      const check = 'atoiWithDefault';
      draft.installer.refused.push({
        installer: 'RKE',
        name,
        origin: said.origin,
        why,
        check,
        outcome,
        advice: 'take it out',
        certain: true,
        fix: takeOut(said),
      });
    } else if (said.value !== used) {
      draft.installer.dead.push({
        installer: 'RKE',
        name,
        origin: said.origin,
        why: `its templates for Canal print the type of the backend only, so flannel keeps the ${word} ${used}`,
        advice: word === 'port' ? 'take it out, and open UDP 8472 between the nodes' : 'take it out',
        fix: takeOut(said),
      });
    }
  }
}

function takeOut(setting: Setting<unknown>): Proposal {
  return { title: 'take it out', applicability: 'safe', changes: [{ setting, remove: true }] };
}

/** Rancher writes the option of flannel with its default beside every plugin: only what differs is a wish. */
function readForeignOptions(config: Config, plugin: Setting<string>, draft: Draft): void {
  for (const option of Object.keys(networkKeys['options'] === 'open' ? {} : (networkKeys['options'] ?? {}))) {
    const owner = /^(canal|calico|flannel)_/.exec(option)?.[1];
    const said = owner === undefined || owner === plugin.value ? undefined : written(config, `network.options.${option}`, text);
    if (!isExplicit(said) || ['', 'vxlan', '8472', '1', 'none'].includes(said.value) || option.endsWith('_priority_class_name')) continue;
    draft.installer.dead.push({
      installer: 'RKE',
      name: `network.options.${option}`,
      origin: said.origin,
      why: `RKE reads it for the plugin ${owner} only, and the plugin is ${plugin.value}${isExplicit(plugin) ? '' : ' by default'}`,
      advice: 'take it out',
      related: isExplicit(plugin) ? [{ origin: plugin.origin, note: 'the plugin is chosen here' }] : [],
      fix: takeOut(said),
    });
  }
}

/** cluster/defaults.go:862 takes the provider's block only where the option is missing. */
function readProvider(config: Config, plugin: Setting<string>, draft: Draft): void {
  const option = written(config, 'network.options.canal_iface', text);
  const provider = written(config, 'network.canal_network_provider.iface', text);
  if (plugin.value !== 'canal' || !isKnown(option) || !isExplicit(provider) || option.value === provider.value || option.value === '')
    return;
  draft.installer.dead.push({
    installer: 'RKE',
    name: 'network.canal_network_provider.iface',
    origin: provider.origin,
    why: `network.options.canal_iface goes before it, and that is ${option.value}`,
    advice: 'keep one of the two',
    related: [{ origin: option.origin, note: 'the option' }],
  });
}
