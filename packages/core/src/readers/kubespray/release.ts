/** Which release of Kubespray an inventory is for, as far as the input says it; defaults depend on it. */
import { effective } from '../../cluster/precedence.js';
import { isKnown } from '../../cluster/setting.js';
import { parseVersion, type Version } from '../../network/version.js';
import { at, items, type Origin, scalarAt } from '../../source/index.js';
import { text } from '../stated.js';
import { originOf, type Unit } from '../unit.js';
import type { Vars } from './maps.js';
import { find } from './variables.js';

/** Minors of Kubespray 2, both ends included; `until` may be infinite. `origin`: where the input says it. */
export type Release = { readonly since: number; readonly until: number; readonly origin: Origin };

/**
 * Oldest and newest Calico, then oldest and newest minor of Kubernetes, that each minor from 2.12 on has checksums of
 * (roles/download/defaults/main.yml, later roles/kubespray_defaults/…/checksums.yml, at all tags up to v2.31.0 and at 46dbdd3).
 */
const supported: readonly string[] = [
  ...['3.4.4 3.7.3 15 17', '3.4.4 3.13.2 15 18', '3.13.3 3.15.2 17 19', '3.15.2 3.16.9 18 20', '3.16.10 3.18.3 19 21'],
  ...['3.17.5 3.20.0 19 22', '3.18.6 3.21.2 20 23', '3.19.4 3.23.1 21 24', '3.21.6 3.23.3 22 24', '3.21.6 3.24.5 23 25'],
  ...['3.21.6 3.25.1 24 26', '3.22.3 3.26.1 25 27', '3.22.3 3.26.5 26 29', '3.23.4 3.27.4 27 29', '3.23.4 3.28.1 28 30'],
  ...['3.25.2 3.29.4 29 31', '3.27.0 3.29.5 30 32', '3.28.0 3.30.5 31 33', '3.28.0 3.30.6 32 34', '3.29.0 3.31.5 33 35'],
  '3.29.0 3.31.7 34 36',
];
const oldest = 12;
const newest = oldest + supported.length - 1;

/** The releases that fit everything the input says; undefined where it says nothing, or nothing that fits together. */
export function releaseOf(units: readonly Unit[], vars: readonly Vars[]): Release | undefined {
  const named = namedIn(units, vars);
  if (named) return named;
  const calico = fitting(vars, 'calico_version', fitsCalico);
  const kubernetes = fitting(vars, 'kube_version', fitsKubernetes);
  const minors = (calico ?? kubernetes)?.minors.filter((minor) => (kubernetes ?? calico)?.minors.includes(minor)) ?? [];
  const [first, last] = [minors[0], minors.at(-1)];
  const origin = (calico ?? kubernetes)?.origin;
  if (first === undefined || last === undefined || !origin) return undefined;
  return { since: first, until: last === newest ? Number.POSITIVE_INFINITY : last, origin };
}

/** `kubespray_version`, which wrappers of Kubespray use, its own galaxy.yml, or the entry of a requirements.yml. */
function namedIn(units: readonly Unit[], vars: readonly Vars[]): Release | undefined {
  const variable = effective(find(vars, 'kubespray_version', text));
  if (isKnown(variable)) return exactly(variable.value, variable.origin);
  for (const unit of units) {
    const path = releasePath(unit);
    const version = path && scalarAt(unit.document.root, path);
    if (version && !version.templated) return exactly(version.text, originOf(unit, path));
  }
  return undefined;
}

/** Where a galaxy.yml or requirements.yml says the release. */
export function releasePath(unit: Unit): readonly (string | number)[] | undefined {
  const { root } = unit.document;
  if (scalarAt(root, ['name'])?.text === 'kubespray' && scalarAt(root, ['namespace'])?.text === 'kubernetes_sigs') return ['version'];
  const index = items(at(root, ['collections'])).findIndex((_, i) =>
    /kubernetes-sigs\/kubespray|^kubernetes_sigs\.kubespray$/.test(scalarAt(root, ['collections', i, 'name'])?.text ?? ''),
  );
  return index < 0 ? undefined : ['collections', index, 'version'];
}

