/** What to do with a configuration, in words that the installers share. */
import { atLeast, formatVersion } from '../../network/version.js';
import type { Plan } from './plan.js';

/** The release, as tags spell it: `v3.31.4`. */
export function release({ described: { calico } }: Plan): string {
  return formatVersion(calico);
}

/** Addresses of Calico's manifests. From v3.30 on, the definitions of the operator stand in a file of their own. */
export function manifestsAt(plan: Plan, names: readonly string[]): readonly string[] {
  const there = names.filter((name) => name !== 'operator-crds.yaml' || atLeast(plan.described.calico, '3.30'));
  return there.map((name) => `https://raw.githubusercontent.com/projectcalico/calico/${release(plan)}/manifests/${name}`);
}

/**
 * Since v3.32 the chart tigera-operator has no CRDs, and fails with "no matches for kind Installation" where none are: they are a chart of their
 * own, which an upgrade needs anew as well. Sources: projectcalico/calico#12860; charts/tigera-operator/README.md v3.32.1.
 */
export const crdChart: { readonly name: string; readonly chart: string } = { name: 'calico-crds', chart: 'crd.projectcalico.org.v1' };

/** True where the CRDs come from {@link crdChart}. */
export function needsCrdChart({ described: { calico } }: Plan): boolean {
  return atLeast(calico, '3.32');
}

/** The steps that bring Calico's manifests beside a kustomization. */
export function fetched(plan: Plan, name: string): readonly string[] {
  return manifestsAt(plan, [name]).map((url) => `curl --fail --location --output ./${name} ${url}`);
}

/** The step that checks what was written, with all that is known of the underlay. */
export function check({ described: { cloud, nicMtu, l2 } }: Plan, files: readonly string[]): string {
  const facts = [`cloud=${cloud}`, `nicMtu=${nicMtu}`, ...(l2 === undefined ? [] : [`l2=${l2}`])];
  return `canal-lint ${files.join(' ')} --underlay ${facts.join(',')}`;
}

/** The step for what lies between the nodes. */
export function open(files: readonly string[]): string {
  return `canal-lint generate firewall ${files.join(' ')}`;
}

/** What IPv6 asks for beside Calico (docs.tigera.io, networking/ipam/ipv6, "Before you begin"; kubernetes.io, dual-stack). */
export function dualStack({ described: { podCidrV6 } }: Plan): readonly string[] {
  if (podCidrV6 === undefined) return [];
  return [
    'the cluster itself has to be dual-stack: two ranges each for kube-apiserver, kube-controller-manager and kube-proxy, and two addresses in --node-ip of each kubelet',
    'sysctl -w net.ipv6.conf.all.forwarding=1   # on each node, and in /etc/sysctl.d/; each needs a default route of IPv6 too',
  ];
}
