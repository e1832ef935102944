/** What the operator itself refuses, found before it does: one file a topic. Enumerations of its definition are for the rule schema. */

import { dataplane } from './dataplane.js';
import { detection } from './detection.js';
import { encapsulation } from './encapsulation.js';
import { felix } from './felix.js';
import { fields } from './fields.js';
import { kubeadm } from './kubeadm.js';
import { plugin } from './plugin.js';
import { lists } from './pools.js';
import type { Check } from './subject.js';

export { releaseOf } from './subject.js';

/** All checks. */
export const checks: readonly Check[] = [plugin, encapsulation, dataplane, detection, felix, lists, kubeadm, fields];