function exactly(version: string, origin: Origin): Release | undefined {
  const parsed = parseVersion(version.replace(/^release-/, ''));
  return parsed?.major === 2 ? { since: parsed.minor, until: parsed.minor, origin } : undefined;
}

type Fit = (version: Version, row: readonly string[]) => boolean;

function fitting(
  vars: readonly Vars[],
  name: string,
  fits: Fit,
): { readonly minors: readonly number[]; readonly origin: Origin } | undefined {
  const known = effective(find(vars, name, (node) => parseVersion(node.text)));
  if (!isKnown(known)) return undefined;
  const rows = supported.map((row) => row.split(' '));
  const minors = rows.flatMap((row, i) => (fits(known.value, row) ? [oldest + i] : []));
  return { minors, origin: known.origin };
}

/** A version above all that are known here is for the newest release or a later one. */
const fitsCalico: Fit = (version, row) => {
  const [least = '', most = ''] = row;
  const above = supported.at(-1)?.startsWith(`${least} ${most} `) === true;
  return compare(version, parseVersion(least)) >= 0 && (above || compare(version, parseVersion(most)) <= 0);
};

const fitsKubernetes: Fit = ({ major, minor }, row) => {
  const [least, most] = row.slice(2).map(Number);
  const above = supported.at(-1)?.endsWith(` ${least} ${most}`) === true;
  return major === 1 && minor >= (least ?? 0) && (above || minor <= (most ?? 0));
};

/** Without a patch a version stands for its newest one. */
function compare(a: Version, b: Version | undefined): number {
  if (!b) return 0;
  return a.major - b.major || a.minor - b.minor || (a.patch === undefined || b.patch === undefined ? 0 : a.patch - b.patch);
}

/** The minors of Calico 3 that a release has checksums of; undefined where the release is not known exactly, or is the newest one. */
export function calicoOf(release: Release | undefined): { readonly oldest: number; readonly newest: number } | undefined {
  if (!release || release.since !== release.until) return undefined;
  const [least = '', most = ''] = (supported[release.since - oldest] ?? '').split(' ');
  const [from, to] = [parseVersion(least), parseVersion(most)];
  return from && to ? { oldest: from.minor, newest: to.minor } : undefined;
}

/** What a variable is where nobody writes it, by first release; `undefined` before. Kubespray, role calico, defaults/main.yml at the tags. */
const defaults: Readonly<Record<string, readonly (readonly [since: number, value: string])[]>> = {
  calico_network_backend: [
    [13, 'bird'],
    [19, 'vxlan'],
  ],
  calico_ipip_mode: [
    [13, 'Always'],
    [19, 'Never'],
  ],
  calico_vxlan_mode: [
    [13, 'Never'],
    [19, 'Always'],
  ],
  calico_ipip_mode_ipv6: [[16, 'Never']],
  calico_vxlan_mode_ipv6: [
    [16, 'Never'],
    [28, 'Always'],
  ],
  calico_pool_blocksize: [[20, '26']],
  calico_pool_blocksize_ipv6: [
    [16, '116'],
    [20, '122'],
  ],
  nat_outgoing: [[9, 'true']],
  nat_outgoing_ipv6: [[19, 'false']],
  kube_pods_subnet: [[9, '10.233.64.0/18']],
  kube_service_addresses: [[9, '10.233.0.0/18']],
};

/** The default of a variable where all the releases that fit agree; undefined where they do not, or it is not known here. */
export function defaultIn(release: Release | undefined, name: string): string | undefined {
  const history = defaults[name];
  if (!release || !history) return undefined;
  const at = (minor: number): string | undefined => history.findLast(([since]) => since <= minor)?.[1];
  const value = at(release.since);
  return history.some(([since, other]) => since > release.since && since <= release.until && other !== value) ? undefined : value;
}

/** `Kubespray`, with its release where one is known, or the range of releases. */
export function titleOf(release: Release | undefined): string {
  if (!release) return 'Kubespray';
  if (release.since === release.until) return `Kubespray 2.${release.since}`;
  return release.until === Number.POSITIVE_INFINITY
    ? `Kubespray 2.${release.since} or later`
    : `Kubespray 2.${release.since} to 2.${release.until}`;
}
