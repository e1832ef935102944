// Written by `npm run gen` from the folders of diagnose/causes/; do not edit.
import type { Cause } from './cause.js';
import { cause as badPeerAs } from './causes/bad-peer-as/cause.js';
import { cause as bgpPassword } from './causes/bgp-password/cause.js';
import { cause as bgpPortBlocked } from './causes/bgp-port-blocked/cause.js';
import { cause as bgpPortBlockedByUnderlay } from './causes/bgp-port-blocked-by-underlay/cause.js';
import { cause as birdNotRunning } from './causes/bird-not-running/cause.js';
import { cause as birdSocketMissing } from './causes/bird-socket-missing/cause.js';
import { cause as calicoNodeDown } from './causes/calico-node-down/cause.js';
import { cause as duplicateNodeAddress } from './causes/duplicate-node-address/cause.js';
import { cause as duplicatePodCidr } from './causes/duplicate-pod-cidr/cause.js';
import { cause as duplicateRouterId } from './causes/duplicate-router-id/cause.js';
import { cause as gracefulRestart } from './causes/graceful-restart/cause.js';
import { cause as healthy } from './causes/healthy/cause.js';
import { cause as holdTimer } from './causes/hold-timer/cause.js';
import { cause as ipForwardOff } from './causes/ip-forward-off/cause.js';
import { cause as listenPortMismatch } from './causes/listen-port-mismatch/cause.js';
import { cause as meshOffNoPeers } from './causes/mesh-off-no-peers/cause.js';
import { cause as mtuInconsistent } from './causes/mtu-inconsistent/cause.js';
import { cause as mtuTooLarge } from './causes/mtu-too-large/cause.js';
import { cause as noEncapsulationAcrossL3 } from './causes/no-encapsulation-across-l3/cause.js';
import { cause as oneSidedPeering } from './causes/one-sided-peering/cause.js';
import { cause as peerUnreachable } from './causes/peer-unreachable/cause.js';
import { cause as pmtuBlackHole } from './causes/pmtu-black-hole/cause.js';
import { cause as routesNotExported } from './causes/routes-not-exported/cause.js';
import { cause as rpFilter } from './causes/rp-filter/cause.js';
import { cause as staleRoute } from './causes/stale-route/cause.js';
import { cause as vxlanPortBlocked } from './causes/vxlan-port-blocked/cause.js';
import { cause as vxlanPortMismatch } from './causes/vxlan-port-mismatch/cause.js';
import { cause as wrongNodeAddress } from './causes/wrong-node-address/cause.js';

/** Every cause, by name. */
export const causes: readonly Cause[] = [
  badPeerAs,
  bgpPassword,
  bgpPortBlocked,
  bgpPortBlockedByUnderlay,
  birdNotRunning,
  birdSocketMissing,
  calicoNodeDown,
  duplicateNodeAddress,
  duplicatePodCidr,
  duplicateRouterId,
  gracefulRestart,
  healthy,
  holdTimer,
  ipForwardOff,
  listenPortMismatch,
  meshOffNoPeers,
  mtuInconsistent,
  mtuTooLarge,
  noEncapsulationAcrossL3,
  oneSidedPeering,
  peerUnreachable,
  pmtuBlackHole,
  routesNotExported,
  rpFilter,
  staleRoute,
  vxlanPortBlocked,
  vxlanPortMismatch,
  wrongNodeAddress,
];
