/** The alerts, each with what has to be true of a cluster for it to have a meaning there. */
import { releasesOf } from '../../network/calico-metrics.js';
import { standing } from '../../network/release-span.js';
import { atLeast, type Version } from '../../network/version.js';

export type Alert = {
  readonly name: string;
  readonly severity: 'critical' | 'warning';
  readonly for: string;
  readonly expression: string;
  readonly summary: string;
  readonly description: string;
  /** The cause whose page tells what to do. */
  readonly cause: string;
};

/** What the alerts are about. */
export type Watched = {
  readonly calico: Version;
  /** Undefined where Felix chooses by what it finds on the node, or the input does not tell. */
  readonly dataplane: 'iptables' | 'nftables' | 'bpf' | undefined;
  readonly typha: boolean;
  readonly bird: boolean;
  /** That of calico-node, which installers call by names of their own. */
  readonly daemonSet: string;
};

/** True where the release exports the metric. */
function exports(calico: Version, metric: string): boolean {
  const releases = releasesOf(metric);
  return releases !== undefined && standing(releases, calico) === undefined;
}

// Each Felix exports how many hosts there are, live or not (felix/calc/stats_collector.go:30-50), and 3 where it is in sync
// (felix/calc/async_calc_graph.go:45-49). `cluster` is a label of setups with several clusters; without it these are one group.
const hosts = 'max by (cluster) (felix_cluster_num_hosts)';
const working = `(count by (cluster) (max by (cluster, instance) (felix_resync_state) == 3) or 0 * ${hosts})`;

/** The alerts whose metrics exist in the release and mean something in the cluster. */
export function alertsFor(watched: Watched): readonly Alert[] {
  return [...nodes(watched), ...programming(watched), ...typha(watched), blind];
}

function nodes({ daemonSet, bird }: Watched): readonly Alert[] {
  return [
    {
      name: 'CalicoCrossNodeNetworkingDegraded',
      severity: 'critical',
      for: '5m',
      expression: `(${hosts} - ${working}) / ${hosts} > 0.1`,
      summary: 'Pods on {{ $value | humanizePercentage }} of the nodes may not reach pods of other nodes',
      description:
        'Felix on these nodes is not in sync with the datastore, or does not answer Prometheus: routes and policies there grow stale, and new pods get none. Nodes that are gone count until their Node is deleted.',
      cause: 'calico-node-down',
    },
    {
      name: 'CalicoNodeOutOfSync',
      severity: 'warning',
      for: '15m',
      expression: `${hosts} - ${working} > 0`,
      summary: '{{ $value }} of the nodes that Calico knows are not in sync',
      description:
        'kubectl get pods -o wide shows where calico-node does not run; its log tells why Felix waits. Nodes that Prometheus does not ask, as those of Windows, count as well.',
      cause: 'calico-node-down',
    },
    {
      name: 'CalicoNodeNotReady',
      severity: 'warning',
      for: '15m',
      // kube-state-metrics. BGP has no metric in the open source; readiness is what tells of BIRD (node/pkg/health/health.go:212-231).
      expression: `max by (cluster, namespace, daemonset) (kube_daemonset_status_number_unavailable{daemonset="${daemonSet}"}) > 0`,
      summary: '{{ $value }} pods of {{ $labels.daemonset }} are not ready',
      description: bird
        ? 'Felix or BIRD does not answer there, or no BGP session is established: pods of the node reach no other node. kubectl describe pod shows which check fails.'
        : 'Felix does not answer there, or is not in sync: pods of the node may reach no other node. kubectl describe pod shows which check fails.',
      cause: bird ? 'bird-not-running' : 'calico-node-down',
    },
    {
      name: 'CalicoDatastoreUnstable',
      severity: 'warning',
      for: '10m',
      expression: 'increase(felix_resyncs_started[30m]) > 3',
      summary: 'Felix on {{ $labels.instance }} has begun to read everything anew {{ $value | humanize }} times in half an hour',
      description: 'Its connection to Typha or to the API server breaks again and again: changes of policies and routes come late.',
      cause: 'datastore-unreachable',
    },
  ];
}

function programming({ calico, dataplane }: Watched): readonly Alert[] {
  return [
    {
      name: 'CalicoDataplaneFailing',
      severity: 'warning',
      for: '10m',
      expression: 'rate(felix_int_dataplane_failures[5m]) > 0',
      summary: 'Felix on {{ $labels.instance }} cannot write routes or rules',
      description: 'It tries again, but new pods and changed policies on this node wait. Its log names what the kernel refuses.',
      cause: 'iptables-backend',
    },
    ...filters(calico, dataplane),
  ];
}

function filters(calico: Version, dataplane: Watched['dataplane']): readonly Alert[] {
  const alert = (name: string, expression: string, what: string): Alert => ({
    ...{ name, severity: 'warning', for: '15m', expression, cause: 'iptables-backend' },
    summary: `${what} on {{ $labels.instance }} for a quarter of an hour`,
    description:
      'Rules there are older than the policies. Another program that writes the same tables, or another backend than that of the host, is the usual cause.',
  });
  if (dataplane === 'bpf')
    return [
      alert(
        'CalicoBpfEndpointsDirty',
        'felix_bpf_dirty_dataplane_endpoints > 0',
        'Programs of eBPF of {{ $value }} interfaces cannot be loaded',
      ),
    ];
  const nft = alert('CalicoNftablesErrors', 'rate(felix_nft_errors[5m]) > 0', 'nft refuses the rules of Felix');
  const nfts = exports(calico, 'felix_nft_errors') ? [nft] : [];
  if (dataplane === 'nftables' && nfts.length > 0) return nfts;
  return [
    ...(dataplane === undefined ? nfts : []),
    alert('CalicoIptablesErrors', 'rate(felix_iptables_restore_errors[5m]) > 0', 'iptables-restore refuses the rules of Felix'),
    alert('CalicoIpsetErrors', 'rate(felix_ipset_errors[5m]) > 0', 'ipset refuses the sets of Felix'),
  ];
}

/** typha_connections_streaming tells its clients apart (3.25); before, each of them counts. */
function typha({ calico, typha: runs }: Watched): readonly Alert[] {
  if (!runs) return [];
  const clients = atLeast(calico, '3.25') ? 'typha_connections_streaming{syncer="felix"}' : 'typha_connections_active';
  return [
    {
      name: 'CalicoTyphaClientsMissing',
      severity: 'warning',
      for: '15m',
      // Where Typha is gone, so are its series.
      expression: `${hosts} - (sum by (cluster) (${clients}) or 0 * ${hosts}) > 0`,
      summary: '{{ $value }} nodes have no connection to Typha',
      description:
        'Felix there hears of no change. TCP 5473 has to be open from every node to those that run Typha, and its certificates to be valid. Where it is every node, no Typha runs, or Prometheus does not ask its port 9093.',
      cause: 'typha-unreachable',
    },
  ];
}

/** The others are silent where there is nothing to read. */
const blind: Alert = {
  name: 'CalicoMetricsMissing',
  severity: 'warning',
  for: '15m',
  expression: 'absent(felix_resync_state)',
  summary: 'Prometheus has no metrics of Felix, so that the alerts on Calico see nothing',
  description:
    'They are off by default: FELIX_PROMETHEUSMETRICSENABLED or prometheusMetricsEnabled of the FelixConfiguration turns them on, at port 9091 of each node.',
  cause: 'calico-node-down',
};
