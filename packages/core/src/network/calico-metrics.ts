// The metrics that Calico exports under a name of its own.

/** From a release, and up to one where later ones lack it. */
type Releases = string;

// String literals of the Go code without tests, projectcalico/calico, at the last tag of each minor from v3.21.6 to v3.32.1 and at 87c1590
// (2026-08, `head`). `<=3.21`: older tags were not read.
const exported: Readonly<Record<string, Releases>> = {
  felix_active_local_endpoints: '<=3.21',
  felix_active_local_policies: '<=3.21',
  felix_active_local_selectors: '<=3.21',
  felix_active_local_tags: '<=3.21-3.22',
  felix_bpf_conntrack_cleaned: '3.30',
  felix_bpf_conntrack_cleaned_total: '3.30',
  felix_bpf_conntrack_cleaner_seconds: '3.30',
  felix_bpf_conntrack_entries_deleted: '3.30-3.30',
  felix_bpf_conntrack_entries_seen: '3.30-3.30',
  felix_bpf_conntrack_expired: '3.30',
  felix_bpf_conntrack_expired_total: '3.30',
  felix_bpf_conntrack_inforeader_blocks: '3.30',
  felix_bpf_conntrack_maglev_entries_total: '3.32',
  felix_bpf_conntrack_stale_nat: '3.30',
  felix_bpf_conntrack_stale_nat_total: '3.30',
  felix_bpf_conntrack_sweep_duration: '3.30',
  felix_bpf_conntrack_sweeps: '3.30',
  felix_bpf_conntrack_used: '3.30',
  felix_bpf_dataplane_endpoints: '<=3.21',
  felix_bpf_dirty_dataplane_endpoints: '<=3.21',
  felix_bpf_events: '3.30',
  felix_bpf_events_collector_blocks: '3.30',
  felix_bpf_happy_dataplane_endpoints: '<=3.21',
  felix_bpf_num_ip_sets: '<=3.21',
  felix_calc_graph_output_events: '<=3.21',
  felix_calc_graph_update_time_seconds: '<=3.21',
  felix_calc_graph_updates_processed: '<=3.21',
  felix_cluster_num_host_endpoints: '<=3.21',
  felix_cluster_num_hosts: '<=3.21',
  felix_cluster_num_policies: '<=3.21',
  felix_cluster_num_profiles: '<=3.21',
  felix_cluster_num_tiers: '3.29',
  felix_cluster_num_workload_endpoints: '<=3.21',
  felix_collector_allowed_flowlog_aggregator_store: '3.30',
  felix_collector_conntrack_processing_latency_seconds: '3.30',
  felix_collector_dataplanestats_update_processing_errors_per_minute: '3.30',
  felix_collector_dataplanestats_update_processing_latency_seconds: '3.30',
  felix_collector_dumpstats_latency_seconds: '3.30',
  felix_collector_epstats: '3.30',
  felix_collector_lookupcache_endpoints: '3.30',
  felix_collector_lookupcache_networksets: '3.30',
  felix_collector_lookupcache_services: '3.30',
  felix_collector_lookups_cache_policies: '3.30',
  felix_collector_policy_eval_batches_total: 'head',
  felix_collector_policy_eval_flows_total: 'head',
  felix_collector_policy_eval_sweep_duration_seconds: 'head',
  felix_exec_time_micros: '<=3.21',
  felix_host: '<=3.21',
  felix_int_dataplane_addr_msg_batch_size: '<=3.21',
  felix_int_dataplane_apply_time_seconds: '<=3.21',
  felix_int_dataplane_failures: '<=3.21',
  felix_int_dataplane_iface_msg_batch_size: '<=3.21',
  felix_int_dataplane_initial_resync_time_seconds: '3.31',
  felix_int_dataplane_messages: '<=3.21',
  felix_int_dataplane_msg_batch_size: '<=3.21',
  felix_ipset_calls: '<=3.21',
  felix_ipset_errors: '<=3.21',
  felix_ipset_lines_executed: '<=3.21',
  felix_ipsets_calico: '<=3.21',
  felix_ipsets_total: '<=3.21',
  felix_iptables_chains: '<=3.21',
  felix_iptables_lines_executed: '<=3.21',
  felix_iptables_lock_acquire_secs: '<=3.21-3.31',
  felix_iptables_lock_retries: '<=3.21-3.31',
  felix_iptables_restore_calls: '<=3.21',
  felix_iptables_restore_errors: '<=3.21',
  felix_iptables_rules: '<=3.21',
  felix_iptables_save_calls: '<=3.21',
  felix_iptables_save_errors: '<=3.21',
  felix_label_index_num_active_selectors: '3.27',
  felix_label_index_num_endpoints: '3.27',
  felix_label_index_selector_evals: '3.27',
  felix_label_index_strategy_evals: '3.27',
  felix_log_errors: '<=3.21',
  felix_logs_dropped: '<=3.21',
  felix_nflog_aggregates_created: '3.30',
  felix_nflog_aggregates_flushed: '3.30',
  felix_nflog_block_time_seconds: '3.30',
  felix_nflog_buffer_overruns: '3.30',
  felix_nflog_logs_received: '3.30',
  felix_nflog_netlink_messages_received: '3.30',
  felix_nflog_parse_errors: '3.30',
  felix_nft_calls: '3.29',
  felix_nft_chains: '3.29',
  felix_nft_errors: '3.29',
  felix_nft_flowtable_devices: 'head',
  felix_nft_flowtable_missing_devices: 'head',
  felix_nft_list_calls: '3.29',
  felix_nft_list_errors: '3.29',
  felix_nft_maps: '3.30',
  felix_nft_rules: '3.29',
  felix_nft_set_calls: '3.29',
  felix_nft_set_errors: '3.29',
  felix_nft_sets: '3.29',
  felix_resync_state: '<=3.21',
  felix_resyncs_started: '<=3.21',
  felix_route_table_conntrack_wait_seconds: '3.29',
  felix_route_table_list_seconds: '<=3.21-3.28',
  felix_route_table_num_ifaces: '3.29',
  felix_route_table_num_routes: '3.29',
  felix_route_table_partial_resync_seconds: '3.29',
  felix_route_table_per_iface_sync_seconds: '<=3.21-3.28',
  felix_route_table_resync_seconds: '3.29',
  goldmane_aggr_backfill_latency_ms: '3.30',
  goldmane_aggr_dropped_flows_total: '3.30',
  goldmane_aggr_flow_index_batch_size: '3.30',
  goldmane_aggr_flow_index_buffer_size: '3.30',
  goldmane_aggr_flow_index_latency_ms: '3.30',
  goldmane_aggr_num_unique_flows: '3.30',
  goldmane_aggr_received_flows_total: '3.30',
  goldmane_aggr_rollover_duration_ms: '3.30',
  goldmane_aggr_rollover_latency_ms: '3.30',
  goldmane_collector_flow_process_latency: '3.30',
  goldmane_collector_num_clients: '3.30',
  goldmane_collector_received_flows: '3.30',
  goldmane_num_streams: '3.30',
  typha_breadcrumb_block: '<=3.21',
  typha_breadcrumb_non_block: '<=3.21',
  typha_breadcrumb_seq_number: '<=3.21',
  typha_breadcrumb_size: '<=3.21',
  typha_cache_size: '3.25',
  typha_client_latency_secs: '<=3.21',
  typha_client_snapshot_send_secs: '<=3.21',
  typha_client_write_latency_secs: '<=3.21',
  typha_connections_accepted: '<=3.21',
  typha_connections_active: '<=3.21',
  typha_connections_dropped: '<=3.21',
  typha_connections_grace_used: '<=3.21',
  typha_connections_streaming: '3.25',
  typha_kvs_per_msg: '<=3.21',
  typha_log_errors: '<=3.21',
  typha_logs_dropped: '<=3.21',
  typha_next_breadcrumb_latency_secs: '<=3.21',
  typha_ping_latency: '<=3.21',
  typha_snapshot_compressed_bytes: '3.25',
  typha_snapshot_raw_bytes: '3.25',
  typha_snapshots_generated: '3.25',
  typha_snapshots_reused: '3.25',
  typha_updates_skipped: '<=3.21',
  typha_updates_total: '<=3.21',
};

