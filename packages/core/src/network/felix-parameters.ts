// The parameters of Felix: FELIX_<name> in the environment, in any case.

import type { Releases } from './release-span.js';

// Fields of type Config with a tag `config`, felix/config/config_params.go of projectcalico/calico at the last tag of each minor from v3.21.6 to
// v3.32.1 and at 87c1590 (2026-08, `head`).
const names: readonly (readonly [Releases, string])[] = [
  [
    '<=3.21',
    `
    AWSSrcDstCheck AllowIPIPPacketsFromWorkloads AllowVXLANPacketsFromWorkloads BPFConnectTimeLoadBalancingEnabled BPFDataIfacePattern
    BPFDisableUnprivileged BPFEnabled BPFExtToServiceConnmark BPFExternalServiceMode BPFKubeProxyIptablesCleanupEnabled
    BPFKubeProxyMinSyncPeriod BPFLogLevel BPFPSNATPorts CalicoVersion ChainInsertMode ClusterGUID ClusterType DataplaneDriver
    DatastoreType DebugBPFCgroupV2 DebugCPUProfilePath DebugDisableLogDropping DebugMemoryProfilePath DebugPanicAfter
    DebugSimulateCalcGraphHangAfter DebugSimulateDataRace DebugSimulateDataplaneHangAfter DefaultEndpointToHostAction
    DeviceRouteProtocol DeviceRouteSourceAddress DisableConntrackInvalidCheck EndpointReportingDelaySecs EndpointReportingEnabled
    EtcdAddr EtcdCaFile EtcdCertFile EtcdEndpoints EtcdKeyFile EtcdScheme ExternalNodesCIDRList FailsafeInboundHostPorts
    FailsafeOutboundHostPorts FeatureDetectOverride FelixHostname FloatingIPs GenericXDPEnabled HealthEnabled HealthHost HealthPort
    IPv4VXLANTunnelAddr InterfaceExclude InterfacePrefix InterfaceRefreshInterval IpInIpEnabled IpInIpMtu IpInIpTunnelAddr
    IpsetsRefreshInterval IptablesBackend IptablesFilterAllowAction IptablesLockProbeIntervalMillis IptablesMangleAllowAction
    IptablesMarkMask IptablesNATOutgoingInterfaceFilter IptablesPostWriteCheckIntervalSecs IptablesRefreshInterval Ipv6Support
    KubeNodePortRanges LogFilePath LogPrefix LogSeverityFile LogSeverityScreen LogSeveritySys MTUIfacePattern MaxIpsetSize
    MetadataAddr MetadataPort NATOutgoingAddress NATPortRange NetlinkTimeoutSecs OpenstackRegion PolicySyncPathPrefix
    PrometheusGoMetricsEnabled PrometheusMetricsEnabled PrometheusMetricsHost PrometheusMetricsPort PrometheusProcessMetricsEnabled
    PrometheusWireGuardMetricsEnabled RemoveExternalRoutes ReportingIntervalSecs ReportingTTLSecs RouteRefreshInterval RouteSource
    RouteTableRange ServiceLoopPrevention SidecarAccelerationEnabled TyphaAddr TyphaCAFile TyphaCN TyphaCertFile TyphaK8sNamespace
    TyphaK8sServiceName TyphaKeyFile TyphaReadTimeout TyphaURISAN TyphaWriteTimeout UsageReportingEnabled
    UsageReportingInitialDelaySecs UsageReportingIntervalSecs UseInternalDataplaneDriver VXLANEnabled VXLANMTU VXLANPort
    VXLANTunnelMACAddr VXLANVNI Variant WireguardEnabled WireguardHostEncryptionEnabled WireguardInterfaceName WireguardListeningPort
    WireguardMTU WireguardRoutingRulePriority XDPEnabled XDPRefreshInterval
    `,
  ],
  [
    '<=3.21-3.30',
    `
    DebugBPFMapRepinEnabled
    `,
  ],
  [
    '<=3.21-3.31',
    `
    BPFKubeProxyEndpointSlicesEnabled IptablesLockFilePath IptablesLockTimeoutSecs
    `,
  ],
  [
    '3.22',
    `
    LogDebugFilenameRegex
    `,
  ],
  [
    '3.23',
    `
    BPFEnforceRPF BPFHostConntrackBypass BPFMapSizeConntrack BPFMapSizeIPSets BPFMapSizeNATAffinity BPFMapSizeNATBackend
    BPFMapSizeNATFrontend BPFMapSizeRoute DataplaneWatchdogTimeout DeviceRouteSourceAddressIPv6 IPv6VXLANTunnelAddr RouteTableRanges
    VXLANMTUV6 VXLANTunnelMACAddrV6 WireguardPersistentKeepAlive WorkloadSourceSpoofing
    `,
  ],
  [
    '3.23-3.26',
    `
    BpfIpv6Support
    `,
  ],
  [
    '3.24',
    `
    BPFMapSizeIfState BPFPolicyDebugEnabled RouteSyncDisabled WireguardEnabledV6 WireguardInterfaceNameV6 WireguardListeningPortV6
    WireguardMTUV6
    `,
  ],
  [
    '3.25',
    `
    BPFL3IfacePattern FeatureGates HealthTimeoutOverrides
    `,
  ],
  [
    '3.26',
    `
    BPFDSROptoutCIDRs IptablesFilterDenyAction
    `,
  ],
  [
    '3.27',
    `
    BPFCTLBLogFilter BPFConnectTimeLoadBalancing BPFDisableGROForIfaces BPFExcludeCIDRsFromNAT BPFForceTrackPacketsFromIfaces
    BPFHostNetworkedNATWithoutCTLB BPFLogFilters WindowsManageFirewallRules
    `,
  ],
  [
    '3.28',
    `
    DebugHost DebugPort DebugSimulateDataplaneApplyDelay EndpointStatusPathPrefix WireguardThreadingEnabled
    `,
  ],
  [
    '3.29',
    `
    BPFRedirectToPeer GoGCThreshold GoMaxProcs GoMemoryLimitMB IPForwarding NFTablesMode NftablesFilterAllowAction
    NftablesFilterDenyAction NftablesMangleAllowAction NftablesMarkMask NftablesRefreshInterval
    `,
  ],
  [
    '3.30',
    `
    BPFConntrackCleanupMode BPFConntrackLogLevel BPFConntrackTimeouts BPFExportBufferSizeMB BPFKubeProxyHealthzPort
    BPFMapSizeConntrackCleanupQueue BPFMapSizeConntrackScaling BPFMapSizePerCPUConntrack BPFProfiling CgroupV2Path
    FlowLogsCollectorDebugTrace FlowLogsFlushInterval FlowLogsGoldmaneServer FlowLogsLocalReporter FlowLogsPolicyEvaluationMode
    LogActionRateLimit LogActionRateLimitBurst
    `,
  ],
  [
    '3.31',
    `
    BPFAttachType BPFJITHardening NATOutgoingExclusions ProgramClusterRoutes RequireMTUFile
    `,
  ],
  [
    '3.32',
    `
    BPFMaglevMaxEndpointsPerService BPFMaglevMaxServices IPv4ElevatedRoutePriority IPv4NormalRoutePriority IPv6ElevatedRoutePriority
    IPv6NormalRoutePriority IstioAmbientMode IstioDSCPMark LiveMigrationRouteConvergenceTime PrometheusMetricsCAFile
    PrometheusMetricsCertFile PrometheusMetricsClientAuth PrometheusMetricsKeyFile
    `,
  ],
  [
    'head',
    `
    BPFIPFragTimeout BPFIPFragmentReassemblyEnabled BPFOverlayHostSourceIP LocalSubnetL2Reachability
    LocalSubnetL2ReachabilityRefreshInterval NFTablesFlowTableDataIfacePattern NFTablesFlowTableOffload
    `,
  ],
];

