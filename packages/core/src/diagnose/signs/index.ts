import type { Sign } from '../sign.js';
import { addressSigns } from './address.js';
import { agentSigns } from './agent.js';
import { bgpSigns } from './bgp.js';
import { birdSigns } from './bird.js';
import { callSigns } from './calls.js';
import { captureSigns } from './capture.js';
import { carrierSigns } from './carrier.js';
import { findingSigns } from './findings.js';
import { firewallSigns } from './firewall.js';
import { gatewaySigns } from './gateway.js';
import { hostSigns } from './host.js';
import { kubeProxySigns } from './kube-proxy.js';
import { kubernetesSigns } from './kubernetes.js';
import { logSigns } from './logs.js';
import { mtuSigns } from './mtu.js';
import { podSigns } from './pods.js';
import { preflightSigns } from './preflight.js';
import { proseSigns } from './prose.js';
import { reachSigns } from './reach.js';
import { routeSigns } from './routes.js';
import { shapeSigns } from './shape.js';
import { vxlanSigns } from './vxlan.js';
import { wireguardSigns } from './wireguard.js';
import { wordSigns } from './words.js';

/** Every sign. Ids are unique. */
export const signs: readonly Sign[] = [
  ...bgpSigns,
  ...agentSigns,
  ...carrierSigns,
  ...shapeSigns,
  ...addressSigns,
  ...firewallSigns,
  ...reachSigns,
  ...birdSigns,
  ...routeSigns,
  ...gatewaySigns,
  ...hostSigns,
  ...mtuSigns,
  ...vxlanSigns,
  ...wireguardSigns,
  ...captureSigns,
  ...podSigns,
  ...callSigns,
  ...preflightSigns,
  ...kubernetesSigns,
  ...kubeProxySigns,
  ...logSigns,
  ...findingSigns,
  ...wordSigns,
  ...proseSigns,
];
