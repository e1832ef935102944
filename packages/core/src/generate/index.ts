/** The door of the room: `@canal-lint/core/generate`. Writers of what keeps faults away; texts in, texts out. */

export { parseCidr } from '../network/cidr.js';
export { parseVersion } from '../network/version.js';
export { alertFormats, alerts, releaseOf } from './alerts/index.js';
export {
  carriesIpv6,
  type Described,
  type Installer,
  installers,
  ipv6Installers,
  isCanal,
  methodNeedsRange,
  needsL2,
  ownPodCidr,
} from './config/described.js';
export { config } from './config/index.js';
export { nodesOf } from './firewall/hosts.js';
export { type FirewallFormat, firewall, firewallFormats, knownNodes } from './firewall/index.js';
export { groupTypes } from './firewall/terraform.js';
export type { Generated } from './generated.js';
export { podNetworks } from './pod-networks.js';
export { placeholder, preflight } from './preflight/preflight.js';
