/** One or more fault generators a rule: what is replaced, by what, and where the rule must speak. No rule is left out. */
import type { Fault } from './engine.js';
import { bgp } from './faults/bgp.js';
import { installer } from './faults/installer.js';
import { mtu } from './faults/mtu.js';
import { node } from './faults/node.js';
import { operator } from './faults/operator.js';
import { pools } from './faults/pools.js';
import { text } from './faults/text.js';
import { underlay } from './faults/underlay.js';

export const faults: readonly Fault[] = [...bgp, ...installer, ...mtu, ...node, ...operator, ...pools, ...text, ...underlay];
