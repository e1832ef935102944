import type { Cluster } from '../../cluster/model.js';
import { effective } from '../../cluster/precedence.js';
import { knownValue } from '../../cluster/setting.js';
import { flannelOverhead } from '../../network/mtu.js';
import { manifests, name, type Placing } from './manifests.js';
import { needsOf } from './needs.js';

/** What a digest has to be put into: it names no image. */
export const placeholder: string = `replace-me.invalid/preflight-tools@sha256:${'0'.repeat(64)}`;

export type Preflight = {
  readonly objects: readonly Readonly<Record<string, unknown>>[];
  /** What to tell the reader above them, a line each. */
  readonly remarks: readonly string[];
  /** Name of the file that the steps of `next` call. */
  readonly file: string;
  readonly next: readonly string[];
};

/** The preflight for one cluster: what looks, on each node, at what the configuration of that cluster needs (noPreflight says nothing against). */
export function preflight(cluster: Cluster, placing: Placing): Preflight {
  const needs = needsOf(cluster);
  const file = `${name}.yaml`;
  const at = `kubectl --namespace ${placing.namespace}`;
  const job = `job/${name}-collector`;
  const image =
    placing.image === placeholder ? ['put an image with the tools, and its digest, in place of replace-me.invalid (or give --image)'] : [];
  const run = placing.helmHook
    ? [`put ${file} among the templates of the chart that installs Calico; a failed check stops the installation or the upgrade`]
    : [
        `kubectl delete --ignore-not-found --filename ${file} && kubectl apply --filename ${file}`,
        `${at} logs --follow --pod-running-timeout=2m ${job} | tee preflight.log`,
        `${at} wait --for condition=complete --timeout=30s ${job} && passed=yes || passed=no`,
        `kubectl delete --ignore-not-found --filename ${file}`,
        '[ "$passed" = yes ] || { canal-lint diagnose preflight.log; exit 1; }',
      ];
  return {
    objects: manifests(needs, placing),
    remarks: [...needs.remarks, ...wholeMtu(cluster, needs.podMtu), ...image],
    file,
    next: [...image, ...run],
  };
}

/** Felix knows of no tunnel in Canal (felix/dataplane/linux/int_dataplane.go:1816-1818): pods get more than flannel's tunnel carries. */
function wholeMtu({ plane, mtu, flannel }: Cluster, podMtu: number): readonly string[] {
  const bytes = flannelOverhead(knownValue(effective(flannel.backend)) ?? 'vxlan') ?? 0;
  if (knownValue(effective(plane)) !== 'canal' || bytes === 0 || knownValue(effective(mtu.veth)) !== 0) return [];
  const tunnel =
    podMtu === 0
      ? `and it is tried; flannel's tunnel carries ${bytes} bytes less`
      : `and flannel's tunnel carries ${podMtu}: that is tried`;
  return [`veth_mtu leaves pods the whole MTU of the interface, ${tunnel} (canal-lint: canal-mtu)`];
}
