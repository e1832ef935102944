/** canal-lint's rules as Rego, and policies of others: what they say about documents, evaluated through WebAssembly. No I/O. */
export { type Parameters, type Review, type Violation, violations } from './admission.js';
export { limits, load, type Policy, PolicyError } from './engine.js';
