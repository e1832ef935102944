/** What RKE2 and K3s refuse of their own configuration, and the values for charts that RKE2 then does not install. */
import type { Draft } from '../../cluster/draft.js';
import { isExplicit, type Setting } from '../../cluster/setting.js';
import { nearest } from '../../source/index.js';
import { stated, text } from '../stated.js';
import { originOf, textOf, type Unit } from '../unit.js';
import { type Flags, placeOf, reader } from './config.js';

/** rancher/rke2 6ce1a80, pkg/cli/cmds/server.go:23-29. */
const plugins = ['calico', 'canal', 'cilium', 'flannel', 'none', 'multus'];
const outcome = 'the server ends at its start';

type Beside = { readonly plugins: readonly string[]; readonly units: readonly Unit[] };

/** pkg/cli/cmds/server.go:216-275 of RKE2. */
export function readPluginRemarks(flags: Flags, { plugins: chosen, units }: Beside, draft: Draft): void {
  if (chosen.length === 0 || flags.unit.document.structural) return;
  const why = faultOf(chosen);
  if (why !== undefined) {
    const [one] = chosen;
    const meant = chosen.length === 1 && one !== undefined ? nearest(one, plugins) : undefined;
    const said = stated(flags.unit, [...flags.base, 'cni'], text, { reader, layer: 'resource', as: 'cni' });
    draft.installer.refused.push({
      installer: 'RKE2',
      name: 'cni',
      origin: placeOf(flags, 'cni'),
      why,
      check: 'pkg/cli/cmds/server.go',
      outcome,
      advice:
        meant === undefined || meant === one
          ? 'write one of calico, canal, cilium, flannel and none, with multus before it or not'
          : `write ${meant}`,
      certain: true,
      ...(isExplicit(said) &&
        meant !== undefined &&
        meant !== one && { fix: { title: `write ${meant}`, applicability: 'safe' as const, changes: [{ setting: said, to: meant }] } }),
    });
    return;
  }
  readOtherCharts(flags, { plugins: chosen, units }, draft);
}

function faultOf(chosen: readonly string[]): string | undefined {
  const odd = chosen.find((word) => !plugins.includes(word));
  if (odd !== undefined) return `"${odd}" is none of its plugins`;
  if (chosen.length > 2 || (chosen.length === 2 && !chosen.includes('multus'))) return `${chosen.join(' and ')} are more than one plugin`;
  if (chosen.includes('multus') && chosen.length === 1) return 'multus needs another plugin beside it';
  return chosen.indexOf('multus') > 0 ? 'multus has to come first' : undefined;
}

/** Charts of plugins that are not chosen are switched off. */
function readOtherCharts(flags: Flags, { plugins: chosen, units }: Beside, draft: Draft): void {
  for (const unit of units) {
    const chart = unit.object?.kind === 'HelmChartConfig' ? textOf(unit, ['metadata', 'name']) : undefined;
    const plugin = /^rke2-(calico|canal|cilium|flannel)$/.exec(chart ?? '')?.[1];
    if (plugin === undefined || chosen.includes(plugin)) continue;
    draft.installer.dead.push({
      installer: 'RKE2',
      name: `the HelmChartConfig ${chart}`,
      origin: originOf(unit, ['metadata', 'name']),
      why: `cni is ${chosen.join(',')}, and RKE2 switches the charts of other plugins off`,
      advice: `write values for rke2-${chosen.find((word) => word !== 'multus') ?? ''}, or another cni`,
      related: [{ origin: placeOf(flags, 'cni'), note: 'the plugin is chosen here' }],
    });
  }
}

/**
 * Calico beside the flannel that K3s runs: containerd then reads the CNI configuration in K3s' own folder (k3s-io/k3s, pkg/agent/templates/templates.go,
 * `if not .NodeConfig.NoFlannel`), so pods get their network from flannel.
 */
export function readOtherPlugin(flags: Flags, units: readonly Unit[], draft: Draft): void {
  for (const unit of units) {
    if (!installsCalico(unit)) continue;
    const { kind = '', name = '' } = unit.object ?? {};
    draft.installer.dead.push({
      installer: 'K3s',
      name: `the ${kind} ${name}`,
      origin: originOf(unit, ['metadata', 'name']),
      why: 'K3s runs flannel itself unless flannel-backend is none, and containerd reads the CNI configuration of that flannel only',
      advice: `write flannel-backend: none and disable-network-policy: true, here or where else K3s gets its flags${flags.product === undefined ? '; for RKE2, which runs Canal, write cni: none' : ''}`,
      related: [{ origin: placeOf(flags, 'flannel-backend'), note: 'flannel-backend is not none here' }],
    });
  }
}

/** By the operator, which may leave the CNI plugin to another one, or by its manifest; Canal's has a flannel of its own in the same place. */
function installsCalico(unit: Unit): boolean {
  const { group, kind, name } = unit.object ?? {};
  if (group === 'operator.tigera.io') return kind === 'Installation' && (textOf(unit, ['spec', 'cni', 'type']) ?? 'Calico') === 'Calico';
  return kind === 'DaemonSet' && (name === 'calico-node' || name === 'canal');
}

/** K3s ends on a word that it does not know; ipsec and wireguard went with v1.26 and v1.27 (docs.k3s.io, basic network options). */
export function readBackendRemarks(backend: Setting<string>, draft: Draft): void {
  const known = ['vxlan', 'host-gw', 'wireguard-native', 'none'];
  if (known.includes(backend.value) || backend.value === 'tailscale') return;
  const gone = backend.value === 'wireguard' || backend.value === 'ipsec';
  const meant = gone ? 'wireguard-native' : nearest(backend.value, known);
  draft.installer.refused.push({
    installer: 'K3s',
    name: 'flannel-backend',
    origin: backend.origin,
    why: gone ? `${backend.value} was taken out with v1.27` : `"${backend.value}" is none of ${known.join(', ')}`,
    check: 'pkg/agent/flannel/setup.go',
    outcome,
    advice: meant === undefined ? 'write one of them' : `write ${meant}`,
    certain: !gone,
    ...(meant !== undefined && {
      fix: {
        title: `write ${meant}`,
        applicability: gone ? 'unsafe' : 'safe',
        changes: [{ setting: { ...backend, write: literal(backend) }, to: meant }],
      },
    }),
  });
}

/** The word itself is written, not flannel's name of the backend. */
function literal({ origin }: Setting<string>): NonNullable<Setting<string>['write']> {
  return { reader, as: 'word', place: origin };
}
