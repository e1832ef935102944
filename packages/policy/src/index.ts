/** canal-lint's rules as Rego, and policies of others: what they say about documents, evaluated through WebAssembly. No I/O. */
export { type Parameters, type Review, type Violation, violations } from './admission.js';
export { type CelPolicy, celMatch, celPolicies, separator } from './emit/cel.js';
export {
  type ConstraintFacts,
  celTemplate,
  constraint,
  constraintTemplate,
  type Enforcement,
  librariesOf,
  type Manifest,
  type TemplateFacts,
} from './emit/gatekeeper.js';
export { kyvernoPolicy } from './emit/kyverno.js';
export { type GatekeeperManifests, gatekeeperManifests, kubernetesManifests, kyvernoManifests, type Plan } from './emit/manifests.js';
export { type AdmissionFacts, admissionBinding, admissionPolicy, matchConditions } from './emit/vap.js';
export { limits, load, type Policy, PolicyError, refusal } from './engine.js';
export { type Inventory, inventoryOf } from './inventory.js';
export { answers, offlineAdmission } from './offline.js';
export { type OwnModule, ownPolicy } from './own.js';
export { type Cel, type CelVariable, constraintKind, type PolicySource } from './source.js';
export { libraries, policies } from './sources.gen.js';
export { exceptionRule, severityOf } from './verdicts.js';
