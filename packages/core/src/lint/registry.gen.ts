// Written by `npm run gen` from the folders of rules/; do not edit.
import autodetectionMethod from '../rules/autodetection-method/rule.js';
import duplicateObject from '../rules/duplicate-object/rule.js';
import encapsulationBackend from '../rules/encapsulation-backend/rule.js';
import encapsulationRequired from '../rules/encapsulation-required/rule.js';
import imagePinned from '../rules/image-pinned/rule.js';
import mtuArithmetic from '../rules/mtu-arithmetic/rule.js';
import poolCidr from '../rules/pool-cidr/rule.js';
import poolModes from '../rules/pool-modes/rule.js';
import type { AnyRule } from '../rules/rule.js';
import schema from '../rules/schema/rule.js';
import syntax from '../rules/syntax/rule.js';

/** Every rule, by name. */
export const rules: readonly AnyRule[] = [
  autodetectionMethod,
  duplicateObject,
  encapsulationBackend,
  encapsulationRequired,
  imagePinned,
  mtuArithmetic,
  poolCidr,
  poolModes,
  schema,
  syntax,
];
