/** What Kubespray's own checks stop a playbook at, found before it runs. */
import type { Draft } from '../../cluster/draft.js';
import { isExplicit, isKnown } from '../../cluster/setting.js';
import { contains, hasHostBits, masked, parseCidr } from '../../network/cidr.js';
import { looseBool, text } from '../stated.js';
import { fallback, type Sight } from './fallback.js';
import { type Check, refuse, written } from './refusal.js';
import { refuseModes } from './refused-modes.js';
import { single } from './variables.js';

/** What is checked whatever the plugin is. */
export function refusePlatform(sight: Sight, draft: Draft, families: readonly (4 | 6)[]): void {
  const options: Check = { task: 'Stop if unsupported options selected', file: 'validate' };
  refuseWord(sight, draft, { name: 'kube_proxy_mode', allowed: ['iptables', 'ipvs', 'nftables'], check: options });
  const plugin = written(sight, 'kube_network_plugin')?.value ?? '';
  const certain = (sight.release?.since ?? 0) >= 22;
  if (certain || !gone.includes(plugin))
    refuseWord(sight, draft, { name: 'kube_network_plugin', allowed: plugins, check: options, certain });
  for (const suffix of families.map((family) => (family === 6 ? '_ipv6' : ''))) {
    refuseRange(sight, draft, `kube_service_addresses${suffix}`);
    refuseRange(sight, draft, `kube_pods_subnet${suffix}`);
  }
}

/** What the role of Calico checks of its variables; route reflectors are a matter of groups (refused-groups.ts). */
export function refuseCalico(sight: Sight, draft: Draft, families: readonly (4 | 6)[]): void {
  refuseModes(sight, draft, families);
  const backend: Check = { task: 'Check calico network backend defined correctly', file: 'check' };
  refuseWord(sight, draft, { name: 'calico_network_backend', allowed: ['bird', 'vxlan', 'none'], check: backend });
  refusePoolName(sight, draft);
  refuseDatastore(sight, draft);
  for (const family of families) refuseOutside(sight, draft, family === 6 ? '_ipv6' : '');
}

const plugins = ['calico', 'flannel', 'cloud', 'cilium', 'cni', 'kube-ovn', 'kube-router', 'macvlan', 'custom_cni', 'none'];
/** Plugins of older releases; Canal went with v2.22 (7afbdb3e1). */
const gone = ['canal', 'weave', 'contiv', 'multus'];

type Word = { readonly name: string; readonly allowed: readonly string[]; readonly check: Check; readonly certain?: boolean };

function refuseWord(sight: Sight, draft: Draft, { name, allowed, check, certain = true }: Word): void {
  const known = written(sight, name);
  if (!known || allowed.includes(known.value)) return;
  const meant = allowed.find((one) => one.toLowerCase() === known.value.trim().toLowerCase());
  const why = `"${known.value}" is none of ${allowed.join(', ')}${meant ? ', compared letter for letter' : ''}`;
  const advice = meant ? `write ${meant}` : 'write one of these';
  const fix = meant && ({ title: `write ${meant}`, applicability: 'safe', changes: [{ setting: known, to: meant }] } as const);
  refuse(sight, draft, known.origin, { check, certain, why, advice, ...(fix && { fix }) });
}

function refusePoolName(sight: Sight, draft: Draft): void {
  const pool = written(sight, 'calico_pool_name');
  if (!pool || /^[a-zA-Z0-9-_\\.]{2,63}$/.test(pool.value)) return;
  const check: Check = { task: 'Check vars defined correctly', file: 'check' };
  const why = `"${pool.value}" does not match ^[a-zA-Z0-9-_\\.]{2,63}$`;
  refuse(sight, draft, pool.origin, { check, why, advice: 'write a name of these characters' });
}

/** Typha and the API server of Calico need the datastore of Kubernetes (from v2.19 on). */
function refuseDatastore(sight: Sight, draft: Draft): void {
  const store = written(sight, 'calico_datastore');
  if (!store || store.value === 'kdd') return;
  for (const name of ['calico_apiserver_enabled', 'typha_enabled']) {
    const user = single(sight.vars, name, looseBool);
    if (!isExplicit(user) || !user.value) continue;
    refuse(sight, draft, user.origin, {
      check: { task: `Check kdd calico_datastore if ${name}`, file: 'check' },
      why: `it needs calico_datastore kdd, and that is ${store.value}`,
      advice: `set ${name} to false, or calico_datastore to kdd`,
      related: [{ origin: store.origin, note: `the datastore is ${store.value} here` }],
      fix: { title: `set ${name} to false`, applicability: 'unsafe', changes: [{ setting: user, to: false }] },
    });
  }
}

/** `ipaddr('net')` of ansible.utils takes a range without host bits only. */
function refuseRange(sight: Sight, draft: Draft, name: string): void {
  const known = written(sight, name);
  const cidr = known && parseCidr(known.value);
  if (!known || (cidr && !hasHostBits(cidr))) return;
  const check: Check = { task: `Check that ${name} is a network range`, file: 'validate' };
  const network = cidr && masked(cidr);
  refuse(sight, draft, known.origin, {
    check,
    why: network === undefined ? `"${known.value}" is no range of addresses` : `${known.value} has host bits set`,
    advice: network === undefined ? 'write a range such as 10.233.64.0/18' : `write ${network}`,
    ...(network !== undefined && { fix: { title: `write ${network}`, applicability: 'safe', changes: [{ setting: known, to: network }] } }),
  });
}

/** Asked only as long as there is no such pool. */
function refuseOutside(sight: Sight, draft: Draft, suffix: string): void {
  const pool = written(sight, `calico_pool_cidr${suffix}`);
  const pods = single(sight.vars, `kube_pods_subnet${suffix}`, text) ?? fallback(sight, `kube_pods_subnet${suffix}`, String);
  if (!pool || !isKnown(pods)) return;
  const [inner, outer] = [parseCidr(pool.value), parseCidr(pods.value)];
  if (!inner || !outer || contains(outer, inner)) return;
  refuse(sight, draft, pool.origin, {
    check: { task: `Calico | Ensure that calico_pool_cidr${suffix} is within kube_pods_subnet${suffix} when defined`, file: 'install' },
    certain: false,
    why: `${pool.value} is not within kube_pods_subnet${suffix} ${pods.value}, which a first installation checks`,
    advice: 'write a range within it, or leave the variable out',
    related: [{ origin: pods.origin, note: `the pods' range is ${pods.value} here` }],
  });
}