export type FelixParameter = { readonly name: string; readonly releases: Releases };

/** Made when it is first asked for: most input has no variable of Felix. */
let table: ReadonlyMap<string, FelixParameter> | undefined;

function parameters(): ReadonlyMap<string, FelixParameter> {
  table ??= new Map(
    names.flatMap(([releases, text]) =>
      text
        .trim()
        .split(/\s+/)
        .map((name) => [name.toLowerCase(), { name, releases }] as const),
    ),
  );
  return table;
}

const prefix = /^felix_/i;

/** The parameter that a variable sets; undefined where Felix knows none of the name, in any release that was read. */
export function felixParameter(variable: string): FelixParameter | undefined {
  return prefix.test(variable) ? parameters().get(variable.replace(prefix, '').toLowerCase()) : undefined;
}

/** What Felix and its tests read beside the parameters (felix/bpf/nat/connecttime.go:82, felix/fv/infrastructure/felix.go). */
const besides = new Set(['FELIX_DEBUGSKIPCTLBCLEANUP', 'FELIX_GOTRACEBACK', 'FELIX_LOG_LEVEL']);

/** True for a variable that Felix takes for a parameter and knows in no release that was read. Calico Enterprise may. */
export function isUnknownToFelix(variable: string): boolean {
  return prefix.test(variable) && !besides.has(variable.toUpperCase()) && felixParameter(variable) === undefined;
}

/** The variables of all parameters. */
export function felixVariables(): readonly string[] {
  return [...parameters().keys()].map((name) => `FELIX_${name.toUpperCase()}`);
}
