// Written by `npm run gen` from the folders of diagnose/causes/; do not edit.
import type { Cause } from './cause.js';
import { cause as backendMismatch } from './causes/backend-mismatch/cause.js';
import { cause as badPeerAs } from './causes/bad-peer-as/cause.js';
import { cause as bgpPassword } from './causes/bgp-password/cause.js';
import { cause as bgpPortBlocked } from './causes/bgp-port-blocked/cause.js';
import { cause as bgpPortBlockedByUnderlay } from './causes/bgp-port-blocked-by-underlay/cause.js';
import { cause as birdNotRunning } from './causes/bird-not-running/cause.js';
import { cause as birdSocketMissing } from './causes/bird-socket-missing/cause.js';
import { cause as calicoNodeDown } from './causes/calico-node-down/cause.js';
import { cause as datastoreUnreachable } from './causes/datastore-unreachable/cause.js';
import { cause as duplicateNodeAddress } from './causes/duplicate-node-address/cause.js';
import { cause as duplicatePodCidr } from './causes/duplicate-pod-cidr/cause.js';
import { cause as duplicateRouterId } from './causes/duplicate-router-id/cause.js';
import { cause as failsafePorts } from './causes/failsafe-ports/cause.js';
import { cause as flannelBackend } from './causes/flannel-backend/cause.js';
import { cause as flannelInterface } from './causes/flannel-interface/cause.js';
import { cause as flannelLease } from './causes/flannel-lease/cause.js';
import { cause as gracefulRestart } from './causes/graceful-restart/cause.js';
import { cause as gracefulRestartRecovery } from './causes/graceful-restart-recovery/cause.js';
import { cause as healthy } from './causes/healthy/cause.js';
import { cause as holdTimer } from './causes/hold-timer/cause.js';
import { cause as imageVersionSkew } from './causes/image-version-skew/cause.js';
import { cause as ipForwardOff } from './causes/ip-forward-off/cause.js';
import { cause as ipamExhausted } from './causes/ipam-exhausted/cause.js';
import { cause as ipipBlockedByCloud } from './causes/ipip-blocked-by-cloud/cause.js';
import { cause as iptablesBackend } from './causes/iptables-backend/cause.js';
import { cause as ipv6Misconfigured } from './causes/ipv6-misconfigured/cause.js';
import { cause as kubeProxyConflict } from './causes/kube-proxy-conflict/cause.js';
import { cause as listenPortMismatch } from './causes/listen-port-mismatch/cause.js';
import { cause as meshOffNoPeers } from './causes/mesh-off-no-peers/cause.js';
import { cause as mtuInconsistent } from './causes/mtu-inconsistent/cause.js';
import { cause as mtuTooLarge } from './causes/mtu-too-large/cause.js';
import { cause as natOutgoingOff } from './causes/nat-outgoing-off/cause.js';
import { cause as noEncapsulationAcrossL3 } from './causes/no-encapsulation-across-l3/cause.js';
import { cause as oneSidedPeering } from './causes/one-sided-peering/cause.js';
import { cause as peerUnreachable } from './causes/peer-unreachable/cause.js';
import { cause as pmtuBlackHole } from './causes/pmtu-black-hole/cause.js';
import { cause as poolCidrMismatch } from './causes/pool-cidr-mismatch/cause.js';
import { cause as poolNotSelected } from './causes/pool-not-selected/cause.js';
import { cause as poolOverlapsHosts } from './causes/pool-overlaps-hosts/cause.js';
import { cause as probeAgainstBackend } from './causes/probe-against-backend/cause.js';
import { cause as probedSession } from './causes/probed-session/cause.js';
import { cause as routesNotExported } from './causes/routes-not-exported/cause.js';
import { cause as rpFilter } from './causes/rp-filter/cause.js';
import { cause as settingAfterInstall } from './causes/setting-after-install/cause.js';
import { cause as staleRoute } from './causes/stale-route/cause.js';
import { cause as typhaUnreachable } from './causes/typha-unreachable/cause.js';
import { cause as unknownField } from './causes/unknown-field/cause.js';
import { cause as vxlanOffload } from './causes/vxlan-offload/cause.js';
import { cause as vxlanPortBlocked } from './causes/vxlan-port-blocked/cause.js';
import { cause as vxlanPortMismatch } from './causes/vxlan-port-mismatch/cause.js';
import { cause as wireguardMisconfigured } from './causes/wireguard-misconfigured/cause.js';
import { cause as wrongNodeAddress } from './causes/wrong-node-address/cause.js';

/** Every cause, by name. */
export const causes: readonly Cause[] = [
  backendMismatch,
  badPeerAs,
  bgpPassword,
  bgpPortBlocked,
  bgpPortBlockedByUnderlay,
  birdNotRunning,
  birdSocketMissing,
  calicoNodeDown,
  datastoreUnreachable,
  duplicateNodeAddress,
  duplicatePodCidr,
  duplicateRouterId,
  failsafePorts,
  flannelBackend,
  flannelInterface,
  flannelLease,
  gracefulRestart,
  gracefulRestartRecovery,
  healthy,
  holdTimer,
  imageVersionSkew,
  ipForwardOff,
  ipamExhausted,
  ipipBlockedByCloud,
  iptablesBackend,
  ipv6Misconfigured,
  kubeProxyConflict,
  listenPortMismatch,
  meshOffNoPeers,
  mtuInconsistent,
  mtuTooLarge,
  natOutgoingOff,
  noEncapsulationAcrossL3,
  oneSidedPeering,
  peerUnreachable,
  pmtuBlackHole,
  poolCidrMismatch,
  poolNotSelected,
  poolOverlapsHosts,
  probeAgainstBackend,
  probedSession,
  routesNotExported,
  rpFilter,
  settingAfterInstall,
  staleRoute,
  typhaUnreachable,
  unknownField,
  vxlanOffload,
  vxlanPortBlocked,
  vxlanPortMismatch,
  wireguardMisconfigured,
  wrongNodeAddress,
];
