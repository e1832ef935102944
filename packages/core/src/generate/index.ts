/** The door of the room: `@canal-lint/core/generate`. Writers of what keeps faults away; texts in, texts out. */

export { parseCidr } from '../network/cidr.js';
export { parseVersion } from '../network/version.js';
export { alertFormats, alerts, noAlerts, releaseOf } from './alerts/index.js';
export { broughtSince, type Described, installers, ipv6Installers, isCanal, needsL2, ownPodCidr } from './config/described.js';
export { faultOf } from './config/faults.js';
export { config } from './config/index.js';
export { nodesOf } from './firewall/hosts.js';
export { type FirewallFormat, firewall, firewallFormats, knownNodes } from './firewall/index.js';
export { groupTypes } from './firewall/terraform.js';
export type { Generated } from './generated.js';
export { podNetworks } from './pod-networks.js';
export { noPreflight } from './preflight/needs.js';
export { placeholder, preflight } from './preflight/preflight.js';