/** The names that only Calico uses. Metrics of its IPAM and of WireGuard share their prefixes with other exporters. */
export const metricPrefixes: readonly string[] = ['felix_', 'typha_', 'goldmane_'];

/** Summaries and histograms add these; OpenMetrics ends the name of a counter in `_total` and adds the time of its start. */
const suffix = /_(?:count|sum|bucket|total|created)$/;

/** True for a metric that some release exports. */
export function isExported(name: string): boolean {
  return Object.hasOwn(exported, name) || Object.hasOwn(exported, name.replace(suffix, ''));
}

/**
 * The name that was meant: a longer name that starts with an exported one, or one that differs by two letters at most. `typo` where it is
 * certain enough to be written.
 */
export function nearestMetric(name: string): { readonly name: string; readonly typo: boolean } | undefined {
  const names = Object.keys(exported);
  const typo = names.find((known) => differences(known, name) <= 2);
  if (typo !== undefined) return { name: typo, typo: true };
  const [longest] = names.filter((known) => name.startsWith(`${known}_`)).toSorted((a, b) => b.length - a.length);
  return longest === undefined ? undefined : { name: longest, typo: false };
}

/** Letters to add, drop or change between two names (Levenshtein), or 3 where they differ in length by more than 2. */
function differences(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + Number(a[i - 1] !== b[j - 1]);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
