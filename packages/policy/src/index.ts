/** canal-lint's rules as Rego, and policies of others: what they say about documents, evaluated through WebAssembly. No I/O. */
export { type Parameters, type Review, type Violation, violations } from './admission.js';
export {
  type ConstraintFacts,
  constraint,
  constraintTemplate,
  type Enforcement,
  type Manifest,
  type TemplateFacts,
} from './emit/gatekeeper.js';
export { limits, load, type Policy, PolicyError } from './engine.js';
export { type OwnModule, ownPolicy } from './own.js';
export { type Cel, constraintKind, type PolicySource } from './source.js';
export { libraries, policies } from './sources.gen.js';
